/** How far two distributions over the same kinds are apart. */
import { createRandom } from '../core/random.js';
import type { Interval } from './bootstrap.js';
import { quantile } from './quantiles.js';

/** Counts by kind. */
export type Counts = Readonly<Record<string, number>>;

/**
 * Jensen–Shannon distance: the square root of the divergence to base 2, in [0, 1] and a metric (Endres & Schindelin 2003).
 * 0 for equal shares, 1 for samples without a kind in common.
 *
 * @returns null when either is empty
 */
export function jensenShannonDistance(a: Counts, b: Counts): number | null {
  const [totalA, totalB] = [sum(a), sum(b)];
  if (totalA === 0 || totalB === 0) return null;
  let divergence = 0;
  for (const kind of new Set([...Object.keys(a), ...Object.keys(b)])) {
    const [p, q] = [(a[kind] ?? 0) / totalA, (b[kind] ?? 0) / totalB];
    const middle = (p + q) / 2;
    if (p > 0) divergence += (p * Math.log2(p / middle)) / 2;
    if (q > 0) divergence += (q * Math.log2(q / middle)) / 2;
  }
  return Math.sqrt(Math.min(1, Math.max(0, divergence)));
}

export interface DistanceEstimate {
  readonly distance: number;
  /** Percentile bootstrap over both samples, 95 %. */
  readonly interval: Interval;
  /**
   * What two samples of these sizes would have were they drawn from one distribution: its 95th percentile. A distance below
   * it is no sign of a difference; the plain estimate is above 0 by chance always.
   */
  readonly by_chance: number;
}

/**
 * The distance with what is needed to read it.
 *
 * @param options.resamples default 500
 * @returns null when either is empty
 */
export function estimateDistance(
  a: Counts,
  b: Counts,
  options: { readonly seed: number | string; readonly resamples?: number },
): DistanceEstimate | null {
  const distance = jensenShannonDistance(a, b);
  if (distance === null) return null;
  const random = createRandom(`${options.seed}/divergence`);
  const both = add(a, b);
  const [drawA, drawB, drawBoth] = [drawer(a), drawer(b), drawer(both)];
  const [sizeA, sizeB] = [sum(a), sum(b)];
  const [around, chance]: [number[], number[]] = [[], []];
  for (let round = 0; round < (options.resamples ?? 500); round++) {
    around.push(jensenShannonDistance(drawA(sizeA, random.next), drawB(sizeB, random.next)) ?? 0);
    chance.push(jensenShannonDistance(drawBoth(sizeA, random.next), drawBoth(sizeB, random.next)) ?? 0);
  }
  around.sort((x, y) => x - y);
  chance.sort((x, y) => x - y);
  return {
    distance,
    interval: {
      low: Math.min(distance, quantile(around, 0.025)),
      high: Math.max(distance, quantile(around, 0.975)),
    },
    by_chance: quantile(chance, 0.95),
  };
}

/** Draws samples of any size with replacement. */
function drawer(counts: Counts) {
  const kinds = Object.entries(counts).filter(([, n]) => n > 0);
  const total = sum(counts);
  return (size: number, next: () => number): Counts => {
    const drawn: Record<string, number> = {};
    // One binomial per kind, as the multinomial's conditionals: time goes with the kinds, not with the size.
    let [left, mass] = [size, total];
    for (const [kind, n] of kinds) {
      const hits = n === mass ? left : binomial(left, n / mass, next);
      drawn[kind] = hits;
      left -= hits;
      mass -= n;
    }
    return drawn;
  };
}

/** Exact for small samples; beyond them the normal approximation, whose error is far below that of the sample. */
function binomial(trials: number, rate: number, next: () => number): number {
  const variance = trials * rate * (1 - rate);
  if (variance > 100) {
    const normal = Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
    return Math.min(trials, Math.max(0, Math.round(trials * rate + Math.sqrt(variance) * normal)));
  }
  let hits = 0;
  for (let i = 0; i < trials; i++) if (next() < rate) hits += 1;
  return hits;
}

function add(a: Counts, b: Counts): Counts {
  const both: Record<string, number> = { ...a };
  for (const [kind, n] of Object.entries(b)) both[kind] = (both[kind] ?? 0) + n;
  return both;
}

function sum(counts: Counts): number {
  return Object.values(counts).reduce((total, n) => total + n, 0);
}
