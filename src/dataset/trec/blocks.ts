/** A file of lines as blocks of whole lines in bytes: decompressed, without a byte order mark, surely UTF-8. */
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

/** Whole lines; the last block may lack its final line feed. */
export interface Block {
  readonly bytes: Buffer;
  /** Number of its first line, from 1. */
  readonly line: number;
}

/**
 * The blocks of a file (`.gz`: decompressed), in order.
 *
 * @throws RaftCorpusError when the file is missing, cut off or corrupt; with the line where bytes are not UTF-8
 */
export async function* readBlocks(path: string, options: TrecFileOptions = {}): AsyncGenerator<Block> {
  const name = options.name ?? path;
  let rest: Buffer[] = [];
  let waiting = 0;
  let line = 1;
  for await (const chunk of toUtf8(readBytes(path, { ...options, name }), 'utf-8')) {
    const end = chunk.lastIndexOf(NEWLINE) + 1;
    if (end > 0) {
      const bytes = rest.length === 0 ? chunk.subarray(0, end) : Buffer.concat([...rest, chunk.subarray(0, end)]);
      checkUtf8(bytes, line, name);
      yield { bytes, line };
      line += countLines(bytes);
      rest = [];
      waiting = 0;
    }
    if (end < chunk.length) rest.push(chunk.subarray(end));
    waiting += chunk.length - end;
    if (waiting > MAX_LINE_BYTES) throw tooLong(rest, line, name);
  }
  if (waiting === 0) return;
  const bytes = Buffer.concat(rest);
  checkUtf8(bytes, line, name);
  yield { bytes, line };
}

function countLines(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(NEWLINE); at >= 0; at = bytes.indexOf(NEWLINE, at + 1)) count += 1;
  return count;
}

function checkUtf8(bytes: Buffer, first: number, name: string): void {
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

function tooLong(rest: readonly Buffer[], line: number, name: string): RaftCorpusError {
  const head = rest[0];
  const zipped = head?.[0] === 0x1f && head[1] === 0x8b;
  return new RaftCorpusError('the line is longer than 1 MiB', {
    where: `${name}:${line}`,
    fix: zipped
      ? encodingFix('utf-8', head)
      : 'Has the file line ends at all? A JSON object needs a name that ends on .json.',
  });
}
