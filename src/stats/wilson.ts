/** How sure a rate is: the Wilson score interval, which stays in [0, 1] and behaves at 0 and 1. */
import type { Interval } from './bootstrap.js';

/** The normal quantile of a two-sided 95 % interval. */
export const Z95 = 1.959963984540054;

/**
 * 95 % Wilson score interval of `successes` out of `trials` (Wilson 1927, without continuity correction).
 *
 * @returns [0, 1] when nothing was tried: nothing is known
 * @throws RangeError when the counts are not 0 ≤ successes ≤ trials
 */
export function wilsonInterval(successes: number, trials: number): Interval {
  if (successes < 0 || successes > trials) throw new RangeError('wilsonInterval needs 0 <= successes <= trials');
  if (trials === 0) return { low: 0, high: 1 };
  const rate = successes / trials;
  const z2 = Z95 * Z95;
  const scale = 1 + z2 / trials;
  const centre = (rate + z2 / (2 * trials)) / scale;
  const half = (Z95 * Math.sqrt((rate * (1 - rate)) / trials + z2 / (4 * trials * trials))) / scale;
  return {
    low: successes === 0 ? 0 : Math.max(0, centre - half),
    high: successes === trials ? 1 : Math.min(1, centre + half),
  };
}
