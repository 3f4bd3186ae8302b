import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutToTokens, estimateTokens } from '../../src/text/estimate-tokens.js';

/**
 * Sentences of our own and their tokens in cl100k_base (text-embedding-3, ada-002) and o200k_base, counted once with
 * js-tiktoken 1.0: a tokenizer's vocabulary is too large to have for a test.
 */
const COUNTED: readonly (readonly [text: string, cl100k: number, o200k: number])[] = [
  ['Returns are accepted within 30 days of delivery, provided that the shrink wrap has not been opened.', 20, 20],
  [
    'Volume 107 of the series ships on 2026-11-04; pre-orders close two weeks earlier (see the shipping policy).',
    28,
    28,
  ],
  ['ISBN 978-4-08-882717-6, B6判, 208ページ, 税込み¥528。', 32, 27],
  ['鬼滅の刃の最新巻はいつ発売されますか。予約は発売日の二週間前まで受け付けています。', 50, 30],
  ['お届けから14日以内であれば、未開封の商品に限り返品を承ります。送料はお客様のご負担となります。', 50, 33],
  ['ワンピースの最新巻 いつ release? ほしいのは English edition です!', 27, 21],
  ['呪術廻戦、葬送のフリーレン、進撃の巨人、銀河鉄道の夜、髙島屋限定版', 53, 36],
  ['| Title | Volumes | Status |\n|---|---|---|\n| Dandadan | 17 | ongoing |\n| Yotsuba&! | 16 | ongoing |', 38, 37],
  ['# Refunds\n\n- Digital goods: no refund after download.\n- Printed goods: full refund, less shipping.\n', 23, 23],
  ['📚 New arrivals 🎉🎉 — all figures 10 % off!', 19, 16],
];

describe('estimateTokens', () => {
  it.each(COUNTED)('is not below the real count, nor far above it: %s', (text, cl100k, o200k) => {
    const estimate = estimateTokens(text);
    expect(estimate).toBeGreaterThanOrEqual(o200k);
    // Rare kanji in a row are where it may fall short, by a tenth.
    expect(estimate).toBeGreaterThanOrEqual(cl100k * 0.9);
    expect(estimate).toBeLessThanOrEqual(cl100k * 1.6);
  });

  it('is never above the bytes of a text, which bound every byte-level tokenizer', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(estimateTokens(text)).toBeLessThanOrEqual(Buffer.byteLength(text));
      }),
    );
  });

  it('is 0 for nothing, and more for any word', () => {
    expect(['', ' ', 'a', '1', '巻', '。', '🎉'].map(estimateTokens)).toEqual([0, 0, 1, 1, 2, 2, 3]);
  });

  it('grows with the text: a part has no more than the whole, and two parts little more than both', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (a, b) => {
        const whole = estimateTokens(a + b);
        expect(estimateTokens(a)).toBeLessThanOrEqual(whole);
        expect(whole).toBeLessThanOrEqual(estimateTokens(a) + estimateTokens(b) + 1);
      }),
    );
  });

  it('is linear: a megabyte takes no longer than it should', () => {
    expect(estimateTokens('漫画 manga 12巻。'.repeat(80_000))).toBe(80_000 * 10);
  });
});

describe('cutToTokens', () => {
  it('is the longest beginning that fits, and cuts no character in two', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-composite', maxLength: 60 }), fc.nat(40), (text, room) => {
        const cut = cutToTokens(text, room);
        expect(text.startsWith(cut)).toBe(true);
        expect(estimateTokens(cut)).toBeLessThanOrEqual(room);
        expect(cut.isWellFormed()).toBe(true);
        const next = String.fromCodePoint(text.codePointAt(cut.length) ?? 0);
        if (cut !== text) expect(estimateTokens(cut + next)).toBeGreaterThan(room);
      }),
    );
  });
});
