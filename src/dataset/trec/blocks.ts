/** A file of lines as blocks of whole lines in bytes: decompressed, without a byte order mark. */
import { RaftCorpusError } from '../../core/errors.js';
import { readBytes } from '../readers/bytes.js';
import { decodeStrictly, encodingFix, firstInvalidUtf8, toUtf8 } from '../readers/encodings.js';

const NEWLINE = 0x0a;
/** A line beyond it is none. */
const MAX_LINE_BYTES = 1024 * 1024;

/** How a file is read. */
export interface TrecFileOptions {
  /** How messages call it; default: its path. */
  readonly name?: string;
  /** Told now and then how many bytes of the file were read. */
  readonly onBytes?: (bytes: number) => void;
}

/**
 * The lines of a file (`.gz`: decompressed) in blocks of whole ones, in order; the last may lack its line feed. Blocks are
 * parts of what was read: hardly a byte is copied. Whoever reads them counts lines, and calls {@link checkUtf8}.
 *
 * @throws RaftCorpusError when the file is missing, cut off or corrupt, or has a line that is longer than 1 MiB
 */
export async function* readBlocks(path: string, options: TrecFileOptions = {}): AsyncGenerator<Buffer> {
  const name = options.name ?? path;
  let rest: Buffer[] = [];
  let waiting = 0;
  for await (const chunk of toUtf8(readBytes(path, { ...options, name }), 'utf-8')) {
    const end = chunk.lastIndexOf(NEWLINE) + 1;
    const first = rest.length === 0 || end === 0 ? 0 : chunk.indexOf(NEWLINE) + 1;
    if (first > 0) {
      yield Buffer.concat([...rest, chunk.subarray(0, first)]);
      rest = [];
      waiting = 0;
    }
    if (end > first) yield chunk.subarray(first, end);
    if (end < chunk.length) rest.push(chunk.subarray(end));
    waiting += chunk.length - end;
    if (waiting > MAX_LINE_BYTES) throw tooLong(rest, name);
  }
  if (waiting > 0) yield Buffer.concat(rest);
}

/** @throws RaftCorpusError with the line, counted from `first`, where the bytes of a block are not UTF-8 */
export function checkUtf8(bytes: Buffer, first: number, name: string): void {
  const bad = firstInvalidUtf8(bytes);
  if (bad < 0) return;
  const start = bytes.lastIndexOf(NEWLINE, bad) + 1;
  const line = first + countLines(bytes.subarray(0, start));
  const decoded = decodeStrictly(bytes.subarray(start), 'utf-8');
  throw new RaftCorpusError('problem' in decoded ? decoded.problem : 'invalid utf-8', {
    where: `${name}:${line}`,
    fix: encodingFix('utf-8', bytes).replace(/, or set .*$/, '.'),
  });
}

function countLines(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(NEWLINE); at >= 0; at = bytes.indexOf(NEWLINE, at + 1)) count += 1;
  return count;
}

function tooLong(rest: readonly Buffer[], name: string): RaftCorpusError {
  const head = rest[0];
  const zipped = head?.[0] === 0x1f && head[1] === 0x8b;
  return new RaftCorpusError('a line is longer than 1 MiB', {
    where: name,
    fix: zipped ? encodingFix('utf-8', head) : 'Has the file line ends at all?',
  });
}
