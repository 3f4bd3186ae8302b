/** Small matrices and a search that cannot be wrong. */
import fc from 'fast-check';

export const matrix = (...rows: number[][]): Float32Array => Float32Array.from(rows.flat());

export interface Problem {
  readonly dims: number;
  readonly vectors: Float32Array;
  readonly queries: Float32Array;
  readonly k: number;
}

/**
 * Components are multiples of 1/64 up to 2, so that float64 sums are exact in any order and a plain loop is the truth.
 * Drawn from few rows with repetition: ties, duplicates and zero rows are common.
 */
export const problem = (most: { rows: number; dims?: number }): fc.Arbitrary<Problem> =>
  fc
    .record({
      dims: fc.integer({ min: 1, max: most.dims ?? 9 }),
      rows: fc.integer({ min: 0, max: most.rows }),
      queries: fc.integer({ min: 0, max: 5 }),
      distinct: fc.integer({ min: 1, max: 40 }),
      grain: fc.constantFrom(1, 8, 128),
      k: fc.oneof(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 2 * most.rows + 1 })),
      seed: fc.integer(),
    })
    .map(({ dims, rows, queries, distinct, grain, k, seed }) => {
      const next = generator(seed);
      const component = () => Math.trunc((next() - 0.5) * 2 * grain) / 64;
      const pool = Array.from({ length: distinct }, () => Array.from({ length: dims }, component));
      const draw = (count: number) =>
        matrix(...Array.from({ length: count }, () => pool[Math.floor(next() * distinct)]!));
      return { dims, vectors: draw(rows), queries: draw(queries), k };
    });

/** Uniform in [0, 1). */
export function generator(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return (state >>> 8) / 2 ** 24;
  };
}

/** Normal deviates, rows of length 1. */
export function unitRows(count: number, dims: number, seed: number): Float32Array {
  const next = generator(seed);
  const rows = Float32Array.from({ length: count * dims }, () => next() + next() + next() + next() - 2);
  for (let row = 0; row < count; row++) {
    const part = rows.subarray(row * dims, (row + 1) * dims);
    const length = Math.hypot(...part);
    for (let d = 0; d < dims; d++) part[d] = part[d]! / length;
  }
  return rows;
}

export interface BruteForce extends Problem {
  readonly mayFind?: (query: number, row: number) => boolean;
  /** Whether row `a` goes before row `b` at the same score; the later one by default. */
  readonly before?: (a: number, b: number) => number;
}

/** Sorts everything. */
export function bruteForce({ dims, vectors, queries, k, mayFind = () => true, before = (a, b) => b - a }: BruteForce) {
  const rowOf = (data: Float32Array, row: number) => [...data.subarray(row * dims, (row + 1) * dims)];
  const isZero = (vector: number[]) => vector.every((value) => value === 0);
  return Array.from({ length: queries.length / dims }, (_, query) => {
    const q = rowOf(queries, query);
    if (isZero(q)) return [];
    return Array.from({ length: vectors.length / dims }, (_, index) => ({ index, vector: rowOf(vectors, index) }))
      .filter(({ index, vector }) => !isZero(vector) && mayFind(query, index))
      .map(({ index, vector }) => ({ index, score: round(vector.reduce((sum, v, d) => sum + v * q[d]!, 0)) }))
      .sort((a, b) => b.score - a.score || before(a.index, b.index))
      .slice(0, k);
  });
}

function round(score: number): number {
  return Math.round(score * 1e10) / 1e10 + 0;
}
