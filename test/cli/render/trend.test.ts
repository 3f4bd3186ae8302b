import { describe, expect, it } from 'vitest';
import { renderTrend, sparkline } from '../../../src/cli/render/trend.js';
import type { Trend, TrendPoint } from '../../../src/evals/history/trend.js';

function point(n: number, mean: number, more: Partial<TrendPoint> = {}): TrendPoint {
  return {
    ...{
      id: `e-00000${n}`,
      created_at: `2026-07-0${n}T00:00:00.000Z`,
      last_at: `2026-07-0${n}T00:00:00.000Z`,
      times: 1,
    },
    ...{ corpus_tag: 'r-000001', truth_tag: 'r-000002', as_of: '2026-07-01T00:00:00.000Z', suite_hash: 'a' },
    values: { 'nDCG@10': { mean, low: mean - 0.1, high: mean + 0.1 }, AP: null },
    queries: { 'nDCG@10': 40, AP: 0 },
    ...{ verdict: 'sound', passed: true, changed: [] },
    ...more,
  };
}

const TREND: Trend = {
  suite: 'shop',
  retriever: 'hybrid',
  measures: ['nDCG@10', 'AP'],
  points: [
    point(1, 0.5),
    point(2, 0.7, { changed: ['suite', 'settings'] }),
    point(3, 0.6, { verdict: 'too_easy', passed: false }),
  ],
  earlier: 4,
  without_retriever: 1,
};

describe('a trend', () => {
  it('is a line an eval, with what changed and what is not shown', () => {
    const text = renderTrend(TREND);
    expect(text).toContain('shop, hybrid: the last 3 evals');
    expect(text).toMatch(/e-000001 +2026-07-01 +1 +r-000001 +r-000002 +40 +0\.500 \(0\.400–0\.600\) +– +sound\n/);
    expect(text).toMatch(/e-000002.*sound +suite, settings changed here\n/);
    expect(text).toMatch(/e-000003.*too easy, FAILED\n/);
    expect(text).toContain('nDCG@10  ▁█▅  0.500 → 0.600');
    expect(text).toContain('Kept and not shown: 4 earlier, 1 without hybrid (--retriever shows another).');
  });

  it('says so where nothing is kept, and draws what is nearly level as level', () => {
    expect(renderTrend({ ...TREND, retriever: null, points: [] })).toBe('No eval of shop is kept yet.');
    expect(renderTrend({ ...TREND, points: [] })).toBe('No eval of shop with hybrid is kept yet.');
    expect(sparkline([0.5, 0.501, 0.5])).toBe('▁▁▁');
    expect(sparkline([0, 1])).toBe('▁█');
  });
});
