/** How search scales: in memory, scanned from LanceDB, and faiss where it is at hand. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { agreement } from './agreement.js';
import { BATCH, type Bench, type Data, faissSide, K, makeData, ourSide, type Timed } from './bench.js';
import { writeTable } from './table.js';
import { Worker } from './worker.js';

const DIMS = 256;
/** Enough that one scan is spread over several batches. */
const QUERIES = 4 * BATCH;

interface Measured {
  readonly per_second: number;
  readonly mb: number | null;
}

/** Queries per second and peak memory at each size. */
export async function sizes(bench: Bench): Promise<Record<string, unknown>[]> {
  const results: Record<string, unknown>[] = [];
  for (const count of bench.quick ? [10_000, 100_000] : [10_000, 100_000, 1_000_000]) {
    const data = makeData(bench, 'clustered', count, DIMS);
    const out = (name: string): string => join(bench.folder, `${name}.rows`);
    const table = join(bench.folder, `table-${count}`);
    await writeTable(table, { path: data.passages, count, dims: DIMS });
    const memory = await measure(await ourSide(bench, data), { op: 'search', ...asked(data), out: out('memory') });
    const worker = Worker.start(process.execPath, [bench.ourWorker]);
    const scanned = await measure(worker, { op: 'scan', table, dims: DIMS, ...asked(data), out: out('scan') });
    const faiss =
      bench.faissWorker && (await measure(await faissSide(bench.faissWorker, data), { op: 'search', ...asked(data) }));
    const same = agreement({ ...data, k: K, ours: out('memory'), theirs: out('scan') });
    if (same !== 1) throw new Error(`search in memory and over a scan agree on ${same} only`);
    console.log(
      `${count} × ${DIMS}, ${QUERIES} queries: in memory ${told(memory)}; from LanceDB ${told(scanned)}` +
        `${faiss ? `; faiss ${told(faiss)}` : ''}`,
    );
    results.push({ count, dims: DIMS, memory, scanned, faiss });
    rmSync(table, { recursive: true, force: true });
    rmSync(data.passages);
  }
  return results;
}

function asked({ queries }: Data): object {
  return { path: queries, first: 0, count: QUERIES, k: K };
}

/** The median of three, after one to warm up; then ends the worker. */
async function measure(worker: Worker, request: object): Promise<Measured> {
  const seconds: number[] = [];
  for (let i = 0; i < 4; i++) seconds.push((await worker.ask<Timed>(request)).seconds);
  const memory = worker.memory();
  await worker.stop();
  const [, middle = Number.NaN] = seconds.slice(1).sort((a, b) => a - b);
  return { per_second: QUERIES / middle, mb: memory?.peak ?? null };
}

function told({ per_second, mb }: Measured): string {
  return `${per_second.toFixed(0)} queries/s (${mb === null ? '?' : mb.toFixed(0)} MB)`;
}
