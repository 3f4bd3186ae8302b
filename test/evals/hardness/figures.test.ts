import { describe, expect, it } from 'vitest';
import { falseNegatives } from '../../../src/evals/hardness/figures/false-negatives.js';
import { expectedHit } from '../../../src/evals/hardness/figures/hit-at-1.js';
import { sharesOfTheWay, wayFindings } from '../../../src/evals/hardness/figures/share-of-the-way.js';
import { quantilesOf } from '../../../src/evals/hardness/figures/shares.js';
import { leastPools } from '../../../src/evals/hardness/least-pools.js';
import type { Evidence, Pool } from '../../../src/evals/hardness/pool.js';
import { drawBackground, type ScoredPool } from '../../../src/evals/hardness/score-pools.js';
import { wilsonInterval } from '../../../src/stats/wilson.js';
import { CORPUS, poolsOf } from './small-shop.js';

const scored = (positives: number[], negatives: number[], random: number[]): ScoredPool => ({
  pool: { query_id: 'q', query: '', candidates: [] },
  scores: [...positives, ...negatives],
  positives,
  negatives,
  random,
});

describe('hit@1', () => {
  const candidates = [true, false, false, true].map((relevant) => ({ relevant }));

  it('counts a tie as the share of right ones among the first', () => {
    expect(expectedHit(candidates, [2, 1, 1, 0])).toBe(1);
    expect(expectedHit(candidates, [1, 2, 1, 0])).toBe(0);
    expect(expectedHit(candidates, [2, 2, 2, 1])).toBeCloseTo(1 / 3, 12);
    expect(expectedHit(candidates, [0, 0, 0, 0])).toBe(0.5);
  });
});

describe('the share of the way', () => {
  it('goes from random passages to the best right one', () => {
    expect(sharesOfTheWay(scored([0.9, 0.2], [0.5, 0.1, 1.3], [0, 0.2]))).toEqual([
      expect.closeTo(0.5),
      expect.closeTo(0),
      expect.closeTo(1.5),
    ]);
  });

  it('is not defined where the right one is no closer than random ones, and says how often', () => {
    expect(sharesOfTheWay(scored([0.1], [0.5], [0.1]))).toBeNull();
    expect(sharesOfTheWay(scored([0.1], [0.5], []))).toBeNull();
    const found = wayFindings([scored([1], [0.5], [0]), scored([0], [0.5, 0.6], [1])], 0);
    expect(found).toMatchObject({ count: 1, median: 0.5, undefined: { pools: 1, negatives: 2 } });
  });

  it('has an interval that holds the median, is wider where pools differ, and takes ten of them', () => {
    const pools = (spread: number) =>
      Array.from({ length: 40 }, (_, i) => scored([1], [0.5 + spread * Math.sin(i)], [0]));
    const [narrow, wide] = [wayFindings(pools(0.01), 0), wayFindings(pools(0.4), 0)];
    for (const { median, median_interval } of [narrow, wide]) {
      expect(median_interval!.low).toBeLessThanOrEqual(median!);
      expect(median_interval!.high).toBeGreaterThanOrEqual(median!);
    }
    const width = ({ median_interval: i }: typeof narrow) => i!.high - i!.low;
    expect(width(wide)).toBeGreaterThan(10 * width(narrow));
    expect(wayFindings(pools(0.1).slice(0, 9), 0).median_interval).toBeNull();
  });
});

it('quantiles of nothing are null', () => {
  expect(quantilesOf([])).toEqual({ count: 0, p05: null, p25: null, median: null, p75: null, p95: null });
});

it('the fewest pools that can prove a share are those whose bound first exceeds it', () => {
  for (const threshold of [0.5, 0.9, 0.95, 0.99]) {
    const least = leastPools(threshold);
    expect(wilsonInterval(least, least).low).toBeGreaterThan(threshold);
    expect(wilsonInterval(least - 1, least - 1).low).toBeLessThanOrEqual(threshold);
  }
  expect(leastPools(0.95)).toBe(73);
  expect(leastPools(1)).toBe(Number.POSITIVE_INFINITY);
});

describe('negatives that answer', () => {
  const pools: readonly Pool[] = poolsOf('hard');
  const negatives = pools.flatMap(({ query_id, candidates }) =>
    candidates.filter(({ relevant }) => !relevant).map(({ id }) => `${query_id} ${id}`),
  );
  const evidence = (kind: Evidence['kind'], judged: number, answering: number): Evidence => ({
    kind,
    answers: (query, id) => {
      const at = negatives.indexOf(`${query} ${id}`);
      return at === -1 || at >= judged ? null : at < answering;
    },
  });

  it('are a share of those that were judged, right passages aside', () => {
    expect(falseNegatives(pools, evidence('reviewed', 100, 20))).toMatchObject({ value: 0.2, of: 100, answering: 20 });
    expect(falseNegatives(pools, undefined)).toBeNull();
    expect(falseNegatives(pools, evidence('reviewed', 0, 0))).toBeNull();
  });

  it('count against all negatives where only what a search had found was graded', () => {
    const few = falseNegatives(pools, evidence('grades', 8, 3))!;
    expect(few.interval.low).toBeGreaterThan(0.05);
    expect(few.at_least).toBe(wilsonInterval(3, 320).low);
    const all = falseNegatives(pools, evidence('grades', 320, 60))!;
    expect(all.at_least).toBe(all.interval.low);
    expect(falseNegatives(pools, evidence('reviewed', 8, 3))!.at_least).toBe(few.interval.low);
  });
});

describe('random passages', () => {
  it('are the same in whatever order a corpus comes, others with another seed', () => {
    const ids = (corpus: typeof CORPUS, seed: number) => drawBackground(corpus, [], seed).passages.map(({ id }) => id);
    expect(ids(CORPUS.toReversed(), 1)).toEqual(ids(CORPUS, 1));
    expect(ids(CORPUS, 2)).not.toEqual(ids(CORPUS, 1));
    expect(new Set(ids(CORPUS, 1)).size).toBe(128);
  });
});
