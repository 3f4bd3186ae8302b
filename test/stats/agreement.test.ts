import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  cohenKappa,
  disagreement,
  fleissKappa,
  intervalDistance,
  krippendorffAlpha,
} from '../../src/stats/agreement.js';

const ratings = fc.array(fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 4 }), { maxLength: 30 });

describe('disagreement', () => {
  it('counts items that are not labelled alike by all, among those with two labels', () => {
    const found = disagreement([['a', 'a', 'b'], ['a', 'a'], ['b'], []]);
    expect(found).toMatchObject({ rate: 0.5, disagreeing: 1, items: 2 });
    expect(found.interval.low).toBeLessThan(0.5);
    expect(found.interval.high).toBeGreaterThan(0.5);
  });

  it('knows nothing from items that one person labelled', () => {
    expect(disagreement([['a'], ['b']])).toMatchObject({ rate: null, items: 0, interval: { low: 0, high: 1 } });
    expect(fleissKappa([['a'], ['b']])).toBeNull();
    expect(krippendorffAlpha([['a'], ['b']])).toBeNull();
  });
});

describe('kappa and alpha', () => {
  it('agree with a table worked out by hand', () => {
    // Four items, three raters: aaa, aab, bbb, abb. Agreeing pairs 1, 1/3, 1, 1/3: mean 2/3. Labels 6 : 6, so 1/2 by chance.
    const items = [
      ['a', 'a', 'a'],
      ['a', 'a', 'b'],
      ['b', 'b', 'b'],
      ['a', 'b', 'b'],
    ];
    expect(fleissKappa(items)).toBeCloseTo((2 / 3 - 1 / 2) / (1 - 1 / 2), 12);
    // Coincidences a–b: 2 items × (2·1 + 1·2) / 2 = 4, expected 2·6·6 / 11.
    expect(krippendorffAlpha(items)).toBeCloseTo(1 - (11 * 4) / 72, 12);
  });

  it('weigh how far grades are apart where labels are numbers', () => {
    const near = krippendorffAlpha(
      [
        ['0', '0'],
        ['3', '3'],
        ['2', '3'],
      ],
      intervalDistance,
    );
    const far = krippendorffAlpha(
      [
        ['0', '0'],
        ['3', '3'],
        ['0', '3'],
      ],
      intervalDistance,
    );
    expect(near ?? 0).toBeGreaterThan(far ?? 0);
  });

  it('are 1 where all agree on more than one label, and null where there is one label only', () => {
    const agreed = [
      ['a', 'a'],
      ['b', 'b', 'b'],
    ];
    expect([fleissKappa(agreed), krippendorffAlpha(agreed)]).toEqual([1, 1]);
    expect([fleissKappa([['a', 'a']]), krippendorffAlpha([['a', 'a']])]).toEqual([null, null]);
    expect(cohenKappa([['a', 'a']])).toBeNull();
  });

  it('are the same in whatever order items and annotators come', () => {
    fc.assert(
      fc.property(ratings, (items) => {
        const turned = items.map((item) => [...item].reverse()).reverse();
        for (const measure of [fleissKappa, krippendorffAlpha] as const) {
          const [a, b] = [measure(items), measure(turned)];
          if (a === null) expect(b).toBeNull();
          else expect(b).toBeCloseTo(a, 10);
        }
        expect(disagreement(turned)).toEqual(disagreement(items));
      }),
    );
  });

  it('stay at 1 or below, and kappa at −1 or above', () => {
    fc.assert(
      fc.property(ratings, (items) => {
        const [kappa, alpha] = [fleissKappa(items) ?? 0, krippendorffAlpha(items) ?? 0];
        expect(Math.max(kappa, alpha)).toBeLessThanOrEqual(1 + 1e-12);
        expect(kappa).toBeGreaterThanOrEqual(-1 - 1e-12);
      }),
    );
  });
});

describe('cohenKappa', () => {
  it('agrees with a table worked out by hand', () => {
    // 20 yes–yes, 5 yes–no, 10 no–yes, 15 no–no: 35 of 50 agree; by chance (25·30 + 25·20) / 2500 = 1/2.
    const pairs = [...times(20, 'y', 'y'), ...times(5, 'y', 'n'), ...times(10, 'n', 'y'), ...times(15, 'n', 'n')];
    expect(cohenKappa(pairs)).toBeCloseTo(0.4, 12);
  });

  it('has no value without items', () => {
    expect(cohenKappa([])).toBeNull();
  });
});

function times(n: number, a: string, b: string): (readonly [string, string])[] {
  return Array.from({ length: n }, () => [a, b] as const);
}
