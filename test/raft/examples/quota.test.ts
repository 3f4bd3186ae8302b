import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { largestRemainder, quotaWithin } from '../../../src/raft/examples/quota.js';

const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
const weights = fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 1, maxLength: 8 });

describe('largestRemainder', () => {
  it('gives whole numbers that sum to the total and stay within one of the exact share', () => {
    fc.assert(
      fc.property(fc.nat(1000), weights, (total, list) => {
        const parts = largestRemainder(total, list);
        expect(sum(parts)).toBe(sum(list) === 0 ? 0 : total);
        for (const [i, part] of parts.entries()) {
          if (sum(list) > 0) expect(Math.abs(part - (total * list[i]!) / sum(list))).toBeLessThan(1);
        }
      }),
    );
  });

  it('gives ties to the earlier', () => {
    expect(largestRemainder(1, [1, 1])).toEqual([1, 0]);
    expect(largestRemainder(10, [1, 1, 1])).toEqual([4, 3, 3]);
  });
});

describe('quotaWithin', () => {
  it('fills up to the capacities and no further', () => {
    fc.assert(
      fc.property(
        fc.nat(300),
        fc.array(fc.tuple(fc.nat(9), fc.nat(60)), { minLength: 1, maxLength: 8 }),
        (total, cells) => {
          const capacities = cells.map(([, capacity]) => capacity);
          const filled = quotaWithin(
            total,
            cells.map(([weight]) => weight),
            capacities,
          );
          expect(sum(filled)).toBe(Math.min(total, sum(capacities)));
          for (const [i, n] of filled.entries()) expect(n).toBeLessThanOrEqual(capacities[i]!);
        },
      ),
    );
  });
});
