/** Shares with their intervals, and quantiles. */
import { quantile } from '../../../stats/quantiles.js';
import { wilsonInterval } from '../../../stats/wilson.js';
import type { Quantiles, Share } from '../report.js';

/**
 * `successes` of `of` with its Wilson interval. Successes may be broken (a tie of two is worth a half): then the interval
 * is a little too wide, as a half says more than a coin would.
 */
export function shareOf(successes: number, of: number): Share {
  const bounded = Math.min(successes, of);
  return { value: of === 0 ? 0 : bounded / of, interval: wilsonInterval(bounded, of), of };
}

/** In no order. */
export function quantilesOf(values: readonly number[]): Quantiles {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (q: number): number | null => (sorted.length === 0 ? null : quantile(sorted, q));
  return { count: sorted.length, p05: at(0.05), p25: at(0.25), median: at(0.5), p75: at(0.75), p95: at(0.95) };
}
