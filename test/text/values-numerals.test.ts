import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldForValues, formatAmount, parseNumberWords, parseNumeral } from '../../src/text/values-numerals.js';

describe('parseNumeral', () => {
  it.each([
    ['1,234.5', 1234.5],
    ['十四', 14],
    ['二十', 20],
    ['百五', 105],
    ['二〇二六', 2026],
    ['3万5千', 35_000],
    ['1億2,000万', 120_000_000],
    ['千', 1000],
  ])('reads %s', (text, value) => {
    expect(parseNumeral(text)).toBe(value);
  });

  it('refuses identifiers', () => {
    expect(parseNumeral('1'.repeat(40))).toBeNull();
  });
});

describe('parseNumberWords', () => {
  it.each([
    ['fourteen', 14],
    ['twenty-one', 21],
    ['two hundred and five', 205],
    ['three thousand', 3000],
    ['days', null],
  ])('reads %s', (text, value) => {
    expect(parseNumberWords(text)).toBe(value);
  });
});

describe('foldForValues', () => {
  it('keeps every offset', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => foldForValues(text).length === text.length));
    expect(foldForValues('３０Ａ日　￥')).toBe('30a日 ¥');
  });
});

describe('formatAmount', () => {
  it('writes no rounding noise', () => {
    expect(formatAmount(0.1 + 0.2)).toBe('0.3');
  });
});
