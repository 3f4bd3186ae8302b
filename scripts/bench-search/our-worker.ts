/** Our side of scripts/bench-search.ts: answers one JSON request a line. Compiled before it runs, as a user's copy is. */
import { closeSync, openSync, readSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { type DenseIndex, openDenseIndex } from '../../src/search/dense/dense-index.js';

interface Load {
  readonly op: 'load';
  readonly path: string;
  readonly count: number;
  readonly dims: number;
}

interface Search {
  readonly op: 'search';
  /** Raw float32 queries. */
  readonly path: string;
  readonly first: number;
  readonly count: number;
  readonly k: number;
  /** Where to write the rows found, int32 [count × k]. */
  readonly out?: string;
}

/** The vectors' own rows as questions, each kept from finding itself: what mining asks. */
interface Mine {
  readonly op: 'mine';
  readonly count: number;
  readonly k: number;
}

/** Queries against a LanceDB table that is scanned, not loaded. */
interface Scan extends Omit<Search, 'op'> {
  readonly op: 'scan';
  readonly table: string;
  readonly dims: number;
}

let vectors: Float32Array = new Float32Array();
let index: DenseIndex | undefined;

/** Of the batch at hand: a new array for each would stay until the next garbage collection. */
let batch: Float32Array = new Float32Array();

function queriesOf(path: string, first: number, count: number, dims: number): Float32Array {
  if (batch.length !== count * dims) batch = new Float32Array(count * dims);
  return read(path, first * dims, batch);
}

/** Fills `rows` from the `from`-th float of a file. */
function read(path: string, from: number, rows: Float32Array): Float32Array {
  const bytes = new Uint8Array(rows.buffer, rows.byteOffset, rows.byteLength);
  const file = openSync(path, 'r');
  const piece = 64 * 2 ** 20;
  for (let at = 0; at < bytes.length; at += piece) {
    readSync(file, bytes, at, Math.min(piece, bytes.length - at), from * 4 + at);
  }
  closeSync(file);
  return rows;
}

function load({ path, count, dims }: Load): object {
  vectors = read(path, 0, new Float32Array(count * dims));
  index = openDenseIndex({ vectors, dims });
  return {};
}

async function search({ path, first, count, k, out }: Search): Promise<object> {
  if (!index) throw new Error('load first');
  const queries = queriesOf(path, first, count, index.dims);
  const started = performance.now();
  const { rows } = await index.search({ queries, k });
  const seconds = (performance.now() - started) / 1000;
  if (out) writeFileSync(out, new Uint8Array(rows.buffer));
  return { seconds };
}

async function mine({ count, k }: Mine): Promise<object> {
  if (!index) throw new Error('load first');
  const queries = vectors.subarray(0, count * index.dims);
  const started = performance.now();
  let found = 0;
  for await (const { counts } of index.stream({ queries, k, exclude: (query) => [query] })) {
    for (const n of counts) found += n;
  }
  return { seconds: (performance.now() - started) / 1000, found };
}

async function scan({ path, first, count, k, out, table, dims }: Scan): Promise<object> {
  // Loaded here: a search in memory needs no database in its process.
  const { searchScan } = await import('../../src/search/dense/search-scan.js');
  const { openTable } = await import('./table.js');
  const queries = queriesOf(path, first, count, dims);
  const store = await openTable(table, dims);
  const started = performance.now();
  const rows: number[] = [];
  for await (const hits of searchScan({ scan: () => store.scan(), dims, queries, k })) {
    for (const row of hits.rows) rows.push(Number(hits.ids[row]));
  }
  const seconds = (performance.now() - started) / 1000;
  if (out) writeFileSync(out, new Uint8Array(Int32Array.from(rows).buffer));
  return { seconds };
}

for await (const line of createInterface({ input: process.stdin })) {
  const request = JSON.parse(line) as Load | Search | Mine | Scan;
  const answer = await { load, search, mine, scan }[request.op](request as never);
  console.log(JSON.stringify(answer));
}
