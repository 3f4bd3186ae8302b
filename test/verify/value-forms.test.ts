import { describe, expect, it } from 'vitest';
import { findValue, mentions, sameValue } from '../../src/verify/value-forms.js';
import { date, number, text, yen } from '../helpers/small-view.js';

describe('findValue', () => {
  it.each([
    ['12 volumes', number(12), 1],
    ['全12巻', number(12), 1],
    ['112, 1,112, 12.5, Vol12a', number(12), 0],
    ['12.', number(12), 1],
    ['¥1,200 or 1200円', yen(1200), 2],
    ['2026-04-01, April 1, 2026 and 2026年4月1日', date('2026-04-01'), 3],
    ['2026年4月1日', date('2026-04-11'), 0],
    ['by Ann Lee', text('Ann Lee'), 1],
    ['by Ann Leech', text('Ann Lee'), 0],
    ['著者: 梶原いすず', text('梶原いすず'), 1],
  ])('in %j', (line, value, found) => {
    expect(findValue(line, value)).toHaveLength(found);
  });
});

describe('mentions', () => {
  it('folds width, case and kana, and lets numbers and words stand alone', () => {
    expect(mentions('お届けから１４日以内', '14日')).toBe(true);
    expect(mentions('114 days', '14 days')).toBe(false);
    expect(mentions('わんぴーす', 'ワンピース')).toBe(true);
    expect(mentions('anything', '')).toBe(false);
  });
});

describe('sameValue', () => {
  it('compares by type', () => {
    expect(sameValue(number(3), 3)).toBe(true);
    expect(sameValue(number(3), '3')).toBe(false);
    expect(sameValue(date('2026-04-01T00:00:00.000Z'), '2026-04-01')).toBe(true);
    expect(sameValue({ type: 'list', value: ['a', 'b'] }, ['a', 'b'])).toBe(true);
    expect(sameValue({ type: 'list', value: ['a', 'b'] }, ['b', 'a'])).toBe(false);
  });
});
