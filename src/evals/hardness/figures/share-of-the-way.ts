/** Where negatives lie between random passages (0) and what answers (1). */
import { createRandom } from '../../../core/random.js';
import type { Interval } from '../../../stats/bootstrap.js';
import { mean, quantile } from '../../../stats/quantiles.js';
import type { WayFindings } from '../report.js';
import type { ScoredPool } from '../score-pools.js';
import { quantilesOf } from './shares.js';

const RESAMPLES = 500;
/** Of fewer pools resampling makes intervals that are far too narrow. */
const LEAST_POOLS = 10;

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
  if (groups.length < LEAST_POOLS) return null;
  const ordered = groups.map((group) => [...group].sort((a, b) => a - b)).sort(compareGroups);
  const owner = ordered.flatMap((group, i) => group.map((value) => ({ value, group: i })));
  owner.sort((a, b) => a.value - b.value || a.group - b.group);
  const random = createRandom(`${seed}/median`);
  const medians = Array.from({ length: RESAMPLES }, () => {
    const drawn = new Int32Array(ordered.length);
    for (let i = 0; i < ordered.length; i++) {
      const group = random.int(ordered.length);
      drawn[group] = (drawn[group] as number) + 1;
    }
    return drawnMedian(owner, drawn);
  }).sort((a, b) => a - b);
  return { low: quantile(medians, 0.025), high: quantile(medians, 0.975) };
}

/** The median of `sorted` values, each as often as its group was drawn. */
function drawnMedian(sorted: readonly { readonly value: number; readonly group: number }[], drawn: Int32Array): number {
  let total = 0;
  for (const { group } of sorted) total += drawn[group] as number;
  let seen = 0;
  let below = Number.NaN;
  for (const { value, group } of sorted) {
    seen += drawn[group] as number;
    if (Number.isNaN(below) && 2 * seen >= total) below = value;
    if (2 * seen > total) return (below + value) / 2;
  }
  return below;
}

/** Any order that depends on the values alone. */
function compareGroups(a: readonly number[], b: readonly number[]): number {
  const i = a.findIndex((value, at) => value !== b[at]);
  if (i === -1) return a.length - b.length;
  return (a[i] as number) - (b[i] ?? Number.NEGATIVE_INFINITY);
}
