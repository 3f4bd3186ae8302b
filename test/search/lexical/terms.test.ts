import { describe, expect, it } from 'vitest';
import { lexicalTerms } from '../../../src/search/lexical/terms.js';

const shared = (a: string, b: string): string[] => lexicalTerms(a).filter((term) => lexicalTerms(b).includes(term));

describe('lexicalTerms', () => {
  it('reads Japanese as pairs of characters, and single ones but hiragana', () => {
    expect(lexicalTerms('返品は')).toEqual(['返', '返品', '品', '品は']);
    expect(lexicalTerms('の')).toEqual(['の']);
    expect(lexicalTerms('𠮟る')).toEqual(['𠮟', '𠮟る']);
  });

  it('reads English by stems, without accents', () => {
    expect(lexicalTerms('Returned returns, RETURNING')).toEqual(['return', 'return', 'return']);
    expect(lexicalTerms('Pokémon policies')).toEqual(['pokemon', 'policy']);
  });

  it('keeps the languages of one line apart', () => {
    expect(lexicalTerms('USBの規格')).toEqual(['usb', 'の規', '規', '規格', '格']);
  });

  it('lets spellings of one number, price or volume meet', () => {
    for (const [a, b] of [
      ['1,980円', '1980円'],
      ['１２３', '123'],
      ['第12巻', 'Vol. 12'],
      ['12巻', 'volume 12'],
      ['第十二巻', 'Vol.12'],
      ['ｵﾝﾗｲﾝ', 'オンライン'],
      ['らーーめん', 'らーめん'],
      ['サ-バ', 'サーバ'],
    ] as const) {
      expect(shared(a, b), `${a} and ${b}`).not.toEqual([]);
    }
    expect(shared('第12巻', 'Vol. 12')).toContain('volume 12');
    expect(lexicalTerms('1,980円')).toContain('1980');
    expect(lexicalTerms('2020,2021')).toEqual(['2020', '2021']);
  });

  it('lets the spellings of a counter meet, and leaves the word 箇所 alone', () => {
    const [first, ...others] = ['1か月', '1ヶ月', '1カ月', '1ヵ月', '1ケ月', '1箇月'].map(lexicalTerms);
    for (const other of others) expect(other).toEqual(first);
    expect(lexicalTerms('一ヶ国')).toEqual(lexicalTerms('一か国'));
    expect(lexicalTerms('その箇所')).not.toEqual(lexicalTerms('そのか所'));
  });

  it('does not take one volume for another', () => {
    expect(lexicalTerms('Vol. 12')).not.toContain('volume 1');
    expect(lexicalTerms('revolver 6')).not.toContain('volume 6');
  });

  it('finds nothing in what says nothing, and breaks on nothing', () => {
    for (const text of ['', '  \n', '☆！?', '\uD800', '\u0000']) expect(lexicalTerms(text)).toEqual([]);
    expect(lexicalTerms('a\uDC00b')).toEqual(['a', 'b']);
  });

  it.each(['ー', 'あー', '1,', '1,234,', 'a', 'vol. ', '三', '-あ'])('reads a hundred thousand times %j', (unit) => {
    // Were any rule quadratic, this would not come back.
    expect(lexicalTerms(unit.repeat(100_000))).toBeInstanceOf(Array);
  });
});
