/** Synthetic embeddings of length 1, written to raw float32 files that both sides read. */
import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';

export type Kind = 'random' | 'clustered';

/** What {@link writeVectors} writes. */
export interface VectorFile {
  readonly path: string;
  readonly count: number;
  readonly dims: number;
  readonly kind: Kind;
  readonly seed: number;
}

/** Rows made and written at once. */
const CHUNK = 10_000;
const CENTRES = 1000;
/** Length of a clustered vector's own part; its centre's is 1: cosines of about 0.7 within a cluster. */
const SPREAD = 0.65;

/**
 * `random`: directions without any structure. `clustered`: 1,000 topics of very unequal size (the i-th is 1/i as likely as the first), and a
 * vector in fifty is that of the row before it again, as boilerplate is.
 */
export function writeVectors({ path, count, dims, kind, seed }: VectorFile): void {
  const centres = kind === 'clustered' ? directions(CENTRES, dims, uniform(1)) : null;
  const next = uniform(seed);
  const file = openSync(path, 'w');
  for (let start = 0; start < count; start += CHUNK) {
    const rows = directions(Math.min(CHUNK, count - start), dims, next);
    if (centres) cluster(rows, centres, dims, next);
    writeSync(file, new Uint8Array(rows.buffer));
  }
  closeSync(file);
}

function cluster(rows: Float32Array, centres: Float32Array, dims: number, next: () => number): void {
  const scale = 1 / Math.hypot(1, SPREAD);
  for (let from = 0; from < rows.length; from += dims) {
    if (from > 0 && next() < 0.02) {
      rows.copyWithin(from, from - dims, from);
      continue;
    }
    // Inverse of the distribution function of 1/x on [1, CENTRES].
    const centre = Math.floor(CENTRES ** next()) - 1;
    for (let d = 0; d < dims; d++) {
      rows[from + d] = ((centres[centre * dims + d] ?? 0) + SPREAD * (rows[from + d] ?? 0)) * scale;
    }
    normalise(rows.subarray(from, from + dims));
  }
}

function directions(count: number, dims: number, next: () => number): Float32Array {
  const rows = new Float32Array(count * dims);
  for (let i = 0; i < rows.length; i++) rows[i] = next() + next() + next() - 1.5;
  for (let from = 0; from < rows.length; from += dims) normalise(rows.subarray(from, from + dims));
  return rows;
}

function normalise(row: Float32Array): void {
  let squares = 0;
  for (const value of row) squares += value * value;
  const scale = 1 / Math.sqrt(squares);
  for (let d = 0; d < row.length; d++) row[d] = (row[d] ?? 0) * scale;
}

/** A fast generator in [0, 1): the low bits of a linear congruence are poor, the high 24 do for this. */
function uniform(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return (state >>> 8) / 2 ** 24;
  };
}

/** A raw float32 file as it is. */
export function floatsOf(path: string): Float32Array {
  const bytes = readFileSync(path);
  return new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4);
}
