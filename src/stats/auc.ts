/** How well one score tells two kinds apart: the area under the ROC curve. */
import type { Interval } from './bootstrap.js';
import { Z95 } from './wilson.js';

export interface Auc {
  /** The share of (positive, negative) pairs where the positive has the higher score; ties count half. 0.5 is guessing. */
  readonly auc: number;
  /** 95 %, from the variance of DeLong, DeLong & Clarke-Pearson, "Comparing the areas under two or more correlated ROC curves", 1988. */
  readonly interval: Interval;
  readonly positives: number;
  readonly negatives: number;
}

/**
 * The Mann–Whitney estimate over all pairs, in O(n log n).
 *
 * @param positives scores of one kind; @param negatives scores of the other; NaN is not allowed
 * @returns null when either is empty
 */
export function aucOf(positives: ArrayLike<number>, negatives: ArrayLike<number>): Auc | null {
  const [m, n] = [positives.length, negatives.length];
  if (m === 0 || n === 0) return null;
  const [high, low] = [sorted(positives), sorted(negatives)];
  const above = high.map((score) => ranksBelow(low, score) / n);
  const below = low.map((score) => 1 - ranksBelow(high, score) / m);
  const auc = mean(above);
  const deviation = Math.sqrt(variance(above, auc) / m + variance(below, auc) / n);
  return {
    auc,
    interval: { low: Math.max(0, auc - Z95 * deviation), high: Math.min(1, auc + Z95 * deviation) },
    positives: m,
    negatives: n,
  };
}

/**
 * Several strata together: each stratum's AUC weighted by its pairs, so that what tells strata apart does not count.
 *
 * @returns null when no stratum has both kinds
 */
export function stratifiedAuc(
  strata: Iterable<{ readonly positives: ArrayLike<number>; readonly negatives: ArrayLike<number> }>,
): Auc | null {
  let [weight, sum, spread, positives, negatives] = [0, 0, 0, 0, 0];
  for (const stratum of strata) {
    const found = aucOf(stratum.positives, stratum.negatives);
    if (found === null) continue;
    const pairs = found.positives * found.negatives;
    const deviation = (found.interval.high - found.interval.low) / (2 * Z95);
    weight += pairs;
    sum += pairs * found.auc;
    spread += (pairs * deviation) ** 2;
    positives += found.positives;
    negatives += found.negatives;
  }
  if (weight === 0) return null;
  const auc = sum / weight;
  const deviation = Math.sqrt(spread) / weight;
  return {
    auc,
    interval: { low: Math.max(0, auc - Z95 * deviation), high: Math.min(1, auc + Z95 * deviation) },
    positives,
    negatives,
  };
}

function sorted(scores: ArrayLike<number>): Float64Array {
  return Float64Array.from(scores).sort();
}

/** How many of the ascending `scores` are below `score`, equal ones counted half. */
function ranksBelow(scores: Float64Array, score: number): number {
  return (bound(scores, (other) => other < score) + bound(scores, (other) => other <= score)) / 2;
}

/** Length of the prefix for which `test` holds. */
function bound(scores: Float64Array, test: (score: number) => boolean): number {
  let [low, high] = [0, scores.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (test(scores[middle] as number)) low = middle + 1;
    else high = middle;
  }
  return low;
}

function mean(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}

function variance(values: Float64Array, around: number): number {
  if (values.length < 2) return 0;
  let sum = 0;
  for (const value of values) sum += (value - around) ** 2;
  return sum / (values.length - 1);
}
