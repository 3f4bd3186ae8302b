/** How many pools it takes before a share can be proven. */
import { wilsonInterval } from '../../stats/wilson.js';

/**
 * The fewest pools of which all can be right and prove more than `threshold`; with 0.95 they are 73. The lower bound of n
 * out of n is n / (n + z²), which one evaluation gives z² of; infinite for a threshold of 1, which nothing exceeds.
 */
export function leastPools(threshold: number): number {
  if (threshold >= 1) return Number.POSITIVE_INFINITY;
  const z2 = 1 / wilsonInterval(1, 1).low - 1;
  return Math.floor((threshold * z2) / (1 - threshold)) + 1;
}
