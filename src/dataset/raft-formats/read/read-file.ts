/** The records of a RAFT file: JSON Lines, a JSON array, Parquet, or Arrow as `datasets` saves it; told from its first bytes. */
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { messageOf, RaftCorpusError } from '../../../core/errors.js';
import { readRecords } from '../../readers/read-records.js';
import type { DataRecord } from '../../readers/record.js';
import { splitOfFileName } from '../../splits.js';
import type { RaftRecord } from './record.js';
import { readRecord } from './shape-of.js';

/** A record with its line (its row, in Parquet and Arrow files), or what is wrong there. */
export type RaftFileItem =
  | { readonly line: number; readonly record: RaftRecord }
  | { readonly line: number; readonly problem: string; readonly fix?: string };

/** A longer line is no training example. */
const MAX_RECORD_BYTES = 64 * 1024 * 1024;

/**
 * Streams the records of a file, gzipped or not. A line that is no record is an item, and reading goes on.
 *
 * @param options.name how messages call the file; default: its path
 * @throws RaftCorpusError when the file as a whole cannot be read: missing, cut off, compressed in a way that is not known,
 *   a line without an end
 */
export async function* readRaftFile(
  path: string,
  options: { readonly name?: string } = {},
): AsyncGenerator<RaftFileItem> {
  const name = options.name ?? path;
  const split = splitOfFileName(path);
  for await (const item of readRows(path, name)) {
    if ('problem' in item) {
      yield item;
      continue;
    }
    const read = readRecord(item.data);
    if ('problem' in read) yield { line: item.line, problem: read.problem };
    else yield { line: item.line, record: { ...(split === undefined ? {} : { split }), ...read.record } };
  }
}

/** A row as its keys and values, or what is wrong there. */
export type DataItem =
  | { readonly line: number; readonly data: DataRecord }
  | { readonly line: number; readonly problem: string; readonly fix?: string };

/**
 * Streams the rows of a file whatever they hold: JSON Lines, a JSON array, Parquet or Arrow, told from its first bytes.
 *
 * @throws RaftCorpusError as {@link readRaftFile}
 */
export async function* readRows(path: string, name: string): AsyncGenerator<DataItem> {
  const kind = await kindOf(path, name);
  if (kind === 'parquet') return yield* wholeFile(readParquet(path), name, 'Parquet');
  if (kind === 'arrow') return yield* wholeFile(readArrow(path), name, 'Arrow');
  for await (const item of readRecords(path, { format: kind, name, maxRecordBytes: MAX_RECORD_BYTES })) {
    if (!('error' in item)) yield { line: item.line, data: item.record };
    else if (item.fatal) throw item.error;
    else yield { line: item.line, problem: item.error.message, ...(item.error.fix ? { fix: item.error.fix } : {}) };
  }
}

async function kindOf(path: string, name: string): Promise<'jsonl' | 'json' | 'parquet' | 'arrow'> {
  // A gzip stream says nothing about what is in it; readers of bytes report a file that is missing or no file.
  if (/\.gz$/i.test(path)) return /\.json\.gz$/i.test(path) ? 'json' : 'jsonl';
  const head = await headOf(path);
  if (head.subarray(0, 4).toString('latin1') === 'PAR1') return 'parquet';
  if (head.subarray(0, 6).toString('latin1') === 'ARROW1' || head.readUInt32LE(0) === 0xffffffff) return 'arrow';
  if (head.includes(0)) {
    const isGzip = head[0] === 0x1f && head[1] === 0x8b;
    throw new RaftCorpusError('this is no file of rows: it holds bytes that no text has', {
      where: name,
      fix: isGzip
        ? 'It is compressed: give it a name that ends on .gz.'
        : 'Give a .jsonl, .json, .parquet or .arrow file.',
    });
  }
  return head.toString('latin1').replace('ï»¿', '').trimStart().startsWith('[') ? 'json' : 'jsonl';
}

const HEAD_BYTES = 4096;

/** The first bytes, padded with spaces. */
async function headOf(path: string): Promise<Buffer> {
  const head = Buffer.alloc(HEAD_BYTES, ' ');
  const file = await open(path, 'r').catch(() => null);
  try {
    if (file !== null && (await file.stat()).isFile()) await file.read(head, 0, HEAD_BYTES, 0);
  } finally {
    await file?.close();
  }
  return head;
}

/** Rows of a format whose reader fails as a whole. */
async function* wholeFile(rows: AsyncIterable<DataRecord>, name: string, kind: string): AsyncGenerator<DataItem> {
  let line = 0;
  try {
    for await (const data of rows) yield { line: ++line, data };
  } catch (error) {
    throw new RaftCorpusError(`the ${kind} file cannot be read: ${messageOf(error)}`, {
      where: line === 0 ? name : `${name} (after row ${line})`,
      fix: 'Copy it again, whole, or write it as JSON lines.',
      cause: error,
    });
  }
}

async function* readParquet(path: string): AsyncGenerator<DataRecord> {
  const { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } = await import('hyparquet');
  const file = await asyncBufferFromFile(path);
  const metadata = await parquetMetadataAsync(file);
  let rowStart = 0;
  for (const group of metadata.row_groups) {
    const rowEnd = rowStart + Number(group.num_rows);
    yield* await parquetReadObjects({ file, metadata, rowStart, rowEnd });
    rowStart = rowEnd;
  }
}

async function* readArrow(path: string): AsyncGenerator<DataRecord> {
  const { RecordBatchReader } = await import('apache-arrow');
  const reader = await RecordBatchReader.from(createReadStream(path));
  for await (const batch of await reader.open()) {
    // Vectors of lists and structs become plain values by way of JSON.
    for (const row of batch) yield JSON.parse(JSON.stringify(row, withoutBigInt)) as DataRecord;
  }
}

function withoutBigInt(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? Number(value) : value;
}
