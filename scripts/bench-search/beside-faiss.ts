/** Ours and faiss's IndexFlatIP over the same vectors, turn by turn, so that a busy machine slows both. */
import { join } from 'node:path';
import { agreement } from './agreement.js';
import { BATCH, type Bench, type Data, faissSide, K, makeData, median, ourSide, type Timed } from './bench.js';
import type { Kind } from './vectors.js';
import type { Worker } from './worker.js';

/** One data set's outcome. */
export interface FaissResult {
  /** Our queries per second by theirs: median of the pairs. */
  readonly ratio: number;
  readonly ours_per_second: number;
  readonly faiss_per_second: number;
  /** Largest resident set while searching, passages in memory; MB. */
  readonly ours_mb: number | null;
  readonly faiss_mb: number | null;
  /** What no file backs, at the end; MB. The rest is executables and libraries, which processes share. */
  readonly ours_anonymous_mb: number | null;
  readonly faiss_anonymous_mb: number | null;
  /** Share of faiss's hits that are ours, ties at the last place apart. */
  readonly agreement: number;
}

const DIMS = 384;

/** Both kinds of vectors; the ratio of the whole is the lower one. */
export async function besideFaiss(bench: Bench): Promise<Record<string, unknown>> {
  const { faissWorker } = bench;
  if (faissWorker === null) return { ratio: null };
  const count = bench.quick ? 20_000 : 100_000;
  const results: Partial<Record<Kind, FaissResult>> = {};
  for (const kind of ['random', 'clustered'] as const) {
    const data = makeData(bench, kind, count, DIMS);
    const result = await compare(bench, faissWorker, data);
    results[kind] = result;
    console.error(`${count} × ${DIMS} ${kind}: ${told(result)}`);
  }
  return { ratio: Math.min(...Object.values(results).map(({ ratio }) => ratio)), faiss: results };
}

/** Pairs of a batch each, taking turns in going first. */
export async function compare(bench: Bench, faissWorker: string, data: Data, rounds = 16): Promise<FaissResult> {
  const [ours, theirs] = await Promise.all([ourSide(bench, data), faissSide(faissWorker, data)]);
  const outOf = (name: string): string => join(bench.folder, `${name}.rows`);
  await ask(ours, data, 0, outOf('ours'));
  await ask(theirs, data, 0, outOf('theirs'));
  const pairs: { ours: number; theirs: number }[] = [];
  for (let round = 0; round < (bench.quick ? 6 : rounds); round++) {
    const first = (round % 8) * BATCH;
    const oursFirst = round % 2 === 0;
    const early = oursFirst ? await ask(ours, data, first) : await ask(theirs, data, first);
    const late = oursFirst ? await ask(theirs, data, first) : await ask(ours, data, first);
    pairs.push(oursFirst ? { ours: early, theirs: late } : { ours: late, theirs: early });
  }
  const memory = { ours: ours.memory(), theirs: theirs.memory() };
  await Promise.all([ours.stop(), theirs.stop()]);
  return {
    ratio: median(pairs.map((pair) => pair.theirs / pair.ours)),
    ours_per_second: BATCH / median(pairs.map((pair) => pair.ours)),
    faiss_per_second: BATCH / median(pairs.map((pair) => pair.theirs)),
    ours_mb: memory.ours?.peak ?? null,
    faiss_mb: memory.theirs?.peak ?? null,
    ours_anonymous_mb: memory.ours?.anonymous ?? null,
    faiss_anonymous_mb: memory.theirs?.anonymous ?? null,
    agreement: agreement({ ...data, k: K, ours: outOf('ours'), theirs: outOf('theirs') }),
  };
}

/** One line. */
export function told(result: FaissResult): string {
  const mb = (bytes: number | null): string => bytes?.toFixed(0) ?? '?';
  return (
    `ours ${result.ours_per_second.toFixed(0)} queries/s, faiss ${result.faiss_per_second.toFixed(0)}; ` +
    `ratio ${result.ratio.toFixed(2)}; resident ${mb(result.ours_mb)} and ${mb(result.faiss_mb)} MB, ` +
    `anonymous ${mb(result.ours_anonymous_mb)} and ${mb(result.faiss_anonymous_mb)}; agreement ${result.agreement.toFixed(6)}`
  );
}

/** Seconds for one batch. */
async function ask(worker: Worker, { queries }: Data, first: number, out?: string): Promise<number> {
  return (await worker.ask<Timed>({ op: 'search', path: queries, first, count: BATCH, k: K, out })).seconds;
}
