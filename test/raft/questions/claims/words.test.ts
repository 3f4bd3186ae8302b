import { describe, expect, it } from 'vitest';
import {
  denies,
  isAnswerIn,
  isWrittenIn,
  namesIn,
  shareOfStems,
  stemsOf,
  unknownNames,
  unknownValues,
} from '../../../../src/raft/questions/claims/words.js';

describe('what a sentence says', () => {
  it('has stems of the words that carry it', () => {
    expect([...stemsOf('How long can I return printed books?')]).toEqual(['retur', 'print', 'book']);
    expect([...stemsOf('紙の書籍の返品期限は？')]).toEqual(['紙', '書籍', '返品', '品期', '期限']);
    expect(shareOfStems('The book can be returned soon', 'Books: returns')).toBeCloseTo(2 / 3);
    expect(shareOfStems('は', '')).toBe(1);
  });

  it.each([
    ['The author is Aya Mori, from Kyoto.', ['Aya', 'Mori', 'Kyoto']],
    ['Yes. I think it is in English.', []],
    ['作者はアヤモリさん、Kodanshaの本です。', ['アヤモリ', 'Kodansha']],
  ])('names: %s', (text, names) => {
    expect(namesIn(text)).toEqual(names);
  });

  it('knows names and values that others state, in their own words', () => {
    expect(unknownNames('It is by Aya Mori.', ['AYA MORI wrote it'])).toEqual([]);
    expect(unknownNames('It is by Aya Mori.', ['Aya wrote it'])).toEqual(['Mori']);
    expect(unknownValues('within two weeks', ['within 14 days'])).toEqual([]);
    expect(unknownValues('14日以内', ['within 14 days'])).toEqual([]);
    expect(unknownValues('within 14 hours', ['within 14 days'])).toEqual(['14 hours']);
    expect(unknownValues('it has 12 volumes', ['volumes: 12'])).toEqual([]);
    expect(unknownValues('¥1,980 on April 1, 2026', ['1980円、2026年4月1日'])).toEqual([]);
  });

  it.each([
    ['Digital books cannot be returned.', true],
    ["You don't pay for shipping.", true],
    ['電子書籍は返品できません。', true],
    ['在庫はない。', true],
    ['You can return it.', false],
    ['すみません、返品できますか？', false],
    ['返品はできませんか？', false],
    ['在庫ないですか？', false],
    ['教えていただけないでしょうか。', false],
  ])('denies: %s %s', (text, expected) => {
    expect(denies(text)).toBe(expected);
  });

  it('is in a language, names apart', () => {
    expect(isWrittenIn('How many volumes does 『海藻の冠』 have?', 'en')).toBe(true);
    expect(isWrittenIn('『海藻の冠』は何巻までありますか？', 'en')).toBe(false);
    expect(isWrittenIn('Salt Roadの最新巻はいつ発売ですか？', 'ja')).toBe(true);
    expect(isWrittenIn('Salt Roadの最新巻、いつreleaseですか？', 'mixed', ['Salt Road'])).toBe(true);
    expect(isWrittenIn('Salt Roadの最新巻、いつ発売ですか？', 'mixed', ['Salt Road'])).toBe(false);
    expect(isWrittenIn('When is it released?', 'mixed')).toBe(false);
    expect(isAnswerIn('12', 'ja')).toBe(true);
    expect(isAnswerIn('It has 12 volumes.', 'ja')).toBe(false);
  });
});
