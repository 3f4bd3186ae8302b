import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { detectLanguage, scriptShares } from '../../src/text/language.js';

const UTTERANCES = '../shared/data/xsid-ja-en';

describe('scriptShares', () => {
  it('counts letters by script, half-width and full-width forms too', () => {
    const shares = scriptShares('ＡＢ漢字ｶﾅ 12!');
    expect(shares).toMatchObject({ letters: 6, hangul: 0, other: 0 });
    expect(shares.latin).toBeCloseTo(1 / 3);
    expect(shares.han).toBeCloseTo(1 / 3);
    expect(shares.kana).toBeCloseTo(1 / 3);
  });

  it('sums to one, or to nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const { latin, han, kana, hangul, other, letters } = scriptShares(text);
        expect(latin + han + kana + hangul + other).toBeCloseTo(letters > 0 ? 1 : 0);
      }),
    );
  });
});

describe('detectLanguage', () => {
  it.each([
    ['Where is my order?', 'en'],
    ['Is 鬼滅の刃 volume 23 in stock?', 'en'],
    ['When does 夜は短し歩けよ乙女 come out?', 'en'],
    ['Do you have 君の名は?', 'en'],
    ['I want to buy 呪術廻戦 and チェンソーマン as a gift', 'en'],
    ['「よつばと!」 is a great manga for children', 'en'],
    ['SPY×FAMILY', 'en'],
    ['返品できますか', 'ja'],
    ['返品条件', 'ja'],
    ['第1巻', 'ja'],
    ['Demon Slayer: Kimetsu no Yaibaの第23巻はいつ発売ですか？', 'ja'],
    ['Berserk Deluxe Edition 14 ある？', 'ja'],
    ['Attack on Titan 34 の予約', 'ja'],
    ['order 12345 キャンセルしたい', 'ja'],
    ['NANA 全巻セット', 'ja'],
    ['Return policy: 返品は14日以内です。 You may return books within 14 days.', 'mixed'],
    ['ありがとう! Thank you for the order, it is here', 'mixed'],
    ['Demon Slayer 鬼滅の刃', 'mixed'],
    ['2026-04-01 12:30', null],
    ['？！…', null],
    ['', null],
    ['请问这本书什么时候发货', null],
    ['Wo ist mein Buch und wie wird es geliefert', null],
    ['주문한 책이 언제 오나요', null],
  ])('%s → %s', (text, language) => {
    expect(detectLanguage(text)).toBe(language);
  });

  it('lets the sentences of a long text vote, so that titles and one quotation change nothing', () => {
    const english = 'You can return the book within fourteen days of delivery. ';
    const japanese = '未開封の商品はお届けから十四日以内に返品できます。';
    expect(detectLanguage(english.repeat(20) + japanese)).toBe('en');
    expect(detectLanguage(japanese.repeat(20) + english)).toBe('ja');
    expect(detectLanguage(japanese.repeat(10) + english.repeat(10))).toBe('mixed');
  });
});

describe.skipIf(!existsSync(UTTERANCES))('detectLanguage on real utterances (skipped without ../shared/data)', () => {
  const read = (file: string) =>
    [...readFileSync(join(UTTERANCES, file), 'utf8').matchAll(/^# text = (.*)$/gm)].map((match) => match[1] ?? '');
  const share = (texts: readonly string[], language: string | null) =>
    texts.filter((text) => detectLanguage(text) === language).length / texts.length;

  it('tells Japanese from English', () => {
    const japanese = [...read('ja.test.conll'), ...read('ja.valid.conll')].map((text) => text.replaceAll(' ', ''));
    expect(share(japanese, 'ja')).toBeGreaterThan(0.99);
    expect(share([...read('en.test.conll'), ...read('en.valid.conll')], 'en')).toBeGreaterThan(0.99);
  });

  it('takes most Chinese and German for neither', () => {
    expect(
      share(
        read('zh.test.conll').map((text) => text.replaceAll(' ', '')),
        null,
      ),
    ).toBeGreaterThan(0.8);
    expect(share(read('de.test.conll'), null)).toBeGreaterThan(0.7);
  });
});
