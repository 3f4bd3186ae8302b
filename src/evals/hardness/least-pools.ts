/** How many pools it takes before a share can be proven. */
import { wilsonInterval } from '../../stats/wilson.js';

/** The fewest pools of which all can be right and prove more than `threshold`; with 0.95 they are 73. */
export function leastPools(threshold: number): number {
  if (threshold >= 1) return Number.POSITIVE_INFINITY;
  let pools = 1;
  while (wilsonInterval(pools, pools).low <= threshold) pools += 1;
  return pools;
}
