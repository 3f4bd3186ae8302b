import { describe, expect, it } from 'vitest';
import { writeNormalised } from '../../src/embed/normalise.js';

describe('writeNormalised', () => {
  it('writes unit vectors in place and leaves zero vectors zero', () => {
    const target = new Float32Array(6);
    expect(writeNormalised([3, 4], target, 2)).toBe(true);
    expect(writeNormalised([0, 0], target, 4)).toBe(true);
    expect([...target].map((x) => Math.fround(x))).toEqual([0, 0, 0.6, 0.8, 0, 0].map(Math.fround));
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY])('refuses %s', (bad) => {
    const target = new Float32Array(2);
    expect(writeNormalised([1, bad], target, 0)).toBe(false);
    expect([...target]).toEqual([0, 0]);
  });
});
