import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bootstrapMean, bootstrapMeans } from '../../src/stats/bootstrap-means.js';

type Units = [string, Record<string, number>][];

/** Queries with one measure that all have and one that some have. */
const unitsArbitrary = fc
  .array(fc.record({ a: fc.double({ min: 0, max: 1, noNaN: true }), b: fc.option(fc.constantFrom(0, 0.5, 1)) }), {
    minLength: 1,
    maxLength: 30,
  })
  .map((rows): Units => rows.map(({ a, b }, i) => [`q${i}`, b === null ? { a } : { a, b }]));

describe('bootstrapMeans', () => {
  it('holds the mean of each measure, over the units that have a value', () => {
    fc.assert(
      fc.property(unitsArbitrary, fc.integer(), (units, seed) => {
        for (const [name, { mean, low, high, count }] of bootstrapMeans(units, { seed, resamples: 50 })) {
          const values = units.flatMap(([, row]) => (row[name] === undefined ? [] : [row[name]]));
          expect(count).toBe(values.length);
          expect(mean).toBeCloseTo(values.reduce((a, b) => a + b, 0) / count, 12);
          expect(low).toBeLessThanOrEqual(mean);
          expect(high).toBeGreaterThanOrEqual(mean);
          expect(low).toBeGreaterThanOrEqual(Math.min(...values) - 1e-12);
          expect(high).toBeLessThanOrEqual(Math.max(...values) + 1e-12);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('says the same in whatever order units come, and whichever other measures are asked for', () => {
    fc.assert(
      fc.property(unitsArbitrary, fc.integer(), (units, seed) => {
        const all = bootstrapMeans(units, { seed, resamples: 50 });
        expect(bootstrapMeans([...units].reverse(), { seed, resamples: 50 })).toEqual(all);
        expect(bootstrapMeans(units, { seed, resamples: 50, measures: ['a'] }).get('a')).toEqual(all.get('a'));
      }),
      { numRuns: 60 },
    );
  });

  it('draws the same units for every measure: a copy of a measure has its interval, a complement the mirrored one', () => {
    const units = Array.from({ length: 40 }, (_, i): Units[number] => {
      const a = ((i * 7) % 11) / 10;
      return [`q${i}`, { a, copy: a, complement: 1 - a }];
    });
    const means = bootstrapMeans(units, { seed: 'shared' });
    expect(means.get('copy')).toEqual(means.get('a'));
    expect(means.get('complement')?.low).toBeCloseTo(1 - (means.get('a')?.high ?? 0), 12);
  });

  it('has no entry for a measure without values, and a point for a constant or for one unit', () => {
    const units: Units = [
      ['q1', { a: 0.1, gone: Number.NaN }],
      ['q2', { a: 0.1 }],
      ['q3', { a: 0.1 }],
    ];
    const means = bootstrapMeans(units, { seed: 1 });
    expect([...means.keys()]).toEqual(['a']);
    expect(means.get('a')).toEqual({ mean: 0.1, low: 0.1, high: 0.1, count: 3 });
    expect(bootstrapMeans(units.slice(0, 1), { seed: 1 }).get('a')).toMatchObject({ low: 0.1, high: 0.1, count: 1 });
    expect(bootstrapMeans([], { seed: 1 }).size).toBe(0);
  });

  it('covers a known mean about as often as it says', () => {
    const misses = Array.from({ length: 200 }, (_, seed) => {
      const coins = Array.from({ length: 40 }, (_, i): Units[number] => {
        const coin = (Math.imul(seed * 40 + i + 1, 2654435761) >>> 0) % 1000 < 500;
        return [`q${i}`, { coin: Number(coin) }];
      });
      const { low, high } = bootstrapMeans(coins, { seed, resamples: 300 }).get('coin') ?? { low: 1, high: 0 };
      return low > 0.5 || high < 0.5 ? 1 : 0;
    }).reduce<number>((a, b) => a + b, 0);
    expect(misses).toBeLessThan(30);
  });

  it('knows units by whatever name they have', () => {
    const units: Units = [
      ['__proto__', { a: 1 }],
      ['constructor', { a: 0 }],
    ];
    expect(bootstrapMeans(units, { seed: 1 }).get('a')).toMatchObject({ mean: 0.5, count: 2 });
    expect(bootstrapMeans(units, { seed: 1, measures: ['toString'] }).size).toBe(0);
  });
});

describe('bootstrapMean', () => {
  it('is the same for the same seed and holds the mean', () => {
    const values = [0, 1, 1, 0, 1, 1, 1, 0, 1, 1];
    const interval = bootstrapMean(values, { seed: 7 });
    expect(bootstrapMean(values, { seed: 7 })).toEqual(interval);
    expect(interval!.low).toBeLessThan(0.7);
    expect(interval!.high).toBeGreaterThan(0.7);
  });

  it('has no interval for nothing and a point for a constant', () => {
    expect(bootstrapMean([], { seed: 1 })).toBeNull();
    expect(bootstrapMean([0.25, 0.25], { seed: 1 })).toEqual({ low: 0.25, high: 0.25 });
  });
});
