import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { corpusOfTexts } from '../../src/negatives/corpus.js';
import { PassageTexts, readingOf } from '../../src/negatives/passage-texts.js';
import { foldText } from '../../src/text/normalize.js';

/** Characters that folding moves, joins, spells out or drops, beside those that it leaves. */
const tricky = fc.constantFrom(
  ...['a', 'B', 'é', 'e\u0301', 'e', '\u0301', 'ﬁ', 'fi', 'Ａ', '㍻', '平成', '㊀', '一', '㋀', '\uF900', '豈', '⼀'],
  ...[
    'か',
    'カ',
    'ｶ',
    '\u3099',
    'が',
    '゛',
    'ー',
    '-',
    '〶',
    '〸',
    '十',
    '々',
    '〆',
    'ヿ',
    'コト',
    'ゟ',
    'より',
    '，',
    ',',
  ],
  ...[
    ' ',
    '　',
    '\u200B',
    '\uFE00',
    '\uD800',
    '𠮷',
    '1',
    '１',
    '①',
    '1,000',
    '1000',
    '™',
    'tm',
    'İ',
    'ı',
    'K',
    'ß',
    '\u0000',
    '\u007F',
  ],
);
const text = fc.array(tricky, { minLength: 0, maxLength: 16 }).map((parts) => parts.join(''));
/** The same with marks and widths changed that folding evens out, or one character changed. */
const pair = fc
  .tuple(text, fc.nat({ max: 15 }), fc.oneof(tricky, fc.constant('')), fc.boolean())
  .map(([a, at, other, isFolded]): [string, string] => [
    a,
    isFolded ? foldText(a) : a.slice(0, at) + other + a.slice(at),
  ]);

describe('PassageTexts', () => {
  it('tells whether texts read the same as folding does, without folding most', () => {
    fc.assert(
      fc.property(fc.oneof(pair, fc.tuple(text, text)), ([a, b]) => {
        const corpus = corpusOfTexts({
          texts: [
            { passage_id: 'a', text: a },
            { passage_id: 'b', text: b },
          ],
          vectors: Float32Array.of(1, 1),
          dims: 1,
        });
        const texts = new PassageTexts(corpus);
        const same = foldText(a) === foldText(b);
        expect(texts.readAlike(0, 1)).toBe(same);
        expect(texts.readsAs(0, readingOf(b))).toBe(same);
      }),
      { numRuns: 1500 },
    );
  });

  it('finds no difference between any single character and its folded form', () => {
    const differing: string[] = [];
    // Neither unified ideographs nor Hangul, of which there are many, and all alike.
    for (let unit = 1; unit < 0x10000; unit = unit === 0x4e10 ? 0xd7a0 : unit + 1) {
      const raw = `漢${String.fromCharCode(unit)}字a`;
      const texts = new PassageTexts(
        corpusOfTexts({
          texts: [
            { passage_id: 'a', text: raw },
            { passage_id: 'b', text: foldText(raw) },
          ],
          vectors: Float32Array.of(1, 1),
          dims: 1,
        }),
      );
      if (!texts.readAlike(0, 1)) differing.push(unit.toString(16));
    }
    expect(differing).toEqual([]);
  });
});
