/** How sure a mean is: the percentile bootstrap. */
import { createRandom } from '../core/random.js';
import { mean, quantile } from './quantiles.js';

/** A two-sided interval around an estimate, in the unit of the sample. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/**
 * Percentile-bootstrap interval of the mean (Efron & Tibshirani 1993, ch. 13).
 *
 * @param values per-query values; an empty sample gives null, a sample of one the degenerate interval
 * @param options.seed names the resampling stream: the same seed gives the same interval
 * @param options.level share of resampled means inside the interval, default 0.95
 * @param options.resamples default 1000
 */
export function bootstrapMean(
  values: readonly number[],
  options: { readonly seed: number | string; readonly level?: number; readonly resamples?: number },
): Interval | null {
  if (values.length === 0) return null;
  const random = createRandom(`${options.seed}/bootstrap`);
  const resamples = options.resamples ?? 1000;
  const means: number[] = [];
  for (let round = 0; round < resamples; round++) {
    let sum = 0;
    for (let i = 0; i < values.length; i++) sum += values[random.int(values.length)] ?? 0;
    means.push(sum / values.length);
  }
  means.sort((a, b) => a - b);
  const tail = (1 - (options.level ?? 0.95)) / 2;
  const estimate = mean(values);
  return { low: Math.min(estimate, quantile(means, tail)), high: Math.max(estimate, quantile(means, 1 - tail)) };
}
