import { describe, expect, it } from 'vitest';
import { mean, quantile } from '../../src/stats/quantiles.js';

describe('quantile', () => {
  it('interpolates as numpy does', () => {
    expect(quantile([1, 2, 3, 4], 0.5)).toBe(2.5);
    expect(quantile([1, 2, 3, 4], 0.1)).toBeCloseTo(1.3);
    expect(quantile([5], 0.9)).toBe(5);
    expect(quantile([1, 2, 3], 1)).toBe(3);
  });

  it('is NaN for nothing, as is the mean', () => {
    expect(quantile([], 0.5)).toBeNaN();
    expect(mean([])).toBeNaN();
    expect(mean([1, 2])).toBe(1.5);
  });
});
