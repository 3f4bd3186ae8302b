import { describe, expect, it } from 'vitest';
import { headingsOf, isClaimable, readValueSentences } from '../../../../src/corpus/freshness/contradictions/read.js';
import { passage } from './passages.js';

describe('readValueSentences', () => {
  it('keeps sentences with values, numbered as they stand', () => {
    const sentences = readValueSentences(passage('Hello there. Pay **¥500** now. Bye.'));
    expect(sentences.map(({ plain, index }) => [plain, index])).toEqual([['Pay ¥500 now.', 1]]);
  });
});

describe('isClaimable', () => {
  it.each([
    ['Returns take 14 days.', true],
    ['Returns used to take 14 days.', false],
    ['As of 2026, it takes 14 days.', false],
    ['以前は14日でした。', false],
    ['例：14日以内', false],
    ['返品は14日以内です。', true],
  ])('“%s”: %s', (text, expected) => {
    expect(isClaimable(readValueSentences(passage(text))[0]!)).toBe(expected);
  });
});

describe('headingsOf', () => {
  it('counts the title', () => {
    expect(headingsOf(passage('x', { title: 'T', heading_path: ['A'] }))).toEqual(['T', 'A']);
  });
});
