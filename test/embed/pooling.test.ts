import { describe, expect, it } from 'vitest';
import { poolRow, writeNormalised } from '../../src/embed/pooling.js';

const vectors = { data: Float32Array.from([1, 2, 3, 4, 99, 99, 5, 6, 7, 8, 9, 10]), width: 3, dims: 2 };

describe('poolRow', () => {
  it('means over real tokens only', () => {
    expect([...poolRow(vectors, 0, 2, 'mean')]).toEqual([2, 3]);
    expect([...poolRow(vectors, 1, 3, 'mean')]).toEqual([7, 8]);
  });

  it('takes the first token for cls', () => {
    expect([...poolRow(vectors, 1, 3, 'cls')]).toEqual([5, 6]);
  });
});

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
