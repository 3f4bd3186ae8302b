import { describe, expect, it } from 'vitest';
import { denseScorer, retrievalQuality, spearman, tfidfScorer } from '../../../scripts/embedder/evaluate.js';

const set = {
  name: 't',
  queries: ['q'],
  passages: ['a', 'b', 'c'],
  relevant: [
    new Map([
      [2, 3],
      [0, 1],
    ]),
  ],
};

describe('retrievalQuality', () => {
  it('is one for the ideal order and discounts a swap', () => {
    expect(retrievalQuality(set, () => [2, 1, 3])).toEqual({ ndcg: 1, recall: 1 });
    const swapped = (1 + 3 / Math.log2(3)) / (3 + 1 / Math.log2(3));
    expect(retrievalQuality(set, () => [3, 1, 2]).ndcg).toBeCloseTo(swapped, 10);
  });

  it('cuts at k', () => {
    expect(retrievalQuality(set, () => [1, 3, 2], 1)).toEqual({ ndcg: 0, recall: 0 });
  });
});

it('tfidfScorer prefers the rare term', () => {
  const scores = tfidfScorer([[1, 2]], [[1], [2], [1], [3]])(0);
  expect(scores[1]).toBeGreaterThan(scores[0] ?? 0);
  expect(scores[3]).toBe(0);
});

it('denseScorer multiplies', () => {
  expect([...Array.from(denseScorer(Float32Array.from([1, 2]), Float32Array.from([3, 4, 5, 6]), 2)(0))]).toEqual([
    11, 17,
  ]);
});

it('spearman gives ties their mean rank', () => {
  expect(spearman([1, 2, 3], [10, 20, 30])).toBe(1);
  expect(spearman([1, 2, 3], [3, 2, 1])).toBe(-1);
  expect(spearman([1, 1, 2], [1, 2, 3])).toBeCloseTo(Math.sqrt(3) / 2, 10);
});
