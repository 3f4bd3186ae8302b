/**
 * Means of several measures over the same units, with bootstrap intervals from the same draws: a round draws units, not
 * values, so intervals of different measures belong together and cost one set of random numbers.
 */
import { createRandom, type Random } from '../core/random.js';
import type { Interval } from './bootstrap.js';
import { quantile } from './quantiles.js';
import { normalTails, studentQuantile } from './student.js';
import { type UnitValues, unitTable } from './unit-table.js';

/** The mean of a measure over the units that have a value. */
export interface BootstrappedMean extends Interval {
  readonly mean: number;
  /** Units that have a value. */
  readonly count: number;
}

export interface BootstrapOptions {
  /** Names the resampling stream: the same seed gives the same intervals. */
  readonly seed: number | string;
  /** Share of resampled means inside an interval; default 0.95. */
  readonly level?: number;
  /** Rounds; default 1000. */
  readonly resamples?: number;
}

/**
 * Means and bootstrap intervals by measure. Neither the order of units nor which other measures are asked for changes a
 * figure. An interval holds its mean.
 *
 * Intervals are expanded percentile ones (Hesterberg 2015, "What Teachers Should Know About the Bootstrap", 4.2.2): plain
 * percentiles are too narrow for few values, by √((n−1)/n) and by what z falls short of t. On differences of real
 * questions plain 95 % intervals of 20 held the true mean 90 % of the time, and bias-corrected (BCa) ones no more often.
 *
 * @param units `Object.entries(per_query)`, or a map of the same shape
 * @returns measures that no unit has are absent
 * @example
 * bootstrapMeans([['q1', { 'RR@10': 1 }], ['q2', { 'RR@10': 0.5 }]], { seed: 0 }).get('RR@10')
 * // { mean: 0.75, low: 0.5, high: 1, count: 2 }
 */
export function bootstrapMeans(
  units: UnitValues,
  options: BootstrapOptions & { readonly measures?: readonly string[] },
): ReadonlyMap<string, BootstrappedMean> {
  const table = unitTable(units, options.measures);
  const means = bootstrapColumns(table.columns, options);
  return new Map(
    table.names.flatMap((name, i) => {
      const found = means[i];
      return found ? [[name, found] as const] : [];
    }),
  );
}

/**
 * {@link bootstrapMeans} of columns of one length over the same units, in an order that is the caller's to fix.
 *
 * @param columns NaN where a unit has no value: such a unit is drawn and counts for the other columns
 * @returns null for a column without values
 */
export function bootstrapColumns(
  columns: readonly Float64Array[],
  { seed, level = 0.95, resamples = 1000 }: BootstrapOptions,
): readonly (BootstrappedMean | null)[] {
  const units = columns[0]?.length ?? 0;
  if (columns.some((column) => column.length !== units)) throw new RangeError('columns must have one length');
  const estimates = columns.map(estimate);
  if (units === 0) return estimates.map(() => null);
  const sampled = resampledMeans(columns, { random: createRandom(`${seed}/bootstrap`), resamples });
  return estimates.map((own, i) => {
    if (own.count === 0) return null;
    // A constant has no spread; what its sums differ by is rounding.
    if (own.isConstant) return { mean: own.mean, count: own.count, low: own.mean, high: own.mean };
    const means = (sampled[i] ?? new Float64Array()).filter((value) => !Number.isNaN(value)).sort();
    const tail = expandedTail(level, own.count);
    const low = Math.min(own.mean, quantile(means, tail));
    return { mean: own.mean, count: own.count, low, high: Math.max(own.mean, quantile(means, 1 - tail)) };
  });
}

/** {@link bootstrapColumns} of one sample, whose order is the caller's to fix; null for an empty one. */
export function bootstrapMean(values: readonly number[], options: BootstrapOptions): Interval | null {
  const [found] = bootstrapColumns([Float64Array.from(values)], options);
  return found ? { low: found.low, high: found.high } : null;
}

/** The percentile at which an interval of `count` values begins, so that it is as wide as one by Student's t would be. */
function expandedTail(level: number, count: number): number {
  if (count < 2) return (1 - level) / 2;
  return normalTails(Math.sqrt(count / (count - 1)) * studentQuantile(1 - level, count - 1)) / 2;
}

function estimate(column: Float64Array): { mean: number; count: number; isConstant: boolean } {
  const values = column.filter((value) => !Number.isNaN(value));
  const sum = values.reduce((total, value) => total + value, 0);
  const isConstant = values.every((value) => value === values[0]);
  return { mean: isConstant ? (values[0] ?? Number.NaN) : sum / values.length, count: values.length, isConstant };
}

/** By column, the mean of each round; NaN where a round drew no unit that has a value. */
function resampledMeans(
  columns: readonly Float64Array[],
  { random, resamples }: { readonly random: Random; readonly resamples: number },
): readonly Float64Array[] {
  const units = columns[0]?.length ?? 0;
  // Row-major, with 1 or 0 for values that not every unit has: a drawn unit is one run of memory.
  const partial = columns.flatMap((column, c) => (column.some(Number.isNaN) ? [c] : []));
  const width = columns.length + partial.length;
  const rows = new Float64Array(units * width);
  for (const [c, column] of columns.entries()) {
    for (const [unit, value] of column.entries()) if (!Number.isNaN(value)) rows[unit * width + c] = value;
  }
  for (const [i, c] of partial.entries()) {
    for (const [unit, value] of (columns[c] ?? []).entries()) {
      if (!Number.isNaN(value)) rows[unit * width + columns.length + i] = 1;
    }
  }
  const means = columns.map(() => new Float64Array(resamples));
  const sums = new Float64Array(width);
  for (let round = 0; round < resamples; round++) {
    sums.fill(0);
    for (let draw = 0; draw < units; draw++) {
      const at = random.int(units) * width;
      for (let i = 0; i < width; i++) sums[i] = (sums[i] as number) + (rows[at + i] as number);
    }
    for (const [c, sampled] of means.entries()) sampled[round] = (sums[c] as number) / units;
    for (const [i, c] of partial.entries()) {
      (means[c] as Float64Array)[round] = (sums[c] as number) / (sums[columns.length + i] as number);
    }
  }
  return means;
}
