/**
 * A run whose lines stand in any order: spread over scratch files by query, each small enough for memory, then scored
 * file by file. Exact as the other way is; memory holds one file of them.
 */
import { appendFile, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { readBlocks, type TrecFileOptions } from '../../dataset/trec/blocks.js';
import { type RunLine, runLineReader } from '../../dataset/trec/run-lines.js';
import type { QueryScorer } from './query-scorer.js';

/** What one scratch file is meant to hold. */
const PART_BYTES = 32 * 1024 * 1024;
const FEWEST_PARTS = 8;
const MOST_PARTS = 256;
/** How much smaller runs get by gzip. */
const GZIP_RATIO = 8;
/** Bytes that wait for one file before they are written. */
const WAITING_BYTES = 128 * 1024;
/** A record: line and score (8 bytes each), lengths of query and document (4 each), and both ids. */
const HEAD_BYTES = 24;

export interface PartitionOptions extends TrecFileOptions {
  /** A folder for scratch files. */
  readonly scratch: string;
}

/** @returns the number of results */
export async function scorePartitioned(path: string, scorer: QueryScorer, options: PartitionOptions): Promise<number> {
  const folder = await mkdtemp(join(options.scratch, 'run-'));
  try {
    const { results, parts } = await spread(path, folder, options);
    for (const part of parts) scorePart(await readFile(part), scorer);
    return results;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function spread(path: string, folder: string, options: PartitionOptions) {
  const { size } = await stat(path);
  const bytes = /\.gz$/i.test(path) ? size * GZIP_RATIO : size;
  const count = Math.min(MOST_PARTS, Math.max(FEWEST_PARTS, Math.ceil(bytes / PART_BYTES)));
  const parts = Array.from({ length: count }, (_, index) => new Part(join(folder, `${index}.bin`)));
  const reader = runLineReader(options.name ?? path, (line) => (parts[partOf(line, count)] as Part).add(line));
  for await (const block of readBlocks(path, options)) {
    reader.read(block);
    for (const part of parts) if (part.waiting >= WAITING_BYTES) await part.flush();
  }
  for (const part of parts) await part.flush();
  return { results: reader.results, parts: parts.filter(({ written }) => written).map((part) => part.path) };
}

/** By a hash of the query, so that all its lines meet in one file. */
function partOf({ bytes, queryStart, queryEnd }: RunLine, count: number): number {
  let hash = 0;
  for (let i = queryStart; i < queryEnd; i++) hash = (Math.imul(hash, 31) + (bytes[i] as number)) | 0;
  return (Math.imul(hash, 0x9e3779b1) >>> 8) % count;
}

class Part {
  written = false;
  waiting = 0;
  #records: Buffer[] = [];

  constructor(readonly path: string) {}

  add({ bytes, queryStart, queryEnd, docStart, docEnd, score, line }: RunLine): void {
    const queryBytes = queryEnd - queryStart;
    const docBytes = docEnd - docStart;
    const record = Buffer.allocUnsafe(HEAD_BYTES + queryBytes + docBytes);
    record.writeDoubleLE(line, 0);
    record.writeDoubleLE(score, 8);
    record.writeUInt32LE(queryBytes, 16);
    record.writeUInt32LE(docBytes, 20);
    bytes.copy(record, HEAD_BYTES, queryStart, queryEnd);
    bytes.copy(record, HEAD_BYTES + queryBytes, docStart, docEnd);
    this.#records.push(record);
    this.waiting += record.length;
  }

  async flush(): Promise<void> {
    if (this.waiting === 0) return;
    const records = Buffer.concat(this.#records);
    this.#records = [];
    this.waiting = 0;
    this.written = true;
    await appendFile(this.path, records);
  }
}

/** The queries of one scratch file, each with the offsets of its records in the order of the run. */
function scorePart(bytes: Buffer, scorer: QueryScorer): void {
  const queries = new Map<string, number[]>();
  for (let at = 0; at < bytes.length; ) {
    const queryEnd = at + HEAD_BYTES + bytes.readUInt32LE(at + 16);
    const query = bytes.toString('utf8', at + HEAD_BYTES, queryEnd);
    const records = queries.get(query);
    if (records === undefined) queries.set(query, [at]);
    else records.push(at);
    at = queryEnd + bytes.readUInt32LE(at + 20);
  }
  for (const [query, records] of queries) {
    scorer.begin(query);
    for (const at of records) {
      const docStart = at + HEAD_BYTES + bytes.readUInt32LE(at + 16);
      const docEnd = docStart + bytes.readUInt32LE(at + 20);
      scorer.add({ bytes, docStart, docEnd, line: bytes.readDoubleLE(at), score: bytes.readDoubleLE(at + 8) });
    }
    scorer.end();
  }
}
