import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../src/core/random.js';
import { signFlipTests } from '../../src/stats/sign-flip-test.js';

const differences = fc
  .array(fc.oneof(fc.constantFrom(-1, -0.5, 0, 0, 0.5, 1), fc.double({ min: -1, max: 1, noNaN: true })), {
    minLength: 1,
    maxLength: 24,
  })
  .map((values) => Float64Array.from(values));

const one = (values: readonly number[] | Float64Array, options: { seed?: number; rounds?: number } = {}) =>
  signFlipTests([Float64Array.from(values)], { seed: 0, ...options })[0]!;

describe('signFlipTests', () => {
  it('counts every way where there are few: the p values are those of hand', () => {
    // +1 four times: of sixteen ways, all plus and all minus are as far from 0.
    expect(one([1, 1, 1, 1])).toEqual({ p: 2 / 16, pairs: 4, differing: 4, exact: true, rounds: 16 });
    expect(one([0.3, -0.3])).toMatchObject({ p: 1, exact: true });
    // Of 0.1, 0.2, 0.3 the sums ±0.6 alone reach 0.6, whatever rounding makes of them.
    expect(one([0.1, 0.2, 0.3]).p).toBe(2 / 8);
    expect(one([5]).p).toBe(1);
  });

  it('leaves p in (0, 1], the same for both directions, and 1 for identical runs', () => {
    fc.assert(
      fc.property(differences, fc.integer(), (values, seed) => {
        const [forth, back] = [
          one(values, { seed, rounds: 200 }),
          one(
            values.map((v) => -v),
            { seed, rounds: 200 },
          ),
        ];
        expect(forth.p).toBeGreaterThan(0);
        expect(forth.p).toBeLessThanOrEqual(1);
        expect(back).toEqual(forth);
        expect(one(values.map(() => 0)).p).toBe(1);
      }),
      { numRuns: 100 },
    );
  });

  it('draws what counting would find', () => {
    const values = Float64Array.from({ length: 12 }, (_, i) => ((i * 7) % 5) - 1.4);
    const exact = one(values, { rounds: 4096 });
    const drawn = one(values, { rounds: 4000 });
    expect([exact.exact, drawn.exact]).toEqual([true, false]);
    expect(Math.abs(exact.p - drawn.p)).toBeLessThan(0.03);
  });

  it('does not ask how many pairs are equal, nor for what else is tested', () => {
    const values = Float64Array.from({ length: 30 }, (_, i) => Math.sin(i) + 0.2);
    const padded = Float64Array.from([...values, ...new Array<number>(50).fill(0)]);
    const other = Float64Array.from({ length: 30 }, (_, i) => Math.cos(i));
    const [alone, beside] = [one(values), signFlipTests([other, values], { seed: 0 })[1]!];
    expect(beside).toEqual(alone);
    const { p, pairs, differing } = one(padded);
    expect({ pairs, differing }).toEqual({ pairs: 80, differing: 30 });
    expect(Math.abs(p - alone.p)).toBeLessThan(0.02);
  });

  it('never says 0, however clear it is', () => {
    expect(one(new Array<number>(100).fill(1))).toMatchObject({ p: 1 / 10_001, rounds: 10_000, exact: false });
  });

  it('leaves out units without a pair, and has nothing to say of none', () => {
    expect(one([1, Number.NaN, 1])).toMatchObject({ pairs: 2, p: 0.5 });
    expect(signFlipTests([new Float64Array(), new Float64Array()], { seed: 0 })).toEqual([null, null]);
    expect(signFlipTests([Float64Array.of(Number.NaN)], { seed: 0 })).toEqual([null]);
    expect(() => signFlipTests([Float64Array.of(1), new Float64Array()], { seed: 0 })).toThrow(RangeError);
  });

  it('rejects a true null as often as it says', () => {
    const rejected = Array.from({ length: 300 }, (_, seed) => {
      const random = createRandom(`null ${seed}`);
      const values = Array.from({ length: 20 }, () => random.next() - 0.5);
      return one(values, { seed, rounds: 400 }).p <= 0.05 ? 1 : 0;
    }).reduce<number>((a, b) => a + b, 0);
    expect(rejected).toBeLessThan(30);
    expect(rejected).toBeGreaterThan(3);
  });
});
