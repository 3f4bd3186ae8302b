/** From 512 queries on a search screens by bytes; what it finds must be what it finds for each query alone. */
import { describe, expect, it } from 'vitest';
import { openDenseIndex } from '../../../src/search/dense/dense-index.js';
import { multipliesBytesExactly } from '../../../src/search/dense/kernel.js';
import { hitsOf } from '../../../src/search/hits.js';
import { bruteForce, generator, unitRows } from './helpers.js';

const QUERIES = 600;

/** Rows of length 1 in topics, every tenth a copy of the one before it. */
function topical(count: number, dims: number, seed: number): Float32Array {
  const centres = unitRows(5, dims, 1);
  const rows = unitRows(count, dims, seed);
  const next = generator(seed);
  for (let row = 0; row < count; row++) {
    if (row > 0 && next() < 0.1) {
      rows.copyWithin(row * dims, (row - 1) * dims, row * dims);
      continue;
    }
    const centre = Math.floor(next() ** 2 * 5) * dims;
    for (let d = 0; d < dims; d++) rows[row * dims + d] = centres[centre + d]! + 0.3 * rows[row * dims + d]!;
  }
  return rows;
}

const shapes = {
  'without structure': (dims: number) => unitRows(1200, dims, 2),
  'in topics, with copies': (dims: number) => topical(1200, dims, 3),
  'with one component far above the others, where bytes say little': (dims: number) => {
    const rows = unitRows(1200, dims, 4);
    for (let row = 0; row < 1200; row++) rows[row * dims + 1] = 8 + (rows[row * dims + 1] as number);
    return rows;
  },
  'of very unequal lengths': (dims: number) => {
    const next = generator(5);
    return unitRows(1200, dims, 5).map((value, i) => (i % dims === 0 ? value : value * 10 ** (6 * next() - 3)));
  },
};

describe('a search for many queries', () => {
  it.each(Object.entries(shapes))('finds what sorting everything finds: %s', async (_, make) => {
    for (const dims of [3, 64]) {
      const vectors = make(dims);
      vectors.fill(0, 7 * dims, 8 * dims);
      const queries = topical(QUERIES, dims, 6);
      queries.fill(0, 5 * dims, 6 * dims);
      const excluded = (query: number) => (query % 3 === 0 ? [query, query + 1] : []);
      for (const memoryBudget of [400_000, 2 ** 28]) {
        const index = openDenseIndex({ vectors, dims, memoryBudget, allowed: (row) => row % 11 !== 0 });
        const hits = await index.search({ queries, k: 7, exclude: excluded });
        for (const query of [0, 5, 256, 599]) {
          const alone = queries.subarray(query * dims, (query + 1) * dims);
          const mayFind = (_: number, row: number) => row % 11 !== 0 && !excluded(query).includes(row);
          const found = hitsOf(hits, query);
          const expected = await index.search({ queries: alone, k: 7, exclude: () => excluded(query) });
          expect(found).toEqual(hitsOf(expected, 0));
          const [sorted] = bruteForce({ dims, vectors, queries: alone, k: 7, mayFind });
          expect(found.map(({ score }) => score)).toEqual(sorted!.map(({ score }) => expect.closeTo(score, 8)));
        }
      }
    }
  });

  it('finds everything where k is beyond the corpus, and the latest of equals', async () => {
    const vectors = new Float32Array(40 * 4).fill(0.5);
    const queries = unitRows(QUERIES, 4, 7);
    const hits = await openDenseIndex({ vectors, dims: 4 }).search({ queries, k: 64 });
    const rows = Array.from({ length: 40 }, (_, i) => 39 - i);
    for (const query of [0, 300, 599]) expect(hitsOf(hits, query).map(({ index }) => index)).toEqual(rows);
  });
});

describe('multipliesBytesExactly', () => {
  it('says the same every time', async () => {
    expect(await multipliesBytesExactly()).toBe(await multipliesBytesExactly());
  });
});
