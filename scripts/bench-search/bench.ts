/** What the parts of the search benchmark share. */
import { join } from 'node:path';
import { PYTHON } from './peers.js';
import { type Kind, writeVectors } from './vectors.js';
import { type Memory, Worker } from './worker.js';

/** How the benchmark runs. */
export interface Bench {
  /** For files of this run. */
  readonly folder: string;
  readonly quick: boolean;
  readonly ourWorker: string;
  /** Null where faiss cannot be had. */
  readonly faissWorker: string | null;
}

/** Hits per query. */
export const K = 64;
/** Queries asked at once. */
export const BATCH = 256;

/** Passages and queries of one data set, as raw float32 files. */
export interface Data {
  readonly passages: string;
  readonly queries: string;
  readonly count: number;
  readonly dims: number;
}

/** Queries are drawn as the passages are. */
export function makeData({ folder }: Bench, kind: Kind, count: number, dims: number): Data {
  const path = (name: string): string => join(folder, `${name}-${kind}-${count}x${dims}.f32`);
  const data = { passages: path('passages'), queries: path('queries'), count, dims };
  writeVectors({ path: data.passages, count, dims, kind, seed: 11 });
  writeVectors({ path: data.queries, count: 8 * BATCH, dims, kind, seed: 12 });
  return data;
}

export interface Timed {
  readonly seconds: number;
}

/** Our side with the passages of `data` in memory. */
export async function ourSide(bench: Bench, data: Data): Promise<Worker> {
  const worker = Worker.start(process.execPath, [bench.ourWorker]);
  await worker.ask({ op: 'load', path: data.passages, count: data.count, dims: data.dims });
  worker.forgetPeak();
  return worker;
}

/** faiss's side with the passages of `data` in an IndexFlatIP. */
export async function faissSide(faissWorker: string, data: Data): Promise<Worker> {
  const worker = Worker.start(PYTHON, [faissWorker]);
  await worker.ask({ op: 'load', path: data.passages, count: data.count, dims: data.dims });
  worker.forgetPeak();
  return worker;
}

export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.floor(middle)] ?? Number.NaN) + (sorted[Math.ceil(middle) - 1] ?? Number.NaN)) / 2;
}

/** `240 MB` */
export function megabytes(memory: Memory | null): string {
  return memory === null ? 'unknown' : `${memory.peak.toFixed(0)} MB`;
}
