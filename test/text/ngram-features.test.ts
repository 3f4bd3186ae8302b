import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ngramFeatures } from '../../src/text/ngram-features.js';

describe('ngramFeatures', () => {
  it('gives every text a row of length 1, with ascending indices', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: 'grapheme' }), (text) => {
        const { indices, values } = ngramFeatures(text);
        expect(values.reduce((sum, value) => sum + value * value, 0)).toBeCloseTo(1, 5);
        expect([...indices]).toEqual([...new Set(indices)].sort((a, b) => a - b));
      }),
    );
  });

  it('sees what texts share, and case and punctuation', () => {
    expect(cosine('Where is my order?', 'Where is my parcel?')).toBeGreaterThan(0.5);
    expect(cosine('Where is my order?', '送料はいくらですか')).toBeLessThan(0.1);
    expect(cosine('where is my order', 'Where is my order?')).toBeLessThan(1);
    expect(cosine('返品できますか', '返品できますか')).toBeCloseTo(1, 5);
  });

  it('has nothing to say of an empty text', () => {
    expect(ngramFeatures('').indices).toHaveLength(0);
  });
});

function cosine(a: string, b: string): number {
  const [x, y] = [ngramFeatures(a), ngramFeatures(b)];
  const other = new Map([...y.indices].map((index, at) => [index, y.values[at] ?? 0]));
  return [...x.indices].reduce((sum, index, at) => sum + (x.values[at] ?? 0) * (other.get(index) ?? 0), 0);
}
