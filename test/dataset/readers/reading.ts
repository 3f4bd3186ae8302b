/** Helpers of the reader tests: files and streams into plain arrays. */

import fc from 'fast-check';
import { type ReadRecordsOptions, readRecords } from '../../../src/dataset/readers/read-records.js';
import { MAX_RECORD_BYTES, type ReaderContext, type ReadItem } from '../../../src/dataset/readers/record.js';

/** What a reader yields, errors as `line: message`. */
export interface Outcome {
  readonly records: unknown[];
  readonly lines: number[];
  readonly errors: string[];
  readonly fatal: boolean;
}

export async function collect(items: AsyncIterable<ReadItem>): Promise<Outcome> {
  const outcome = { records: [] as unknown[], lines: [] as number[], errors: [] as string[], fatal: false };
  for await (const item of items) {
    if ('error' in item) {
      outcome.errors.push(`${item.line}: ${item.error.message}`);
      outcome.fatal ||= item.fatal;
    } else {
      outcome.records.push({ ...item.record });
      outcome.lines.push(item.line);
    }
  }
  return outcome;
}

export function read(path: string, options: ReadRecordsOptions = {}): Promise<Outcome> {
  return collect(readRecords(path, { name: 'data', ...options }));
}

/** Bytes in chunks of the given sizes, cycled: borders fall anywhere, inside characters too. */
export async function* chunked(bytes: Buffer, sizes: readonly number[]): AsyncGenerator<Buffer> {
  let at = 0;
  for (let i = 0; at < bytes.length; i++) {
    const size = Math.max(1, sizes[i % sizes.length] ?? 1);
    yield bytes.subarray(at, at + size);
    at += size;
  }
}

export const CONTEXT: ReaderContext = { name: 'data', encoding: 'utf-8', maxRecordBytes: MAX_RECORD_BYTES };

/** Characters that parsers trip over: quotes, brackets, controls, two to four bytes long, combining. */
export const odd = fc.constantFrom(
  ...'a7"\'\\{}[]:,;|\n\r\t \u0000\u0001\u007f\u0085é\u0301あ漢ｱ\u2028\u3000\ufeff\ufffd😀𠮷',
);

/** Everything an async iterable yields. */
export async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}
