/** Two ways to mine against each other, query by query, at equal numbers of negatives. */
import { createRandom } from '../../src/core/random.js';
import type { Interval } from '../../src/stats/bootstrap.js';
import { mean, quantile } from '../../src/stats/quantiles.js';
import type { Scored } from './peers.js';

/** A mined negative that is known to be one, or to be a false negative. */
export interface Judged extends Scored {
  readonly isFalse: boolean;
}

/** Negatives per query, hardest first; queries in the same order for every miner. */
export type MinedSet = readonly (readonly Judged[])[];

export interface Rate {
  readonly negatives: number;
  /** Share that is false. */
  readonly falseRate: number;
  /** Mean cosine with the query. */
  readonly hardness: number;
}

/** False negatives and hardness of everything mined. */
export function rateOf(mined: MinedSet): Rate {
  const all = mined.flat();
  return {
    negatives: all.length,
    falseRate: all.filter(({ isFalse }) => isFalse).length / all.length,
    hardness: mean(all.map(({ score }) => score)),
  };
}

export interface Comparison {
  readonly ours: Rate;
  readonly theirs: Rate;
  /** Our share of false negatives over theirs, with a 95 % interval by bootstrap over queries. */
  readonly ratio: number;
  readonly ratioInterval: Interval;
  /** Our mean cosine less theirs, likewise. */
  readonly harder: number;
  readonly harderInterval: Interval;
}

const RESAMPLES = 2000;

/**
 * Cuts both to the smaller number query by query, each keeping its own first. Queries are resampled in pairs; `group`
 * names the query that a row belongs to, so that repetitions of one query (other positives hidden) stay together.
 */
export function compareAtEqualNumbers(
  ours: MinedSet,
  theirs: MinedSet,
  options: { readonly group: readonly string[]; readonly seed: string },
): Comparison {
  const pairs = ours.map((mine, i) => {
    const other = theirs[i] ?? [];
    const n = Math.min(mine.length, other.length);
    return { mine: mine.slice(0, n), other: other.slice(0, n) };
  });
  const groups = new Map<string, Sums>();
  for (const [i, { mine, other }] of pairs.entries()) {
    const name = options.group[i] ?? String(i);
    groups.set(name, add(groups.get(name) ?? NOTHING, sumsOf(mine, other)));
  }
  const sums = [...groups.values()];
  const random = createRandom(`${options.seed}/bootstrap`);
  const drawn = Array.from({ length: RESAMPLES }, () => sums.map(() => random.pick(sums)).reduce(add, NOTHING));
  const whole = sums.reduce(add, NOTHING);
  return {
    ours: rateOf(pairs.map(({ mine }) => mine)),
    theirs: rateOf(pairs.map(({ other }) => other)),
    ratio: ratioOf(whole),
    ratioInterval: interval(drawn.map(ratioOf)),
    harder: harderBy(whole),
    harderInterval: interval(drawn.map(harderBy)),
  };
}

/** Sums over the negatives of one query; both miners have `count` of them. */
interface Sums {
  readonly count: number;
  readonly falseOurs: number;
  readonly falseTheirs: number;
  readonly scoreOurs: number;
  readonly scoreTheirs: number;
}

const NOTHING: Sums = { count: 0, falseOurs: 0, falseTheirs: 0, scoreOurs: 0, scoreTheirs: 0 };

function sumsOf(mine: readonly Judged[], other: readonly Judged[]): Sums {
  const falseIn = (all: readonly Judged[]): number => all.filter(({ isFalse }) => isFalse).length;
  const scoreIn = (all: readonly Judged[]): number => all.reduce((sum, { score }) => sum + score, 0);
  return {
    count: mine.length,
    falseOurs: falseIn(mine),
    falseTheirs: falseIn(other),
    scoreOurs: scoreIn(mine),
    scoreTheirs: scoreIn(other),
  };
}

function add(a: Sums, b: Sums): Sums {
  return {
    count: a.count + b.count,
    falseOurs: a.falseOurs + b.falseOurs,
    falseTheirs: a.falseTheirs + b.falseTheirs,
    scoreOurs: a.scoreOurs + b.scoreOurs,
    scoreTheirs: a.scoreTheirs + b.scoreTheirs,
  };
}

const ratioOf = ({ falseOurs, falseTheirs }: Sums): number => falseOurs / Math.max(1, falseTheirs);
const harderBy = ({ count, scoreOurs, scoreTheirs }: Sums): number => (scoreOurs - scoreTheirs) / Math.max(1, count);

function interval(values: readonly number[]): Interval {
  const sorted = [...values].sort((a, b) => a - b);
  return { low: quantile(sorted, 0.025), high: quantile(sorted, 0.975) };
}
