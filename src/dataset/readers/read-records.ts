/** Files of records as one stream, whatever their format: in bounded memory, with the line of each record. */
import { RaftCorpusError } from '../../core/errors.js';
import { type BytesOptions, readBytes } from './bytes.js';
import { type CsvOptions, readCsv } from './csv.js';
import { toUtf8 } from './encodings.js';
import { type Encoding, formatOf, isRecordFormat, type RecordFormat } from './formats.js';
import { readJsonArray } from './json-array.js';
import { readJsonl } from './jsonl.js';
import { MAX_RECORD_BYTES, type ReaderContext, type ReadItem } from './record.js';

export interface ReadRecordsOptions extends BytesOptions {
  /** Default: told from the file's ending, a `.gz` aside. */
  readonly format?: RecordFormat | undefined;
  /** Default `utf-8`; a byte order mark is passed over. */
  readonly encoding?: Encoding | undefined;
  /** json only: dotted path to the array, when the file is not itself the array. */
  readonly records?: string | undefined;
  readonly csv?: CsvOptions | undefined;
  /** A longer record is a fatal error; default 256 MiB. */
  readonly maxRecordBytes?: number | undefined;
}

/**
 * Reads the records of a file in order.
 *
 * What is wrong with one record is an item with `fatal: false`: a caller may stop there, or go on. What makes the rest
 * unreadable (a truncated or corrupt file, broken structure) is the last item, with `fatal: true`. Nothing is thrown
 * for what stands in the file; line numbers count from 1.
 *
 * @throws RaftCorpusError when the format cannot be told, or is one of texts
 *
 * @example
 * for await (const item of readRecords('catalog.jsonl.gz', {})) {
 *   if ('error' in item) throw item.error;
 *   use(item.record, item.line);
 * }
 */
export async function* readRecords(path: string, options: ReadRecordsOptions): AsyncGenerator<ReadItem> {
  const context: ReaderContext = {
    name: options.name ?? path,
    encoding: options.encoding ?? 'utf-8',
    maxRecordBytes: options.maxRecordBytes ?? MAX_RECORD_BYTES,
  };
  const format = options.format ?? recordFormatOf(path, context.name);
  let line = 0;
  try {
    const chunks = toUtf8(readBytes(path, options), context.encoding);
    for await (const item of readFormat(format, chunks, options, context)) {
      line = item.line;
      yield item;
      if ('error' in item && item.fatal) return;
    }
  } catch (error) {
    // Thrown by readBytes: the file is gone, cut off or corrupt. A defect of ours is no RaftCorpusError and passes on.
    if (!(error instanceof RaftCorpusError)) throw error;
    const where = line === 0 ? context.name : `${context.name} (after line ${line})`;
    yield { error: new RaftCorpusError(error.message, { ...details(error), where }), line, fatal: true };
  }
}

function readFormat(
  format: RecordFormat,
  chunks: AsyncIterable<Buffer>,
  options: ReadRecordsOptions,
  context: ReaderContext,
): AsyncGenerator<ReadItem> {
  if (format === 'jsonl') return readJsonl(chunks, context);
  if (format === 'json') return readJsonArray(chunks, options.records, context);
  const delimiter = options.csv?.delimiter ?? (format === 'tsv' ? '\t' : ',');
  return readCsv(chunks, { ...options.csv, delimiter }, context);
}

function recordFormatOf(path: string, name: string): RecordFormat {
  const format = formatOf(path);
  if (format !== undefined && isRecordFormat(format)) return format;
  throw new RaftCorpusError(
    format === undefined ? 'the format cannot be told from the name' : `${format} has no records`,
    {
      where: name,
      fix: 'Set format: jsonl | json | csv | tsv.',
    },
  );
}

function details(error: RaftCorpusError): { fix?: string; cause?: unknown } {
  return { ...(error.fix === undefined ? {} : { fix: error.fix }), cause: error.cause ?? error };
}
