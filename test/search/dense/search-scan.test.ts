import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openDenseIndex } from '../../../src/search/dense/dense-index.js';
import type { PassageBatch } from '../../../src/search/dense/scan.js';
import { type ScanHits, type ScanSearchOptions, searchScan } from '../../../src/search/dense/search-scan.js';
import { hitsOf } from '../../../src/search/hits.js';
import { bruteForce, generator, matrix, problem, unitRows } from './helpers.js';

interface Cut {
  readonly vectors: Float32Array;
  readonly dims: number;
  readonly ids: readonly string[];
  /** Rows of each batch, repeated. */
  readonly sizes: readonly number[];
}

async function* batches({ vectors, dims, ids, sizes }: Cut): AsyncGenerator<PassageBatch> {
  for (let start = 0, i = 0; start < ids.length; i++) {
    const end = Math.min(ids.length, start + sizes[i % sizes.length]!);
    yield { ids: ids.slice(start, end), vectors: vectors.slice(start * dims, end * dims) };
    start = end;
  }
}

async function found(options: ScanSearchOptions) {
  const lists: { id: string; score: number }[][] = [];
  for await (const hits of searchScan(options)) {
    expect(hits.first).toBe(lists.length);
    for (const i of hits.counts.keys()) lists.push(named(hits, i));
  }
  return lists;
}

const named = (hits: ScanHits, i: number) =>
  hitsOf(hits, i).map(({ index, score }) => ({ id: hits.ids[index]!, score }));

describe('searchScan', () => {
  it('agrees with sorting everything, whatever the order of the scan and the size of its batches', async () => {
    // Ids whose order by bytes is not that of code units, and that share prefixes.
    const id = fc.string({ unit: fc.constantFrom('a', 'b', 'é', '巻', '\uffee', '😀'), minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(
        problem({ rows: 250 }),
        fc.uniqueArray(id, { minLength: 250, maxLength: 250 }),
        fc.array(fc.integer({ min: 1, max: 120 }), { minLength: 1, maxLength: 4 }),
        async ({ vectors, dims, queries, k }, names, sizes) => {
          const ids = names.slice(0, vectors.length / dims);
          const scan = () => batches({ vectors, dims, ids, sizes });
          const before = (a: number, b: number) => Buffer.compare(Buffer.from(ids[b]!), Buffer.from(ids[a]!));
          const expected = bruteForce({ vectors, dims, queries, k, before });
          expect(await found({ scan, dims, queries, k, memoryBudget: 1 })).toEqual(
            expected.map((list) => list.map(({ index, score }) => ({ id: ids[index]!, score }))),
          );
        },
      ),
      { numRuns: 80 },
    );
  });

  it('gives what the index in memory gives, excluded ids too, in several groups of queries', async () => {
    const dims = 8;
    const n = 700;
    const vectors = unitRows(n, dims, 1);
    const queries = unitRows(600, dims, 2);
    const ids = Array.from({ length: n }, (_, i) => String(i).padStart(4, '0'));
    let scans = 0;
    const scan = () => {
      scans += 1;
      return batches({ vectors, dims, ids, sizes: [64, 3, 500] });
    };
    const excluded = (query: number) => [query, query + 1, query + 2];
    const lists = await found({
      scan,
      dims,
      queries,
      k: 12,
      memoryBudget: 1,
      exclude: (query) => excluded(query).map((row) => ids[row]!),
    });
    expect(scans).toBe(3);
    const hits = await openDenseIndex({ vectors, dims }).search({ queries, k: 12, exclude: excluded });
    expect(lists).toEqual(
      Array.from(hits.counts, (_, i) => hitsOf(hits, i).map(({ index, score }) => ({ id: ids[index]!, score }))),
    );
  });

  it('finds the highest ids of a thousand identical vectors that lie scattered', async () => {
    const next = generator(3);
    const ids = Array.from({ length: 1500 }, (_, i) => String(i).padStart(4, '0'));
    const shuffled = ids.map((id) => ({ id, at: next() })).sort((a, b) => a.at - b.at);
    const vectors = unitRows(1500, 5, 4);
    for (const [row, { id }] of shuffled.entries()) if (id < '1000') vectors.set([1, 0, 0, 0, 0], row * 5);
    const scan = () => batches({ vectors, dims: 5, ids: shuffled.map(({ id }) => id), sizes: [100] });
    const [list] = await found({ scan, dims: 5, queries: matrix([1, 0, 0, 0, 0]), k: 30, memoryBudget: 1 });
    expect(list!.map(({ id }) => id)).toEqual(ids.slice(970, 1000).reverse());
  });

  it('names the passage whose vector is broken, and a scan of another length', async () => {
    const queries = matrix([1, 0]);
    const broken = () =>
      batches({ vectors: matrix([1, 0], [0, 1], [Number.NaN, 0]), dims: 2, ids: ['a', 'b', 'c'], sizes: [2] });
    await expect(found({ scan: broken, dims: 2, queries, k: 1 })).rejects.toMatchObject({
      where: 'passage row 2 (c)',
    });
    async function* short(): AsyncGenerator<PassageBatch> {
      yield { ids: ['a', 'b'], vectors: matrix([1, 0, 0], [0, 1, 0]) };
    }
    await expect(found({ scan: short, dims: 2, queries, k: 1 })).rejects.toMatchObject({
      where: 'passage a and those after it',
    });
    await expect(found({ scan: short, dims: 2, queries, k: 1.5 })).rejects.toThrow('positive integer');
  });

  it('searches nothing, zero vectors and by zero vectors', async () => {
    const queries = matrix([0, 0], [0, 1]);
    const none = () => batches({ vectors: new Float32Array(), dims: 2, ids: [], sizes: [1] });
    expect(await found({ scan: none, dims: 2, queries, k: 3 })).toEqual([[], []]);
    const zeros = () => batches({ vectors: matrix([0, 0], [0, 0], [1, 1]), dims: 2, ids: ['a', 'b', 'c'], sizes: [2] });
    expect(await found({ scan: zeros, dims: 2, queries, k: 3 })).toEqual([[], [{ id: 'c', score: 1 }]]);
  });

  it('stops the scan when its caller stops', async () => {
    let closed = false;
    async function* endless(): AsyncGenerator<PassageBatch> {
      try {
        for (let i = 0; i < 10; i++) yield { ids: [`${i}`], vectors: matrix([Number.NaN]) };
      } finally {
        closed = true;
      }
    }
    await expect(found({ scan: endless, dims: 1, queries: matrix([1]), k: 1 })).rejects.toThrow('NaN');
    expect(closed).toBe(true);
  });
});
