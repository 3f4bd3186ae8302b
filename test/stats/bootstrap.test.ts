import { describe, expect, it } from 'vitest';
import { bootstrapMean } from '../../src/stats/bootstrap.js';

describe('bootstrapMean', () => {
  it('is the same for the same seed and holds the mean', () => {
    const values = [0, 1, 1, 0, 1, 1, 1, 0, 1, 1];
    const interval = bootstrapMean(values, { seed: 7 });
    expect(bootstrapMean(values, { seed: 7 })).toEqual(interval);
    expect(interval!.low).toBeLessThan(0.7);
    expect(interval!.high).toBeGreaterThan(0.7);
  });

  it('covers a known mean about as often as it says', () => {
    // Of 200 samples of 40 fair coins, a 95 % interval misses 0.5 in about ten.
    const misses = Array.from({ length: 200 }, (_, seed) => {
      const coins = Array.from({ length: 40 }, (_, i) =>
        Number((Math.imul(seed * 40 + i + 1, 2654435761) >>> 0) % 1000 < 500),
      );
      const { low, high } = bootstrapMean(coins, { seed, resamples: 300 })!;
      return low > 0.5 || high < 0.5 ? 1 : 0;
    }).reduce<number>((a, b) => a + b, 0);
    expect(misses).toBeLessThan(30);
  });

  it('has no interval for nothing and a point for a constant', () => {
    expect(bootstrapMean([], { seed: 1 })).toBeNull();
    expect(bootstrapMean([0.25, 0.25], { seed: 1 })).toEqual({ low: 0.25, high: 0.25 });
  });
});
