import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bagSimilarity, plainText, termsOf, wordingKey } from '../../../src/corpus/drift/wording.js';

describe('plainText', () => {
  it.each([
    ['## **Returns**', 'Returns'],
    ['See [our terms](https://a.example/x "t") now', 'See our terms now'],
    ['- one\n- two', 'one two'],
    ['```text\nI swear\n```', 'I swear'],
    ['| a | b |', 'a b'],
    ['some_file_name and _stress_', 'some_file_name and stress'],
    ['<b>bold</b> &amp; co', 'bold & co'],
    ['30 日 以内', '30日 以内'],
  ])('reads “%s”', (markup, text) => {
    expect(plainText(markup)).toBe(text);
  });

  it('takes hostile markup in its stride', () => {
    for (const unit of ['[', '](', '<a', '{{', '*', '[^'])
      expect(plainText(unit.repeat(20_000)).length).toBeLessThanOrEqual(40_000);
  });
});

describe('wordingKey and termsOf', () => {
  it('keeps words, and pairs of characters in Japanese', () => {
    expect(termsOf(wordingKey('Return it, 返品受付'))).toEqual(['return', 'it', '返品', '品受', '受付']);
    expect(wordingKey('“A” – b!')).toBe(wordingKey('a b'));
  });
});

describe('bagSimilarity', () => {
  it('is symmetric, 1 for equal bags and 0 for disjoint ones', () => {
    const bag = fc.array(fc.constantFrom('a', 'b', 'c', 'd'));
    fc.assert(fc.property(bag, bag, (a, b) => bagSimilarity(a, b) === bagSimilarity(b, a)));
    expect(bagSimilarity(['a', 'b'], ['b', 'a'])).toBe(1);
    expect(bagSimilarity(['a'], ['b'])).toBe(0);
  });
});
