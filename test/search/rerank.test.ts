import { describe, expect, it } from 'vitest';
import type { Reranker } from '../../src/embed/reranker.js';
import { rerank } from '../../src/search/rerank.js';

/** Prefers short texts: a reranker whose order is plain to see. */
const shortest: Reranker = {
  model: 'shortest',
  fingerprint: 'x',
  maxTokens: 512,
  score: async (pairs) => Float64Array.from(pairs, ({ text }) => -text.length),
  stats: () => ({ pairs: 0, truncated: 0 }),
  close: async () => {},
};

describe('rerank', () => {
  it("puts the hits in the reranker's order, ties by later row, and loses none", async () => {
    const texts = ['long text', 'b', 'middle', 'a'];
    const hits = [0, 1, 2, 3].map((index) => ({ index, score: 9 - index }));
    const order = await rerank('q', hits, { reranker: shortest, textOf: (row) => texts[row] as string });
    expect(order).toEqual([
      { index: 3, score: -1 },
      { index: 1, score: -1 },
      { index: 2, score: -6 },
      { index: 0, score: -9 },
    ]);
  });

  it('asks nothing about nothing', async () => {
    const broken = { ...shortest, score: () => Promise.reject(new Error('asked')) };
    expect(await rerank('q', [], { reranker: broken, textOf: () => '' })).toEqual([]);
  });
});
