import { describe, expect, it } from 'vitest';
import { fourDecimals } from '../../../src/cli/render/score.js';

describe('fourDecimals', () => {
  // What printf("%.4f") gives; toFixed(4) gives 0.0313, 0.1563 and 0.2813 for the first, third and fifth.
  it.each([
    [1 / 32, '0.0312'],
    [3 / 32, '0.0938'],
    [5 / 32, '0.1562'],
    [7 / 32, '0.2188'],
    [9 / 32, '0.2812'],
    [31 / 32, '0.9688'],
    [1 / 64, '0.0156'],
    [1 / 16, '0.0625'],
    [2 / 3, '0.6667'],
    [0.00005, '0.0001'],
    [0.99995, '1.0000'],
    [0, '0.0000'],
    [1, '1.0000'],
  ])('rounds %d as C does', (value, shown) => {
    expect(fourDecimals(value)).toBe(shown);
  });
});
