import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldText, normalizeText, shinglesOf } from '../../src/text/normalize.js';

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({
    unit: fc.constantFrom(...'aZ1.,-ー〜かカがゝヴ゛゙漢 \u3000\n+%¥$"「」☆½①❶Σİ\u200B\uD800\u00AD'),
    maxLength: 40,
  }),
);

describe('normalizeText', () => {
  it('makes one text of what differs only in width, line ends and spacing', () => {
    expect(normalizeText('Ｖｏｌ．　１２\r\n')).toBe('Vol. 12');
    expect(normalizeText('ｶﾞﾝﾀﾞﾑ\u00A0 第１巻')).toBe('ガンダム 第1巻');
    expect(normalizeText('a\r\n\r\nb\u0085c')).toBe('a b c');
    expect(normalizeText('か\u3099')).toBe('が');
  });

  it('keeps what can be material: case, punctuation, numbers', () => {
    expect(normalizeText('30 days')).not.toBe(normalizeText('14 days'));
    expect(normalizeText('May 3,000.')).toBe('May 3,000.');
  });

  it('does not glue footnote marks, fractions and circled digits to the number before', () => {
    expect(normalizeText('30¹')).toBe('30 1');
    expect(normalizeText('1½')).toBe('1 1⁄2');
    expect(normalizeText('①②')).toBe('1 2');
    expect(normalizeText('m²')).toBe('m2');
  });

  it('drops invisible marks and replaces lone surrogates', () => {
    expect(normalizeText('\uFEFFre\u00ADturn\u200Bs')).toBe('returns');
    expect(normalizeText('a\uD800b')).toBe('a\uFFFDb');
    expect(normalizeText('👩‍🚀')).toBe('👩‍🚀');
  });

  it('is idempotent and leaves no lone surrogate', () => {
    fc.assert(
      fc.property(anyText, (s) => {
        const once = normalizeText(s);
        expect(normalizeText(once)).toBe(once);
        expect(/\p{Surrogate}/u.test(once)).toBe(false);
        expect(/^\s|\s$|\s\s|[\r\n\t]/.test(once)).toBe(false);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('foldText', () => {
  it.each([
    ['「ワンピ−ス」 第3,000話', 'ワンピース 第3000話'],
    ['わんぴーす', 'ワンピース'],
    ['ワンピ―ス', 'ワンピース'],
    ['すご〜〜い', 'スゴーイ'],
    ['らき☆すた', 'ラキ スタ'],
    ['東京〜大阪', '東京 大阪'],
    ['SPY×FAMILY', 'spy family'],
    ['“Don’t” — she said…', 'don t she said'],
    ['¥1,234,567.50', '¥1234567.50'],
    ['1,2,3', '1 2 3'],
    ['2020,2021', '2020 2021'],
    ['Version 1.2.3.', 'version 1.2.3'],
    ['18+ only, 50%', '18+ only 50%'],
    ['ラーメン - 特集', 'ラーメン 特集'],
    ['…!?☆', ''],
  ])('%s → %s', (given, expected) => {
    expect(foldText(given)).toBe(expected);
  });

  it('is idempotent and ignores the identity form', () => {
    fc.assert(
      fc.property(anyText, (s) => {
        const once = foldText(s);
        expect(foldText(once)).toBe(once);
      }),
      { numRuns: 5000 },
    );
  });
});

describe('shinglesOf', () => {
  it('counts code points and not UTF-16 units', () => {
    expect([...shinglesOf('𠮷野家', 2)]).toEqual(['𠮷野', '野家']);
  });

  it('gives a text shorter than n as one shingle, and nothing for punctuation', () => {
    expect([...shinglesOf('Hi!', 5)]).toEqual(['hi']);
    expect(shinglesOf('?!', 3).size).toBe(0);
  });
});
