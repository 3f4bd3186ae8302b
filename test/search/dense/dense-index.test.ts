import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openDenseIndex } from '../../../src/search/dense/dense-index.js';
import { type Hits, hitsOf } from '../../../src/search/hits.js';
import { bruteForce, generator, matrix, problem, unitRows } from './helpers.js';

const lists = (hits: Hits) => Array.from(hits.counts, (_, i) => hitsOf(hits, i));

/** The smallest budget: blocks of 64 rows. */
const TINY = 1;

describe('openDenseIndex', () => {
  it('agrees with sorting everything: any shape, duplicates, zero rows, k beyond n', async () => {
    await fc.assert(
      fc.asyncProperty(
        problem({ rows: 400 }),
        fc.constantFrom(TINY, undefined),
        async ({ vectors, dims, queries, k }, memoryBudget) => {
          const index = openDenseIndex({ vectors, dims, ...(memoryBudget ? { memoryBudget } : {}) });
          const hits = await index.search({ queries, k });
          expect(lists(hits)).toEqual(bruteForce({ vectors, dims, queries, k }));
        },
      ),
      { numRuns: 150 },
    );
  });

  it('searches only what is allowed, and excludes per query without losing a place', async () => {
    await fc.assert(
      fc.asyncProperty(problem({ rows: 300 }), fc.integer(), async ({ vectors, dims, queries, k }, seed) => {
        const next = generator(seed);
        const n = vectors.length / dims;
        const allowed = Array.from({ length: n }, () => next() < 0.7);
        const excluded = Array.from({ length: queries.length / dims }, () =>
          Array.from({ length: n }, (_, row) => row).filter(() => next() < 0.2),
        );
        const index = openDenseIndex({ vectors, dims, allowed: (row) => allowed[row]!, memoryBudget: TINY });
        const hits = await index.search({ queries, k, exclude: (query) => excluded[query]! });
        const mayFind = (query: number, row: number) => allowed[row]! && !excluded[query]!.includes(row);
        expect(lists(hits)).toEqual(bruteForce({ vectors, dims, queries, k, mayFind }));
      }),
      { numRuns: 80 },
    );
  });

  it('finds the right ones among a thousand identical vectors, whatever the block size', async () => {
    const vectors = unitRows(3000, 8, 1);
    for (let row = 500; row < 1500; row++) vectors.copyWithin(row * 8, 500 * 8, 501 * 8);
    const queries = vectors.slice(500 * 8, 502 * 8);
    for (const memoryBudget of [TINY, 100_000, 2 ** 28]) {
      const hits = await openDenseIndex({ vectors, dims: 8, memoryBudget }).search({ queries, k: 64 });
      expect(hitsOf(hits, 0).map((hit) => hit.index)).toEqual(Array.from({ length: 64 }, (_, i) => 1499 - i));
      expect(new Set(hitsOf(hits, 0).map((hit) => hit.score)).size).toBe(1);
    }
  });

  it('gives the same bytes for any block size, batch and number of queries at once', async () => {
    const dims = 33;
    const vectors = unitRows(5000, dims, 2);
    const queries = unitRows(300, dims, 3);
    const whole = await openDenseIndex({ vectors, dims }).search({ queries, k: 20 });
    for (const memoryBudget of [TINY, 777_777, 5_000_000]) {
      const again = await openDenseIndex({ vectors, dims, memoryBudget }).search({ queries, k: 20 });
      expect(again).toEqual(whole);
    }
    const index = openDenseIndex({ vectors, dims });
    for (const query of [0, 137, 299]) {
      const alone = await index.search({ queries: queries.subarray(query * dims, (query + 1) * dims), k: 20 });
      expect(hitsOf(alone, 0)).toEqual(hitsOf(whole, query));
    }
  });

  it('is exact where float32 is not: scores that differ by less than its rounding', async () => {
    const dims = 64;
    const base = unitRows(1, dims, 4);
    const next = generator(5);
    // Neighbours of one vector, a few float32 steps apart in one component: the order of float32 products is noise.
    const vectors = Float32Array.from({ length: 2000 * dims }, (_, i) => base[i % dims]!);
    for (let row = 0; row < 2000; row++) vectors[row * dims + (row % dims)]! += Math.floor(next() * 64) * 2 ** -26;
    const index = openDenseIndex({ vectors, dims, memoryBudget: TINY });
    const hits = await index.search({ queries: base, k: 100 });
    const expected = bruteForce({ vectors, dims, queries: base, k: 100 })[0]!;
    const found = hitsOf(hits, 0);
    expect(new Set(expected.map((hit) => hit.score)).size).toBeGreaterThan(10);
    expect(found.map((hit) => hit.index)).toEqual(expected.map((hit) => hit.index));
  });

  it('streams groups of queries in their order', async () => {
    const dims = 4;
    const vectors = unitRows(100, dims, 6);
    const queries = unitRows(5000, dims, 7);
    queries.fill(0, 0, dims);
    const index = openDenseIndex({ vectors, dims });
    const asked = { queries, k: 3, exclude: (query: number) => [query % 100] };
    const whole = lists(await index.search(asked));
    const streamed = [];
    for await (const hits of index.stream(asked)) {
      expect(hits.first).toBe(streamed.length);
      streamed.push(...lists(hits));
    }
    expect(streamed).toEqual(whole);
    expect(whole[0]).toEqual([]);
    expect(whole.slice(1).every((list, i) => list.every((hit) => hit.index !== (i + 1) % 100))).toBe(true);
  });

  it('scores pairs as the search does', async () => {
    const dims = 50;
    const vectors = unitRows(200, dims, 8);
    const queries = unitRows(10, dims, 9);
    const index = openDenseIndex({ vectors, dims });
    const hits = await index.search({ queries, k: 200 });
    const pairs = lists(hits).flatMap((list, query) => list.map(({ index: row }) => ({ query, row })));
    expect([...index.scores(queries, pairs)]).toEqual(lists(hits).flatMap((list) => list.map(({ score }) => score)));
  });

  it('calls equal what is equal but for the order of the sum', async () => {
    const [a, b, c] = [0.1, 0.7, 0.3].map(Math.fround) as [number, number, number];
    const vectors = matrix([a, b, c], [c, a, b], [b, c, a]);
    const hits = await openDenseIndex({ vectors, dims: 3 }).search({ queries: matrix([a, a, a]), k: 3 });
    expect(new Set(hits.scores).size).toBe(1);
    expect([...hits.rows]).toEqual([2, 1, 0]);
  });

  it('searches nothing, and for nothing', async () => {
    const empty = openDenseIndex({ vectors: new Float32Array(), dims: 3 });
    expect(lists(await empty.search({ queries: matrix([1, 0, 0]), k: 5 }))).toEqual([[]]);
    const index = openDenseIndex({ vectors: matrix([1, 0, 0]), dims: 3 });
    expect(lists(await index.search({ queries: new Float32Array(), k: 5 }))).toEqual([]);
    const none = openDenseIndex({ vectors: matrix([1, 0, 0]), dims: 3, allowed: () => false });
    expect(lists(await none.search({ queries: matrix([1, 0, 0]), k: 5 }))).toEqual([[]]);
  });

  it('takes vectors of any length that float32 products can hold, and refuses others', async () => {
    const queries = matrix([1e-30, 0], [1e15, 1e15]);
    const vectors = matrix([1e-30, 0], [1e15, 0], [-1e15, 1e15]);
    const [small, large] = lists(await openDenseIndex({ vectors, dims: 2 }).search({ queries, k: 3 }));
    expect(small!.map((hit) => hit.index)).toEqual([2, 1, 0]);
    expect(large!.map((hit) => hit.index)).toEqual([1, 2, 0]);
    expect(() => openDenseIndex({ vectors: matrix([1, 0], [1e30, 0]), dims: 2 })).toThrow('too long');
  });

  it('keeps no memory from search to search', async () => {
    const dims = 32;
    const index = openDenseIndex({ vectors: unitRows(5000, dims, 12), dims });
    const queries = unitRows(256, dims, 13);
    const residentAfter = async (searches: number) => {
      for (let i = 0; i < searches; i++)
        await index.search({ queries: queries.subarray(0, (1 + (i % 256)) * dims), k: 30 });
      return process.memoryUsage.rss();
    };
    const before = await residentAfter(60);
    // A leak of the products alone would be 5 MB a search.
    expect((await residentAfter(300)) - before).toBeLessThan(100e6);
  });

  it('lets timers run while it searches', async () => {
    let ticks = 0;
    const timer = setInterval(() => ticks++, 1);
    const dims = 16;
    const index = openDenseIndex({ vectors: unitRows(20_000, dims, 10), dims, memoryBudget: TINY });
    await index.search({ queries: unitRows(200, dims, 11), k: 10 });
    clearInterval(timer);
    expect(ticks).toBeGreaterThan(0);
  });
});
