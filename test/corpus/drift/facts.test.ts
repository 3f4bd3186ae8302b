import { describe, expect, it } from 'vitest';
import type { Fact, FactValue } from '../../../src/corpus/document.js';
import { diffFacts } from '../../../src/corpus/drift/facts.js';

const fact = (value: FactValue | null): Fact[] => [{ field: 'f', value }];
const number = (value: number, unit?: string): FactValue => ({
  type: 'number',
  value,
  ...(unit === undefined ? {} : { unit }),
});
const date = (value: string): FactValue => ({ type: 'date', value });
const yen = (value: number, currency = 'JPY'): FactValue => ({ type: 'money', value, currency });
const list = (...value: string[]): FactValue => ({ type: 'list', value });

describe('diffFacts', () => {
  it.each([
    ['a count', number(107), number(110), 107, 110],
    ['unknown to known', null, number(24), null, 24],
    ['known to unknown', number(24), null, 24, null],
    ['a price', yen(500), yen(550), 'JPY 500', 'JPY 550'],
    ['a currency', yen(500), yen(500, 'USD'), 'JPY 500', 'USD 500'],
    ['cents', yen(9.99, 'USD'), yen(10.5, 'USD'), 'USD 9.99', 'USD 10.50'],
    ['a day', date('2026-06-10'), date('2026-09-16T00:00:00Z'), '2026-06-10', '2026-09-16'],
    [
      'a status',
      { type: 'text', value: 'ongoing' } as const,
      { type: 'text', value: 'completed' } as const,
      'ongoing',
      'completed',
    ],
    ['a flag', { type: 'boolean', value: true } as const, { type: 'boolean', value: false } as const, true, false],
    ['a list', list('drama'), list('drama', 'sports'), ['drama'], ['drama', 'sports']],
    ['a unit', number(5, 'volumes'), number(5, 'books'), '5 volumes', '5 books'],
  ])('tells %s', (_, old, now, from, to) => {
    expect(diffFacts(fact(old), fact(now))).toEqual([{ field: 'f', old: from, new: to }]);
  });

  it.each([
    ['equal numbers', number(5), number(5)],
    ['one day written twice', date('2026-06-10'), date('2026-06-10T00:00:00.000Z')],
    ['a reordered, repeated list', list('a', 'b'), list('b', 'a', 'a')],
    ['full-width text', { type: 'text', value: 'Ａ１' } as const, { type: 'text', value: 'A1' } as const],
    ['unknown', null, null],
  ])('says nothing about %s', (_, old, now) => {
    expect(diffFacts(fact(old), fact(now))).toEqual([]);
  });

  it('takes a missing field as unknown, and keeps the order of the fields', () => {
    const old: Fact[] = [
      { field: 'a', value: number(1) },
      { field: 'b', value: null },
    ];
    const now: Fact[] = [{ field: 'c', value: number(3) }];
    expect(diffFacts(old, now)).toEqual([
      { field: 'a', old: 1, new: null },
      { field: 'c', old: null, new: 3 },
    ]);
  });
});
