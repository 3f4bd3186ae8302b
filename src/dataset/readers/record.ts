/** What record readers yield: records, and errors in between that a caller may step over. */
import { RaftCorpusError } from '../../core/errors.js';
import type { Encoding } from './formats.js';

/** One entry of a file as its keys and values; CSV values are strings. */
export type DataRecord = Readonly<Record<string, unknown>>;

/** A record that could not be read. After `fatal: false` the reader goes on; after a fatal one nothing more was read. */
export interface ErrorItem {
  readonly error: RaftCorpusError;
  /** Counted from 1; 0 when no line can be named. */
  readonly line: number;
  readonly fatal: boolean;
}

/** A record with the line it starts on, or an error. */
export type ReadItem = { readonly record: DataRecord; readonly line: number } | ErrorItem;

/** One record larger than this is an error: more than the longest document anyone indexes, less than a string can hold. */
export const MAX_RECORD_BYTES = 256 * 1024 * 1024;

/** What the readers of single formats are given. */
export interface ReaderContext {
  /** How messages call the file. */
  readonly name: string;
  readonly encoding: Encoding;
  readonly maxRecordBytes: number;
}

/** An error item at `line` of the file. */
export function errorAt(
  context: ReaderContext,
  line: number,
  problem: { readonly message: string; readonly fix: string; readonly fatal?: boolean },
): ErrorItem {
  const error = new RaftCorpusError(problem.message, { where: `${context.name}:${line}`, fix: problem.fix });
  return { error, line, fatal: problem.fatal ?? false };
}

/** The item for a parsed value, which must be an object with keys. */
export function asItem(context: ReaderContext, line: number, value: unknown): ReadItem {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return { record: value as DataRecord, line };
  }
  const found = Array.isArray(value) ? 'an array' : value === null ? 'null' : `a ${typeof value}`;
  return errorAt(context, line, {
    message: `expected an object, found ${found}`,
    fix: 'Each record must be an object: {"id": …, "title": …}.',
  });
}
