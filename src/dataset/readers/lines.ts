/**
 * Lines of a stream of UTF-8 bytes. Whole chunks are validated and decoded at once; only a chunk that does not decode
 * is taken apart to find the line that is to blame.
 */
import { decodeStrictly, encodingFix } from './encodings.js';
import { type ErrorItem, errorAt, type ReaderContext } from './record.js';

const NEWLINE = 0x0a;

/** A line without its line feed (a carriage return before it stays), or the error that its bytes do not decode. */
export type Line = { readonly text: string; readonly line: number } | ErrorItem;

/** Yields the lines in blocks, in order, counted from 1. A line over `maxRecordBytes` is a fatal error and the last. */
export async function* readLines(chunks: AsyncIterable<Buffer>, context: ReaderContext): AsyncGenerator<Line[]> {
  let pending: Buffer[] = [];
  let pendingBytes = 0;
  let next = 1;
  for await (const chunk of chunks) {
    const end = chunk.lastIndexOf(NEWLINE) + 1;
    if (end > 0) {
      const block = pending.length === 0 ? chunk.subarray(0, end) : Buffer.concat([...pending, chunk.subarray(0, end)]);
      const lines = linesOf(block, next, context);
      yield lines;
      next += lines.length;
      pending = [];
      pendingBytes = 0;
    }
    if (end < chunk.length) pending.push(chunk.subarray(end));
    pendingBytes += chunk.length - end;
    if (pendingBytes > context.maxRecordBytes) return yield [tooLong(context, next)];
  }
  if (pendingBytes > 0) yield linesOf(Buffer.concat(pending), next, context);
}

function linesOf(block: Buffer, first: number, context: ReaderContext): Line[] {
  const decoded = decodeStrictly(block, context.encoding);
  if ('problem' in decoded) return linesOneByOne(block, first, context);
  const texts = decoded.text.split('\n');
  if (texts[texts.length - 1] === '') texts.pop();
  return texts.map((text, index) => ({ text, line: first + index }));
}

function linesOneByOne(block: Buffer, first: number, context: ReaderContext): Line[] {
  const lines: Line[] = [];
  for (let start = 0; start < block.length; ) {
    const newline = block.indexOf(NEWLINE, start);
    const end = newline === -1 ? block.length : newline;
    lines.push(decodeLine(block.subarray(start, end), first + lines.length, context));
    start = end + 1;
  }
  return lines;
}

function decodeLine(bytes: Buffer, line: number, context: ReaderContext): Line {
  const decoded = decodeStrictly(bytes, context.encoding);
  if ('text' in decoded) return { text: decoded.text, line };
  return errorAt(context, line, { message: decoded.problem, fix: encodingFix(context.encoding, bytes) });
}

function tooLong(context: ReaderContext, line: number): Line {
  return errorAt(context, line, {
    message: `the line is longer than ${context.maxRecordBytes / 1024 / 1024} MiB`,
    fix: 'Has the file line ends at all? One large JSON array needs format: json.',
    fatal: true,
  });
}
