import { describe, expect, it } from 'vitest';
import { findContradictions, type ProsePassage } from '../../../../src/corpus/freshness/contradictions/find.js';
import { guide, passage } from './passages.js';

const claims = (...passages: ProsePassage[]) =>
  findContradictions({ passages }).map(({ rule, field, old, new: now }) => [rule, field, old, now]);

describe('copied sentences', () => {
  it.each([
    [
      'Gift cards are sold for any amount up to ¥50,000.',
      'Gift cards are sold for any amount up to ¥30,000.',
      'money',
      'JPY 50000',
      'JPY 30000',
    ],
    [
      'Damaged parcels must be reported within seven days.',
      'Damaged parcels must be reported within 3 days.',
      'duration',
      '7 days',
      '3 days',
    ],
    ['会員の方はポイントが5％たまります。', '会員の方はポイントが3％たまります。', 'percent', '5%', '3%'],
    [
      'Please report your damaged parcels within 7 days!',
      'Report damaged parcels within **3 days**.',
      'duration',
      '7 days',
      '3 days',
    ],
  ])('“%s” is contradicted', (low, high, field, from, to) => {
    expect(claims(guide(low), passage(high))).toEqual([['aligned', field, from, to]]);
  });

  it.each([
    [
      'a value in another unit is the same',
      'Report damaged parcels to us within two weeks.',
      'Report damaged parcels to us within 14 days.',
    ],
    ['two values differ', 'Pay ¥500 within 3 days of the order date.', 'Pay ¥600 within 5 days of the order date.'],
    [
      'the condition differs',
      'Gold members can return books within 60 days.',
      'Silver members can return books within 30 days.',
    ],
    [
      'one is negated',
      'Books cannot be returned within 60 days of sale.',
      'Books can be returned within 30 days of sale.',
    ],
    [
      'a word of time differs',
      'Cancel the order before 3 days have passed.',
      'Cancel the order after 5 days have passed.',
    ],
    ['hardly a word is shared', 'About 60 days.', 'About 30 days.'],
    ['the currencies differ', 'The handling fee for returns is ¥500.', 'The handling fee for returns is $5.'],
  ])('nothing is claimed where %s', (_, low, high) => {
    expect(claims(guide(low), passage(high))).toEqual([]);
  });

  it('nothing is claimed where the authority says both, or says the same elsewhere', () => {
    const text = (days: number): string => `Damaged parcels must be reported within ${days} days.`;
    expect(claims(guide(text(7)), passage(text(3)), passage(text(5)))).toEqual([]);
    expect(claims(guide(text(7)), passage(text(3)), passage(text(7)))).toEqual([]);
    expect(claims(passage(text(7)), passage(text(3)))).toEqual([]);
  });
});
