import { describe, expect, it } from 'vitest';
import { matchDate } from '../../src/text/values-dates.js';
import { foldForValues } from '../../src/text/values-numerals.js';

const read = (text: string, at: number) => matchDate(foldForValues(text), text, at)?.text ?? null;

describe('matchDate', () => {
  it('starts at the numeral or before it, where a month or an era stands there', () => {
    expect(matchDate('april 1, 2026', 'April 1, 2026', 6)).toMatchObject({
      text: '2026-04-01',
      start: 0,
      end: 13,
      amount: 20260401,
    });
    expect(matchDate('令和8年4月', '令和8年4月', 2)).toMatchObject({ text: '2026-04', start: 0 });
  });

  it('knows the days of a month', () => {
    expect(read('2024年2月29日', 0)).toBe('2024-02-29');
    expect(read('2026-13-01', 0)).toBeNull();
    expect(read('April 31, 2026', 6)).toBeNull();
  });

  it('leaves periods alone', () => {
    expect(read('3年間', 0)).toBeNull();
    expect(read('24時間', 0)).toBeNull();
  });
});
