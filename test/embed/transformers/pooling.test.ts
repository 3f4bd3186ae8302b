import { describe, expect, it } from 'vitest';
import { poolRow } from '../../../src/embed/transformers/pooling.js';

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
