import { describe, expect, it } from 'vitest';
import { fuseByRank, fuseByScore } from '../../src/search/fusion.js';
import { fuseHybrid, HYBRID_DEFAULTS } from '../../src/search/hybrid.js';

const hits = (...scores: readonly (readonly [number, number])[]) => scores.map(([index, score]) => ({ index, score }));

describe('fuseByRank', () => {
  it('sums reciprocal ranks, as the paper has them', () => {
    const fused = fuseByRank(
      [
        { hits: hits([7, 0.9], [3, 0.1]), weight: 1 },
        { hits: hits([3, 12]), weight: 1 },
      ],
      { k: 60 },
    );
    expect(fused.map(({ index }) => index)).toEqual([3, 7]);
    expect(fused[0]?.score).toBeCloseTo((1 / 62 + 1 / 61) / 2, 12);
    expect(fused[1]?.score).toBeCloseTo(1 / 61 / 2, 12);
  });

  it('breaks ties by later row', () => {
    const fused = fuseByRank(
      [
        { hits: hits([1, 5]), weight: 1 },
        { hits: hits([9, 5]), weight: 1 },
      ],
      { k: 60 },
    );
    expect(fused.map(({ index }) => index)).toEqual([9, 1]);
  });
});

describe('fuseByScore', () => {
  it('weighs what each score is worth between floor and ceiling', () => {
    const fused = fuseByScore([
      { hits: hits([0, 0.9], [1, 0.5]), weight: 1, floor: 0.5, ceiling: 1 },
      { hits: hits([1, 6], [2, 3]), weight: 3, floor: 0, ceiling: 12 },
    ]);
    expect(fused).toEqual([
      { index: 1, score: expect.closeTo(0.375, 12) },
      { index: 0, score: expect.closeTo(0.2, 12) },
      { index: 2, score: expect.closeTo(0.1875, 12) },
    ]);
  });

  it('gives no worth on a scale without length, and none without weights', () => {
    expect(fuseByScore([{ hits: hits([0, 1]), weight: 1, floor: 1, ceiling: 1 }])).toEqual([{ index: 0, score: 0 }]);
    expect(fuseByScore([{ hits: hits([0, 1]), weight: 0, floor: 0, ceiling: 1 }])).toEqual([{ index: 0, score: 0 }]);
    expect(fuseByScore([])).toEqual([]);
  });
});

describe('fuseHybrid', () => {
  const dense = hits([0, 0.8], [1, 0.6], [2, 0.4]);

  it('leaves the order to the vectors where the words say little', () => {
    const vague = { hits: hits([2, 0.2], [1, 0.1]), ceiling: 100 };
    expect(fuseHybrid({ dense, lexical: vague }, HYBRID_DEFAULTS).map(({ index }) => index)).toEqual([0, 1, 2]);
    const sure = { hits: hits([2, 80], [1, 10]), ceiling: 100 };
    expect(fuseHybrid({ dense, lexical: sure }, HYBRID_DEFAULTS)[0]?.index).toBe(2);
  });

  it('is one of its parts at the ends of the weight', () => {
    const lexical = { hits: hits([2, 9], [1, 5], [0, 1]), ceiling: 10 };
    const order = (denseWeight: number, fusion: 'weighted' | 'rrf') =>
      fuseHybrid({ dense, lexical }, { ...HYBRID_DEFAULTS, fusion, denseWeight }).map(({ index }) => index);
    for (const fusion of ['weighted', 'rrf'] as const) {
      expect(order(1, fusion)).toEqual([0, 1, 2]);
      expect(order(0, fusion)).toEqual([2, 1, 0]);
    }
  });

  it('is the same for a model whose cosines are all high', () => {
    const squeezed = dense.map(({ index, score }) => ({ index, score: 0.8 + score / 5 }));
    const lexical = { hits: hits([2, 4], [1, 5]), ceiling: 10 };
    const options = { ...HYBRID_DEFAULTS, depth: 3 };
    const scores = (from: typeof dense) => fuseHybrid({ dense: from, lexical }, options);
    const [wide, narrow] = [scores(dense), scores(squeezed)];
    expect(narrow.map(({ index }) => index)).toEqual(wide.map(({ index }) => index));
    for (const [i, hit] of wide.entries()) expect(narrow[i]?.score).toBeCloseTo(hit.score, 10);
  });

  it('fuses nothing with nothing', () => {
    expect(fuseHybrid({ dense: [], lexical: { hits: [], ceiling: 0 } }, HYBRID_DEFAULTS)).toEqual([]);
  });
});
