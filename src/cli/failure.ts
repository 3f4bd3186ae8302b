/** How a failure reaches the user, and the exit code it ends with. */
import { styleText } from 'node:util';
import { messageOf, RaftCorpusError } from '../core/errors.js';
import type { Io } from './io.js';

/** 0 fine, 1 a gate failed or findings, 2 usage, config or input, 130 interrupted, 143 told to end. */
export const EXIT = { ok: 0, findings: 1, error: 2, interrupted: 130, terminated: 143 } as const;

/** Prints `error` as what / where / way out, and returns the exit code. */
export function reportFailure(io: Io, error: unknown, verbose: boolean): number {
  const label = styleText('red', 'error', { stream: process.stderr });
  if (error instanceof RaftCorpusError) {
    io.err(`${label}: ${printable(error.message)}\n`);
    if (error.where) io.err(`  where: ${printable(error.where)}\n`);
    if (error.fix) io.err(`  fix:   ${printable(error.fix)}\n`);
    if (verbose && error.cause) io.err(`  cause: ${printable(stack(error.cause))}\n`);
    return EXIT.error;
  }
  const file = fileProblem(error);
  if (file !== null) {
    io.err(`${label}: ${file.message}\n  where: ${printable(file.path)}\n`);
    if (verbose) io.err(`  cause: ${printable(stack(error))}\n`);
    return EXIT.error;
  }
  io.err(`${label}: ${printable(messageOf(error))}\n`);
  io.err('  This is a defect of raft-corpus, not of your data. Please report it with the lines below.\n');
  io.err(`${printable(stack(error))}\n`);
  return EXIT.error;
}

/** What the file system says of a path that the user named: no defect of ours. */
const FILE_PROBLEMS: Readonly<Record<string, string>> = {
  EISDIR: 'a file is to be written or read there, and a folder is there',
  ENOTDIR: 'a part of the path is a file, where a folder is needed',
  EEXIST: 'a folder is needed there, and a file is there',
  ENOTEMPTY: 'the folder is not empty',
  EACCES: 'no permission',
  EPERM: 'no permission',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
  ENAMETOOLONG: 'the name is too long',
};

function fileProblem(error: unknown): { readonly message: string; readonly path: string } | null {
  if (!(error instanceof Error)) return null;
  const { code = '', syscall, path, dest } = error as NodeJS.ErrnoException & { readonly dest?: string };
  const message = code === 'ENOENT' && syscall === 'mkdir' ? 'no folder can be made there' : FILE_PROBLEMS[code];
  return syscall === undefined || message === undefined ? null : { message, path: dest ?? path ?? code };
}

function stack(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** Text from sources and files without what would move a terminal's cursor or change its colours. */
export function printable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this removes
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, '\u00b7');
}
