/** How search scales: in memory beside faiss in pairs, and scanned from LanceDB. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { agreement } from './agreement.js';
import { BATCH, type Bench, type Data, K, makeData, median, ourSide, type Timed } from './bench.js';
import { compare, told } from './beside-faiss.js';
import { writeTable } from './table.js';
import { Worker } from './worker.js';

const DIMS = 256;
/** Queries that one scan answers: enough that it is spread over several batches. */
const QUERIES = 4 * BATCH;

/** What is measured at each size: the larger, the fewer pairs. */
const SIZES = [
  { count: 10_000, pairs: 48 },
  { count: 100_000, pairs: 16 },
  { count: 1_000_000, pairs: 4 },
];

interface Measured {
  readonly per_second: number;
  readonly mb: number | null;
}

/** Queries per second and peak memory at each size. */
export async function sizes(bench: Bench): Promise<Record<string, unknown>[]> {
  const results: Record<string, unknown>[] = [];
  for (const { count, pairs } of bench.quick ? SIZES.slice(0, 2) : SIZES) {
    const data = makeData(bench, 'clustered', count, DIMS);
    const memory = bench.faissWorker && (await compare(bench, bench.faissWorker, data, pairs));
    if (memory) console.error(`${count} × ${DIMS} in memory: ${told(memory)}`);
    const scanned = await scan(bench, data);
    console.error(
      `${count} × ${DIMS} from LanceDB, ${QUERIES} queries: ${scanned.per_second.toFixed(0)} queries/s with the scan, ` +
        `resident ${scanned.mb?.toFixed(0) ?? '?'} MB`,
    );
    results.push({ count, dims: DIMS, memory, scanned });
    rmSync(data.passages);
  }
  return results;
}

/** A search of a LanceDB table, which must find what a search in memory finds. */
async function scan(bench: Bench, data: Data): Promise<Measured> {
  const outOf = (name: string): string => join(bench.folder, `${name}.rows`);
  const table = join(bench.folder, `table-${data.count}`);
  const asked = { path: data.queries, first: 0, count: QUERIES, k: K };
  const inMemory = await ourSide(bench, data);
  await inMemory.ask({ op: 'search', ...asked, out: outOf('memory') });
  await inMemory.stop();
  await writeTable(table, { path: data.passages, count: data.count, dims: DIMS });
  const worker = Worker.start(process.execPath, [bench.ourWorker]);
  const request = { op: 'scan', table, dims: DIMS, ...asked, out: outOf('scan') };
  const seconds: number[] = [];
  for (let i = 0; i < (data.count > 100_000 ? 1 : 4); i++) seconds.push((await worker.ask<Timed>(request)).seconds);
  const memory = worker.memory();
  await worker.stop();
  rmSync(table, { recursive: true, force: true });
  const same = agreement({ ...data, k: K, ours: outOf('memory'), theirs: outOf('scan') });
  if (same !== 1) throw new Error(`search in memory and over a scan agree on ${same} only`);
  return { per_second: QUERIES / median(seconds), mb: memory?.peak ?? null };
}
