import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { searchDense } from '../../src/search/dense.js';

const matrix = (...rows: number[][]) => Float32Array.from(rows.flat());

describe('searchDense', () => {
  it('ranks by inner product, ties by later row, as trec_eval ranks ids', async () => {
    const vectors = matrix([1, 0], [0, 1], [1, 0], [0.6, 0.8]);
    const [hits] = await searchDense({ vectors, dims: 2, queries: matrix([1, 0]), k: 3 });
    expect(hits!.map((hit) => hit.index)).toEqual([2, 0, 3]);
    expect(hits![0]!.score).toBe(1);
  });

  it('gives all there is when k is larger than the corpus', async () => {
    const [hits] = await searchDense({ vectors: matrix([1, 0], [0, 1]), dims: 2, queries: matrix([1, 0]), k: 50 });
    expect(hits!.map((hit) => hit.index)).toEqual([0, 1]);
  });

  it('neither finds nor searches by zero vectors', async () => {
    const vectors = matrix([0, 0], [1, 0]);
    const [found, nothing] = await searchDense({ vectors, dims: 2, queries: matrix([-1, 0], [0, 0]), k: 5 });
    expect(found!.map((hit) => hit.index)).toEqual([1]);
    expect(nothing).toEqual([]);
  });

  it('refuses NaN and infinity, naming the row', async () => {
    const good = matrix([1, 0]);
    for (const bad of [Number.NaN, Number.POSITIVE_INFINITY]) {
      const vectors = matrix([1, 0], [bad, 0]);
      await expect(searchDense({ vectors, dims: 2, queries: good, k: 1 })).rejects.toMatchObject({
        where: 'passage row 1',
      });
      await expect(searchDense({ vectors: good, dims: 2, queries: vectors, k: 1 })).rejects.toMatchObject({
        where: 'query row 1',
      });
    }
    await expect(searchDense({ vectors: matrix([1, 0, 1]), dims: 2, queries: good, k: 1 })).rejects.toThrow(
      'rows of 2',
    );
    await expect(searchDense({ vectors: good, dims: 2, queries: good, k: 0 })).rejects.toThrow('positive integer');
  });

  it('searches only what is allowed', async () => {
    const vectors = matrix([1, 0], [1, 0], [0, 1]);
    const [hits] = await searchDense({ vectors, dims: 2, queries: matrix([1, 0]), k: 2, allowed: (row) => row !== 1 });
    expect(hits!.map((hit) => hit.index)).toEqual([0, 2]);
  });

  it('agrees with sorting everything, at any k, across blocks', async () => {
    const small = fc.integer({ min: -2, max: 2 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(small, small, small), { minLength: 1, maxLength: 600 }),
        fc.integer({ min: 1, max: 40 }),
        async (rows, k) => {
          const vectors = Float32Array.from(rows.flat());
          const query = [1, 2, -1];
          const [hits] = await searchDense({ vectors, dims: 3, queries: Float32Array.from(query), k });
          const all = rows
            .map((row, index) => ({ index, score: row.reduce((sum, value, d) => sum + value * query[d]!, 0) }))
            .filter(({ index }) => rows[index]!.some((value) => value !== 0))
            .sort((a, b) => b.score - a.score || b.index - a.index)
            .slice(0, k);
          expect(hits).toEqual(all);
        },
      ),
      { numRuns: 40 },
    );
  });
});
