/** Where exported lines go: stdout, a file that appears whole, or BEIR's folder. */
import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { RaftCorpusError } from '../core/errors.js';
import type { Io } from './io.js';

export interface WriteExportOptions {
  readonly io: Io;
  readonly format: 'jsonl' | 'beir';
  readonly lines: AsyncIterable<string>;
  readonly out?: string;
}

/** @returns the file's path, or null for stdout, and how many lines were written */
export async function writeExport(options: WriteExportOptions): Promise<{ path: string | null; count: number }> {
  const { io, format, out } = options;
  if (out === undefined && format === 'beir') {
    throw new RaftCorpusError('a BEIR corpus is a folder: name it', { fix: 'Add -o FOLDER.' });
  }
  let count = 0;
  if (out === undefined) {
    for await (const line of options.lines) {
      io.out(line);
      count += 1;
    }
    return { path: null, count };
  }
  const target = format === 'beir' ? join(resolve(io.cwd, out), 'corpus.jsonl') : resolve(io.cwd, out);
  const temporary = `${target}.${randomUUID()}.tmp`;
  await mkdir(dirname(target), { recursive: true });
  async function* counted(): AsyncGenerator<string> {
    for await (const line of options.lines) {
      count += 1;
      yield line;
    }
  }
  try {
    await pipeline(Readable.from(counted()), createWriteStream(temporary));
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  return { path: target, count };
}
