/** From per-query values to means with intervals, over all queries and per slice. */
import { bootstrapMean, type Interval } from '../stats/bootstrap.js';
import { mean } from '../stats/quantiles.js';
import type { Measure } from './measures/measure.js';
import type { SuiteQuestion } from './suite/suite.js';

/** Values by measure name for one query. */
export interface QueryValues {
  readonly question: Pick<SuiteQuestion, 'id' | 'lang' | 'type'>;
  readonly values: Readonly<Record<string, number>>;
}

/** What one retriever did; measures without any query are absent. */
export interface Summary {
  readonly mean: Readonly<Record<string, number>>;
  /** Bootstrap 95 % intervals of the means. */
  readonly interval: Readonly<Record<string, Interval>>;
  /** Queries that have a value, by measure. */
  readonly queries: Readonly<Record<string, number>>;
  /** `lang=ja`, `type=policy` … → number of queries and means. */
  readonly slices: Readonly<
    Record<string, { readonly queries: number; readonly mean: Readonly<Record<string, number>> }>
  >;
  readonly per_query: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

/** Aggregates one retriever's queries; slices are by language and by question type. */
export function summarise(
  queries: readonly QueryValues[],
  options: { readonly measures: readonly Measure[]; readonly seed: number | string },
): Summary {
  const means: Record<string, number> = {};
  const intervals: Record<string, Interval> = {};
  const counts: Record<string, number> = {};
  for (const { name } of options.measures) {
    const values = valuesOf(queries, name);
    const interval = bootstrapMean(values, { seed: `${options.seed}/${name}` });
    if (interval === null) continue;
    means[name] = mean(values);
    intervals[name] = interval;
    counts[name] = values.length;
  }
  const slices: Record<string, { queries: number; mean: Record<string, number> }> = {};
  for (const key of sliceKeys(queries)) {
    const inside = queries.filter(({ question }) => slicesOf(question).includes(key));
    const sliceMeans: Record<string, number> = {};
    for (const { name } of options.measures) {
      const values = valuesOf(inside, name);
      if (values.length > 0) sliceMeans[name] = mean(values);
    }
    slices[key] = { queries: inside.length, mean: sliceMeans };
  }
  const perQuery = Object.fromEntries(queries.map(({ question, values }) => [question.id, values]));
  return { mean: means, interval: intervals, queries: counts, slices, per_query: perQuery };
}

function valuesOf(queries: readonly QueryValues[], name: string): number[] {
  return queries.flatMap(({ values }) => (values[name] === undefined ? [] : [values[name]]));
}

/** Slices that a question is in, as `key=value`. */
export function slicesOf(question: QueryValues['question']): readonly string[] {
  return [`lang=${question.lang}`, `type=${question.type}`];
}

function sliceKeys(queries: readonly QueryValues[]): readonly string[] {
  return [...new Set(queries.flatMap(({ question }) => slicesOf(question)))].sort();
}
