import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FactSpec } from '../../../src/corpus/sources/config-fields.js';
import { parseFact, readNumber } from '../../../src/corpus/sources/values.js';

const parse = (raw: unknown, spec: Partial<FactSpec>, timezone = 'Asia/Tokyo') =>
  parseFact(raw, { field: 'f', column: 'f', ...spec } as FactSpec, timezone);
/** The value alone; the message when it is refused. */
const value = (raw: unknown, spec: Partial<FactSpec>) => {
  const parsed = parse(raw, spec);
  return parsed.ok ? (parsed.value?.value ?? null) : parsed.message;
};

describe('parseFact', () => {
  it.each([
    ['107', 107],
    ['１，２３４', 1234],
    ['1,234,567.5', 1234567.5],
    ['−3', -3],
    [' 4 ', 4],
    ['1e3', 1000],
    [0, 0],
    ['NULL', null],
    [undefined, null],
    ['', null],
    ['12巻', 12],
    ['12 Volumes', 12],
    ['1,23', '"1,23" is not a number'],
    ['twelve', '"twelve" is not a number'],
    ['978408882011812', 978408882011812],
    ['97840888201181234', '"97840888201181234" has more digits than a number keeps'],
    [{ n: 1 }, '{"n":1} is not a number'],
  ])('reads %j as a number of volumes', (raw, expected) => {
    expect(value(raw, { type: 'number', unit: { en: 'volumes', ja: '巻' } })).toBe(expected);
  });

  it.each([
    ['1650', 'JPY', { value: 1650, currency: 'JPY' }],
    ['￥1,650', 'JPY', { value: 1650, currency: 'JPY' }],
    ['1,650円', undefined, { value: 1650, currency: 'JPY' }],
    ['$12.99', undefined, { value: 12.99, currency: 'USD' }],
    ['12.99 EUR', undefined, { value: 12.99, currency: 'EUR' }],
    ['-$5', 'USD', { value: -5, currency: 'USD' }],
  ])('reads %j as money', (raw, currency, expected) => {
    expect(parse(raw, { type: 'money', currency })).toEqual({ ok: true, value: { type: 'money', ...expected } });
  });

  it.each([
    ['1650', undefined, 'names no currency'],
    ['$12.99', 'JPY', 'is in USD, not JPY'],
    ['free', 'JPY', 'is not an amount'],
    ['¥100 JPY', 'JPY', 'is not an amount'],
  ])('refuses %j as money', (raw, currency, message) => {
    expect(value(raw, { type: 'money', currency })).toContain(message);
  });

  it('keeps a day a day, whatever the zone, and a time of day an instant', () => {
    expect(value('2026年4月1日', { type: 'date' })).toBe('2026-04-01');
    expect(value('2026/04/01', { type: 'date' })).toBe('2026-04-01');
    expect(value('2026-04-01T09:00', { type: 'date' })).toBe('2026-04-01T00:00:00.000Z');
    expect(value('2026-02-30', { type: 'date' })).toContain('names day 30');
    expect(value('2026-04', { type: 'date' })).toContain('names a month or year but no day');
  });

  it('takes what the source declares for unknown', () => {
    expect(value('0001-01-01', { type: 'date', unknown: ['0001-01-01'] })).toBeNull();
    expect(value(['-'], { type: 'list', unknown: ['-'] })).toBeNull();
  });

  it('reads yes and no in both languages, and nothing else', () => {
    for (const yes of [true, 'TRUE', 'Yes', 1, '１', 'はい', '○', 'あり'])
      expect(value(yes, { type: 'boolean' })).toBe(true);
    for (const no of [false, 'no', 0, 'いいえ', '×', 'なし']) expect(value(no, { type: 'boolean' })).toBe(false);
    expect(value('maybe', { type: 'boolean' })).toContain('neither yes nor no');
  });

  it('splits lists at the strongest separator, once each', () => {
    const list = { type: 'list' } as const;
    expect(value(['a', null, 'b', 'a', 3], list)).toEqual(['a', 'b', '3']);
    expect(value('Smith, J. | 山田、太郎', list)).toEqual(['Smith, J.', '山田、太郎']);
    expect(value('日常、恋愛', list)).toEqual(['日常', '恋愛']);
    expect(value('a, b', list)).toEqual(['a', 'b']);
    expect(value('a / b', { ...list, separator: '/' })).toEqual(['a', 'b']);
    expect(value([], list)).toBeNull();
    expect(value([{ a: 1 }], list)).toContain('texts and numbers only');
  });

  it('infers the type from JSON where the config names none', () => {
    expect(parse(3, {})).toMatchObject({ value: { type: 'number' } });
    expect(parse('3', {})).toMatchObject({ value: { type: 'text', value: '3' } });
    expect(parse(true, {})).toMatchObject({ value: { type: 'boolean' } });
    expect(parse(['a'], {})).toMatchObject({ value: { type: 'list' } });
    expect(parse({ en: 'a' }, {})).toMatchObject({ ok: false, fix: expect.stringContaining('dotted path') });
  });

  it('reads back every finite number, with and without separators', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (number) => {
        expect(readNumber(String(number))).toBe(Number(String(number)));
        expect(readNumber(Math.trunc(number % 1e15).toLocaleString('en-US'))).toBe(Math.trunc(number % 1e15));
      }),
    );
  });
});
