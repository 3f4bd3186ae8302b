import { describe, expect, it } from 'vitest';
import { currencyBefore, matchMultiplier, matchUnit } from '../../src/text/values-units.js';

describe('matchUnit', () => {
  it('prefers the longer unit', () => {
    expect(matchUnit('5 business days', 1, 'digits')).toMatchObject({
      kind: 'duration',
      unit: 'business_day',
      end: 15,
    });
    expect(matchUnit('18 years old', 2, 'digits')).toMatchObject({ kind: 'count', unit: 'year_old' });
  });

  it('takes a plural noun as what is counted, but not after kanji', () => {
    expect(matchUnit('5 boxes', 1, 'digits')).toMatchObject({ kind: 'count', unit: 'box', generic: true });
    expect(matchUnit('五 boxes', 1, 'kanji')).toBeNull();
    expect(matchUnit('5 this', 1, 'digits')).toBeNull();
  });

  it('reads machines that are counted, and no typhoon or third machine', () => {
    for (const [text, at, after] of [
      ['5台まで', 1, 'digits'],
      ['五台の端末', 1, 'kanji'],
    ] as const) {
      expect(matchUnit(text, at, after)).toMatchObject({ kind: 'count', unit: 'device' });
    }
    expect(matchUnit('3台目', 1, 'digits')).toBeNull();
    expect(matchUnit('19台風', 2, 'digits')).toBeNull();
  });

  it('multiplies', () => {
    expect(matchUnit('16 million people', 2, 'digits')).toMatchObject({ unit: 'person', factor: 1e6 });
    expect(matchMultiplier('5k', 1)).toEqual({ factor: 1000, end: 2 });
  });
});

describe('currencyBefore', () => {
  it('reads signs and codes', () => {
    expect(currencyBefore('¥500', 1)).toEqual({ unit: 'JPY', start: 0 });
    expect(currencyBefore('usd 5', 4)).toEqual({ unit: 'USD', start: 0 });
    expect(currencyBefore('a 5', 2)).toBeNull();
  });
});
