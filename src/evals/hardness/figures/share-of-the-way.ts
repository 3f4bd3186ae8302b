/** Where negatives lie between random passages (0) and what answers (1). */
import { createRandom } from '../../../core/random.js';
import type { Interval } from '../../../stats/bootstrap.js';
import { mean, quantile } from '../../../stats/quantiles.js';
import type { WayFindings } from '../report.js';
import type { ScoredPool } from '../score-pools.js';
import { quantilesOf } from './shares.js';

const RESAMPLES = 500;

/**
 * (negative − random) / (positive − random) of each negative of a pool; null where there is no way: no random passages, or
 * the positive scores no higher than they do on the mean.
 *
 * Of several positives the best counts: it is the one that hit@1 is won by, and a weaker one (a translation that the scorer
 * cannot read) would bring every negative nearer than it is. Shares above 1 and below 0 stay as they are.
 */
export function sharesOfTheWay({ positives, negatives, random }: ScoredPool): readonly number[] | null {
  if (random.length === 0) return null;
  const start = mean(random);
  const way = Math.max(...positives) - start;
  return way > 0 ? negatives.map((score) => (score - start) / way) : null;
}

/** @param seed of the interval */
export function wayFindings(pools: readonly ScoredPool[], seed: number | string): WayFindings {
  const shares = pools.map(sharesOfTheWay);
  const lost = pools.filter((_, i) => shares[i] === null);
  const defined = shares.filter((found) => found !== null);
  return {
    ...quantilesOf(defined.flat()),
    median_interval: medianInterval(defined, seed),
    undefined: { pools: lost.length, negatives: lost.reduce((sum, { negatives }) => sum + negatives.length, 0) },
  };
}

/** Percentile bootstrap of the median: pools are drawn whole, as negatives of one question are no independent draws. */
function medianInterval(groups: readonly (readonly number[])[], seed: number | string): Interval | null {
  if (groups.length === 0) return null;
  const ordered = groups.map((group) => [...group].sort((a, b) => a - b)).sort(compareGroups);
  const random = createRandom(`${seed}/median`);
  const medians = Array.from({ length: RESAMPLES }, () => {
    const drawn = ordered.flatMap(() => ordered[random.int(ordered.length)] ?? []);
    return quantile(Float64Array.from(drawn).sort() as unknown as number[], 0.5);
  }).sort((a, b) => a - b);
  return { low: quantile(medians, 0.025), high: quantile(medians, 0.975) };
}

function compareGroups(a: readonly number[], b: readonly number[]): number {
  for (const [i, value] of a.entries()) {
    const other = b[i];
    if (other === undefined) return 1;
    if (value !== other) return value - other;
  }
  return a.length - b.length;
}
