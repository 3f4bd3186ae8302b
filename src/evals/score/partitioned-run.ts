/**
 * A run whose lines stand in any order: spread over scratch files by query, each small enough for memory, then scored
 * file by file. Exact as the other way is; memory holds one file of them.
 */
import { appendFile, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { readBlocks, type TrecFileOptions } from '../../dataset/trec/blocks.js';
import { type RunLine, runLineReader } from '../../dataset/trec/run-lines.js';
import { IdTable } from './id-table.js';
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

/** Records on their way to one file. */
class Part {
  written = false;
  waiting = 0;
  #records = Buffer.allocUnsafe(WAITING_BYTES);

  constructor(readonly path: string) {}

  add({ bytes, queryStart, queryEnd, docStart, docEnd, score, line }: RunLine): void {
    const at = this.waiting;
    const docAt = at + HEAD_BYTES + queryEnd - queryStart;
    const end = docAt + docEnd - docStart;
    if (end > this.#records.length)
      this.#records = Buffer.concat([this.#records], Math.max(end, 2 * this.#records.length));
    const records = this.#records;
    records.writeDoubleLE(line, at);
    records.writeDoubleLE(score, at + 8);
    records.writeUInt32LE(queryEnd - queryStart, at + 16);
    records.writeUInt32LE(docEnd - docStart, at + 20);
    copy(bytes, queryStart, queryEnd, records, at + HEAD_BYTES);
    copy(bytes, docStart, docEnd, records, docAt);
    this.waiting = end;
  }

  async flush(): Promise<void> {
    if (this.waiting === 0) return;
    await appendFile(this.path, this.#records.subarray(0, this.waiting));
    this.waiting = 0;
    this.written = true;
  }
}

/** By hand: ids are too short for a native call to pay. */
function copy(from: Buffer, start: number, end: number, to: Buffer, at: number): void {
  for (let i = start; i < end; i++) to[at + i - start] = from[i] as number;
}

/** The queries of one scratch file, each with the offsets of its records in the order of the run. */
function scorePart(bytes: Buffer, scorer: QueryScorer): void {
  const queries = new IdTable();
  const records: number[][] = [];
  for (let at = 0; at < bytes.length; ) {
    const queryEnd = at + HEAD_BYTES + bytes.readUInt32LE(at + 16);
    const query = queries.add(bytes, at + HEAD_BYTES, queryEnd);
    const known = records[query];
    if (known === undefined) records.push([at]);
    else known.push(at);
    at = queryEnd + bytes.readUInt32LE(at + 20);
  }
  for (const [query, offsets] of records.entries()) {
    scorer.begin(queries.text(query));
    for (const at of offsets) {
      const docStart = at + HEAD_BYTES + bytes.readUInt32LE(at + 16);
      const docEnd = docStart + bytes.readUInt32LE(at + 20);
      scorer.add({ bytes, docStart, docEnd, line: bytes.readDoubleLE(at), score: bytes.readDoubleLE(at + 8) });
    }
    scorer.end();
  }
}
