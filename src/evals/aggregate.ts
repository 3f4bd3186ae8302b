/** From per-query values to means with intervals, over all queries and per slice. */
import { compareText } from '../core/order.js';
import type { Interval } from '../stats/bootstrap.js';
import { bootstrapMeans } from '../stats/bootstrap-means.js';

/** Values by measure name for one query; measures that have none for it are absent. */
export interface QueryValues {
  readonly id: string;
  /** `lang=ja` … */
  readonly slices: readonly string[];
  readonly values: Readonly<Record<string, number>>;
}

/** What one retriever did in one slice. */
export interface SliceSummary {
  /** Queries in the slice, with a value or not. */
  readonly queries: number;
  /** Queries that have a value, by measure. */
  readonly with_value: Readonly<Record<string, number>>;
  readonly mean: Readonly<Record<string, number>>;
  /** Bootstrap 95 % intervals, drawn from the slice alone. */
  readonly interval: Readonly<Record<string, Interval>>;
}

/** What one retriever did; measures without any query are absent. */
export interface Summary {
  readonly mean: Readonly<Record<string, number>>;
  /** Bootstrap 95 % intervals of the means. */
  readonly interval: Readonly<Record<string, Interval>>;
  /** Queries that have a value, by measure. */
  readonly queries: Readonly<Record<string, number>>;
  /** By `key=value`, sorted. */
  readonly slices: Readonly<Record<string, SliceSummary>>;
  readonly per_query: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

interface SummariseOptions {
  readonly measures: readonly string[];
  readonly seed: number | string;
}

/** Aggregates one retriever's queries. All measures, and all retrievers that are asked the same queries, share draws. */
export function summarise(queries: readonly QueryValues[], options: SummariseOptions): Summary {
  const { with_value, mean, interval } = estimates(queries, options);
  const slices = [...bySlice(queries)].map(([key, inside]): [string, SliceSummary] => [
    key,
    { queries: inside.length, ...estimates(inside, { ...options, seed: `${options.seed}/${key}` }) },
  ]);
  return {
    mean,
    interval,
    queries: with_value,
    slices: Object.fromEntries(slices),
    per_query: Object.fromEntries(queries.map(({ id, values }) => [id, values])),
  };
}

/** Queries by slice, the slices in the order of their names. */
function bySlice(queries: readonly QueryValues[]): ReadonlyMap<string, readonly QueryValues[]> {
  const found = new Map<string, QueryValues[]>();
  for (const query of queries) {
    for (const key of new Set(query.slices)) {
      const known = found.get(key);
      if (known) known.push(query);
      else found.set(key, [query]);
    }
  }
  return new Map([...found].sort(([a], [b]) => compareText(a, b)));
}

function estimates(queries: readonly QueryValues[], options: SummariseOptions): Omit<SliceSummary, 'queries'> {
  const found = [
    ...bootstrapMeans(
      queries.map(({ id, values }): [string, Readonly<Record<string, number>>] => [id, values]),
      options,
    ),
  ];
  return {
    with_value: Object.fromEntries(found.map(([name, { count }]) => [name, count])),
    mean: Object.fromEntries(found.map(([name, { mean }]) => [name, mean])),
    interval: Object.fromEntries(found.map(([name, { low, high }]) => [name, { low, high }])),
  };
}
