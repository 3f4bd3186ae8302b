/** Ours and LanceDB's own flat search over the same table, turn by turn. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { agreement } from './agreement.js';
import { BATCH, type Bench, K, makeData, median, type Timed } from './bench.js';
import { type BenchTable, openTable, writeTable } from './table.js';
import { floatsOf } from './vectors.js';
import { Worker } from './worker.js';

const DIMS = 384;
/** Queries of LanceDB's turn: it takes one at a time, and a second for five or ten. */
const FEW = 16;

/** Queries per second of both; ours scans the table anew for every batch, as LanceDB does for every query. */
export async function besideLance(bench: Bench): Promise<Record<string, unknown>> {
  const count = bench.quick ? 20_000 : 100_000;
  const data = makeData(bench, 'clustered', count, DIMS);
  const path = join(bench.folder, 'lance');
  await writeTable(path, { path: data.passages, count, dims: DIMS });
  const { table } = await openTable(path, DIMS);
  const queries = floatsOf(data.queries);
  const ours = Worker.start(process.execPath, [bench.ourWorker]);
  const out = { ours: join(bench.folder, 'ours.rows'), theirs: join(bench.folder, 'theirs.rows') };
  const scan = { op: 'scan', table: path, dims: DIMS, path: data.queries, first: 0, k: K };
  await ours.ask({ ...scan, count: FEW, out: out.ours });
  writeFileSync(out.theirs, new Uint8Array(Int32Array.from(await flatSearch(table, queries)).buffer));
  const pairs: { ours: number; theirs: number }[] = [];
  for (let round = 0; round < (bench.quick ? 3 : 7); round++) {
    const { seconds } = await ours.ask<Timed>({ ...scan, count: BATCH });
    const started = performance.now();
    await flatSearch(table, queries);
    pairs.push({ ours: BATCH / seconds, theirs: FEW / ((performance.now() - started) / 1000) });
  }
  await ours.stop();
  const result = {
    ratio: median(pairs.map((pair) => pair.ours / pair.theirs)),
    ours_per_second: median(pairs.map((pair) => pair.ours)),
    lance_per_second: median(pairs.map((pair) => pair.theirs)),
    agreement: agreement({ ...data, k: K, ...out }),
  };
  console.error(
    `${count} × ${DIMS} in LanceDB: ours ${result.ours_per_second.toFixed(0)} queries/s with the scan, ` +
      `its flat search ${result.lance_per_second.toFixed(1)}; ratio ${result.ratio.toFixed(0)}; agreement ${result.agreement.toFixed(6)}`,
  );
  return result;
}

/** Row numbers of the K best for the first {@link FEW} queries. */
async function flatSearch(table: BenchTable['table'], queries: Float32Array): Promise<number[]> {
  const found: number[] = [];
  for (let query = 0; query < FEW; query++) {
    const vector = queries.subarray(query * DIMS, (query + 1) * DIMS);
    const search = table.query().nearestTo(vector).distanceType('dot').select(['passage_id', '_distance']).limit(K);
    for (const { passage_id } of await search.toArray()) found.push(Number(passage_id));
  }
  return found;
}
