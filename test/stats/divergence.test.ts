import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { estimateDistance, jensenShannonDistance } from '../../src/stats/divergence.js';

const counts = fc.dictionary(fc.constantFrom('en', 'ja', 'mixed', 'romaji'), fc.integer({ min: 1, max: 400 }), {
  minKeys: 1,
});

describe('jensenShannonDistance', () => {
  it('is 0 for equal shares and 1 for samples that have nothing in common', () => {
    expect(jensenShannonDistance({ en: 3, ja: 1 }, { en: 300, ja: 100 })).toBeCloseTo(0, 12);
    expect(jensenShannonDistance({ en: 5 }, { ja: 2 })).toBeCloseTo(1, 12);
  });

  it('agrees with a value worked out by hand', () => {
    // p = (1, 0), q = (1/2, 1/2), middle (3/4, 1/4): (log2(4/3) + (log2(2/3) + log2 2) / 2) / 2.
    const divergence = (Math.log2(4 / 3) + (Math.log2(2 / 3) + 1) / 2) / 2;
    expect(jensenShannonDistance({ en: 7 }, { en: 4, ja: 4 })).toBeCloseTo(Math.sqrt(divergence), 12);
  });

  it('has no value for an empty sample', () => {
    expect(jensenShannonDistance({}, { ja: 1 })).toBeNull();
    expect(estimateDistance({ en: 0 }, { ja: 1 }, { seed: 1 })).toBeNull();
  });

  it('is a metric: in [0, 1], the same both ways, no detour shorter', () => {
    fc.assert(
      fc.property(counts, counts, counts, (a, b, c) => {
        const [ab, bc, ac] = [distance(a, b), distance(b, c), distance(a, c)];
        expect(ab).toBeGreaterThanOrEqual(0);
        expect(ab).toBeLessThanOrEqual(1);
        expect(distance(b, a)).toBeCloseTo(ab, 12);
        expect(ac).toBeLessThanOrEqual(ab + bc + 1e-9);
      }),
    );
  });
});

describe('estimateDistance', () => {
  it('holds samples of one distribution below what chance gives, and others above', () => {
    const production = { en: 450, ja: 350, mixed: 120, romaji: 80 };
    const alike = estimateDistance(production, { en: 44, ja: 36, mixed: 11, romaji: 9 }, { seed: 3 });
    const other = estimateDistance(production, { en: 95, ja: 3, mixed: 1, romaji: 1 }, { seed: 3 });
    expect(alike?.distance ?? 1).toBeLessThan(alike?.by_chance ?? 0);
    expect(other?.interval.low ?? 0).toBeGreaterThan(other?.by_chance ?? 1);
  });

  it('says the same for the same seed', () => {
    const [a, b] = [
      { en: 40, ja: 12 },
      { en: 30, ja: 30 },
    ];
    expect(estimateDistance(a, b, { seed: 'x' })).toEqual(estimateDistance(a, b, { seed: 'x' }));
  });

  it('is surer of larger samples', () => {
    const width = (times: number): number => {
      const found = estimateDistance({ en: 6 * times, ja: 4 * times }, { en: 4 * times, ja: 6 * times }, { seed: 1 });
      return (found?.interval.high ?? 0) - (found?.interval.low ?? 0);
    };
    expect(width(200)).toBeLessThan(width(5));
  });
});

function distance(a: Record<string, number>, b: Record<string, number>): number {
  return jensenShannonDistance(a, b) ?? Number.NaN;
}
