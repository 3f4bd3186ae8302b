import { describe, expect, it } from 'vitest';
import { extractValues } from '../../src/text/values.js';
import { comparableUnit, formatMoney, formatValue } from '../../src/text/values-format.js';

const first = (text: string) => extractValues(text)[0]!;

describe('formatValue', () => {
  it.each([
    ['30日', '30 days'],
    ['1日', '1 day'],
    ['2週間', '2 weeks'],
    ['5営業日', '5 business days'],
    ['3〜5日', '3–5 days'],
    ['3,000円', 'JPY 3000'],
    ['$10.5', 'USD 10.50'],
    ['5％', '5%'],
    ['全110巻', '110 volumes'],
    ['第12巻', 'volume 12'],
    ['3人', '3 people'],
    ['two repositories', '2 repositories'],
    ['18歳', '18 years old'],
    ['2026年4月1日', '2026-04-01'],
    ['午後3時', '15:00'],
    ['answer 42', '42'],
  ])('writes “%s” as “%s”', (text, expected) => {
    expect(formatValue(first(text))).toBe(expected);
  });
});

describe('comparableUnit', () => {
  it('is shared by what can be compared, and by nothing else', () => {
    const unit = (text: string): string => comparableUnit(first(text));
    expect(unit('2 weeks')).toBe(unit('14日'));
    expect(unit('1年')).toBe(unit('12 months'));
    expect(unit('14 days')).not.toBe(unit('14 business days'));
    expect(unit('¥500')).not.toBe(unit('$500'));
    expect(unit('12 volumes')).not.toBe(unit('Vol. 12'));
  });
});

describe('formatMoney', () => {
  it('writes decimals only where there are any', () => {
    expect([formatMoney(500), formatMoney(10.5)]).toEqual(['500', '10.50']);
  });
});
