import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { indexNgrams, tokensOf } from '../../src/text/ngram-overlap.js';

const words = fc.array(fc.constantFrom('a', 'bee', 'sea', '本', '巻', '12', 'day'), { minLength: 1, maxLength: 30 });

describe('indexNgrams', () => {
  it('finds every text in itself, and in whatever holds it', () => {
    fc.assert(
      fc.property(words, words, words, (before, text, after) => {
        const whole = [...before, ...text, ...after].join(' ');
        expect(indexNgrams([whole]).find(whole)?.share).toBe(1);
        if (text.length >= 8) expect(indexNgrams([whole]).find(text.join(' '))?.share).toBe(1);
      }),
    );
  });

  it('finds nothing where no n-gram is shared, whatever the threshold', () => {
    const index = indexNgrams(['one two three four five six seven eight nine'], { threshold: 0 });
    expect(index.find('nine eight seven six five four three two one')).toBeNull();
  });

  it('needs its share of n-grams of one text, not of several', () => {
    const index = indexNgrams(['a b c d', 'd e f g'], { n: 2, threshold: 0.7 });
    expect(index.find('a b c d e f g')).toBeNull();
    expect(index.find('a b c d e')?.share).toBe(0.75);
  });

  it('counts words in English and characters in Japanese', () => {
    expect(tokensOf('Vol. 12 of ワンピース')).toEqual(['vol', '12', 'of', ...'ワンピース']);
    expect(tokensOf('？！')).toEqual([]);
    expect(indexNgrams(['']).find('')).toBeNull();
  });
});
