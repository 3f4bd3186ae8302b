import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aucOf, stratifiedAuc } from '../../src/stats/auc.js';

const scores = fc.array(fc.integer({ min: -3, max: 3 }), { minLength: 1, maxLength: 30 });

describe('aucOf', () => {
  it('is the share of pairs that are in order, ties counting half', () => {
    fc.assert(
      fc.property(scores, scores, (positives, negatives) => {
        let sum = 0;
        for (const p of positives) for (const n of negatives) sum += p > n ? 1 : p === n ? 0.5 : 0;
        expect(aucOf(positives, negatives)?.auc).toBeCloseTo(sum / (positives.length * negatives.length), 12);
      }),
    );
  });

  it('turns round with the kinds, and does not change with the scale', () => {
    fc.assert(
      fc.property(scores, scores, (a, b) => {
        const found = aucOf(a, b)?.auc ?? 0;
        expect(aucOf(b, a)?.auc).toBeCloseTo(1 - found, 12);
        expect(
          aucOf(
            a.map((x) => 5 * x - 1),
            b.map((x) => 5 * x - 1),
          )?.auc,
        ).toBeCloseTo(found, 12);
      }),
    );
  });

  it('has no value where one kind is missing', () => {
    expect(aucOf([], [1])).toBeNull();
    expect(aucOf([1], [])).toBeNull();
  });

  it('is surer of more scores, and holds the estimate', () => {
    const few = aucOf([3, 1, 2], [2, 0, 1]);
    const many = aucOf(repeat([3, 1, 2], 50), repeat([2, 0, 1], 50));
    const width = (found: typeof few): number => (found?.interval.high ?? 0) - (found?.interval.low ?? 0);
    expect(many?.auc).toBeCloseTo(few?.auc ?? 0, 12);
    expect(width(many)).toBeLessThan(width(few));
    expect(few?.interval.low ?? 1).toBeLessThanOrEqual(few?.auc ?? 0);
  });
});

describe('stratifiedAuc', () => {
  it('does not count what only tells strata apart', () => {
    // Within each stratum the kinds look the same; between them the scores lie far apart, and so do the kinds' shares.
    const strata = [
      { positives: repeat([10, 11], 40), negatives: repeat([10, 11], 5) },
      { positives: repeat([0, 1], 5), negatives: repeat([0, 1], 40) },
    ];
    const all = aucOf(
      strata.flatMap(({ positives }) => positives),
      strata.flatMap(({ negatives }) => negatives),
    );
    expect(all?.auc ?? 0).toBeGreaterThan(0.8);
    expect(stratifiedAuc(strata)?.auc).toBeCloseTo(0.5, 12);
  });

  it('has no value where no stratum has both kinds', () => {
    expect(stratifiedAuc([{ positives: [1], negatives: [] }])).toBeNull();
  });
});

function repeat(values: readonly number[], times: number): number[] {
  return Array.from({ length: times }, () => values).flat();
}
