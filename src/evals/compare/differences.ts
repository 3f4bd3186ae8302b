/** Paired differences of measures: how large, how sure, and whether they can be told from none. */
import { RaftCorpusError } from '../../core/errors.js';
import { bootstrapColumns } from '../../stats/bootstrap-means.js';
import { holm } from '../../stats/holm.js';
import { type SignFlipResult, signFlipTests } from '../../stats/sign-flip-test.js';
import { parseMeasure } from '../measures/parse-measure.js';
import type { SidePair } from './side.js';

/**
 * - `better`, `worse`: the difference can be told, among all that were tested with it (Holm)
 * - `perhaps_better`, `perhaps_worse`: it could be told had it been the only test
 * - `unclear`: it cannot be told from none
 * - `equal`: no query differs
 */
export type Finding = 'better' | 'worse' | 'perhaps_better' | 'perhaps_worse' | 'unclear' | 'equal';

/** One measure on the queries that have it on both sides. B minus A throughout. */
export interface Difference {
  readonly measure: string;
  readonly better: 'higher' | 'lower';
  /** Means over the same queries. */
  readonly a: number;
  readonly b: number;
  readonly difference: number;
  /** 95 % bootstrap interval of the difference. */
  readonly low: number;
  readonly high: number;
  /** Two-sided, of the randomisation test. */
  readonly p: number;
  /** Holm's, among all tests of {@link TestedTogether}. */
  readonly p_holm: number;
  /** Queries with a value on both sides. */
  readonly queries: number;
  /** Of them, those where B is better, and worse. */
  readonly won: number;
  readonly lost: number;
  /** Queries that are shared and have a value on one side alone: not in any figure. */
  readonly one_sided: number;
  /**
   * The true difference that a test of this many queries, as different from each other as these, would find four times out
   * of five; null where the differences have no spread.
   */
  readonly detectable: number | null;
  readonly finding: Finding;
}

/** What is drawn at random. */
export interface TestOptions {
  readonly seed: number | string;
  /** Rounds of the randomisation test. */
  readonly rounds: number;
  /** Rounds of the bootstrap. */
  readonly resamples: number;
}

/** Differences that are tested at once: the queries of each, and what to call it. */
export interface TestedTogether {
  readonly queries: readonly string[];
  readonly measures: readonly string[];
}

/** A difference counts as told at this p value. */
export const ALPHA = 0.05;
/** Standard errors away from 0 at which a two-sided test of 5 % finds a difference four times out of five: 1.960 + 0.842. */
const POWER_80 = 2.801585;

/**
 * Differences of one or more groups of queries (all of them; slices), tested as one family: `p_holm` is over all groups and
 * measures together. Measures that a group has on no query of both sides are absent there.
 */
export function pairedDifferences(
  pair: SidePair,
  groups: readonly TestedTogether[],
  options: TestOptions,
): readonly (readonly Difference[])[] {
  const tested = groups.map((group) => testGroup(pair, group, options));
  const adjusted = holm(tested.flat().map(({ p }) => p));
  let next = 0;
  return tested.map((group) =>
    group.map((one): Difference => {
      const p_holm = adjusted[next++] ?? 1;
      return { ...one, p_holm, finding: findingOf({ ...one, p_holm }) };
    }),
  );
}

type Untold = Omit<Difference, 'p_holm' | 'finding'>;

function testGroup(pair: SidePair, { queries, measures }: TestedTogether, options: TestOptions): readonly Untold[] {
  const ids = [...queries].sort();
  const columns = measures.map((measure) => ids.map((id) => valuesOf(pair, id, measure)));
  const differences = columns.map((rows) => Float64Array.from(rows, ({ a, b }) => b - a));
  const intervals = bootstrapColumns(differences, options);
  const tests = signFlipTests(differences, options);
  return measures.flatMap((measure, i): Untold[] => {
    const [interval, test, rows, values] = [intervals[i], tests[i], columns[i], differences[i]];
    if (!interval || !test || !rows || !values) return [];
    const { mean, low, high } = interval;
    return [
      {
        ...{ measure, better: betterOf(measure), difference: mean, low, high, p: test.p },
        ...meansOf(rows),
        ...countsOf(values, { test, measure }),
        one_sided: rows.filter(({ a, b }) => Number.isNaN(a) !== Number.isNaN(b)).length,
        detectable: detectable(values.filter((value) => !Number.isNaN(value))),
      },
    ];
  });
}

interface PairOfValues {
  /** NaN: none. */
  readonly a: number;
  readonly b: number;
}

function valuesOf({ a, b }: SidePair, id: string, measure: string): PairOfValues {
  const [before, after] = [a.values.get(id) ?? {}, b.values.get(id) ?? {}];
  const value = (values: Readonly<Record<string, number>>): number =>
    Object.hasOwn(values, measure) ? (values[measure] ?? Number.NaN) : Number.NaN;
  return { a: value(before), b: value(after) };
}

function meansOf(rows: readonly PairOfValues[]): PairOfValues {
  const both = rows.filter(({ a, b }) => !Number.isNaN(a) && !Number.isNaN(b));
  const mean = (of: (row: PairOfValues) => number): number => both.reduce((sum, row) => sum + of(row), 0) / both.length;
  return { a: mean(({ a }) => a), b: mean(({ b }) => b) };
}

function countsOf(
  values: Float64Array,
  { test, measure }: { readonly test: SignFlipResult; readonly measure: string },
) {
  const up = values.filter((value) => value > 0).length;
  const down = values.filter((value) => value < 0).length;
  const [won, lost] = betterOf(measure) === 'higher' ? [up, down] : [down, up];
  return { queries: test.pairs, won, lost };
}

/** Which way is better; a measure that this version does not know is taken for one where more is better. */
export function betterOf(measure: string): 'higher' | 'lower' {
  try {
    return parseMeasure(measure).better;
  } catch (error) {
    if (error instanceof RaftCorpusError) return 'higher';
    throw error;
  }
}

/** From the spread of the differences (sample standard deviation over √n). */
function detectable(values: Float64Array): number | null {
  const n = values.length;
  if (n < 2) return null;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1);
  return variance < Number.EPSILON ? null : POWER_80 * Math.sqrt(variance / n);
}

function findingOf({ difference, better, p, p_holm, won, lost }: Omit<Difference, 'finding'>): Finding {
  if (won + lost === 0) return 'equal';
  const isBetter = difference > 0 === (better === 'higher');
  if (p_holm <= ALPHA) return isBetter ? 'better' : 'worse';
  if (p <= ALPHA) return isBetter ? 'perhaps_better' : 'perhaps_worse';
  return 'unclear';
}
