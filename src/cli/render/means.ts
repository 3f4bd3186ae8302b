/** Means of retrievers side by side, and how each of them ranked. */
import type { RetrieverSummary } from '../../evals/evaluate-queries.js';
import type { Interval } from '../../stats/bootstrap.js';
import { table } from './table.js';

type Summaries = Readonly<Record<string, RetrieverSummary>>;

/** One row a measure, one column a retriever: `0.712 (0.671–0.750)`. */
export function means(retrievers: Summaries): string {
  const names = Object.keys(retrievers);
  const measures = [...new Set(names.flatMap((name) => Object.keys(retrievers[name]?.mean ?? {})))];
  if (measures.length === 0) return 'No figure: no question could be scored.';
  return table(
    ['measure', ...names],
    measures.map((measure) => [
      measure,
      ...names.map((name) => meanCell(retrievers[name]?.mean[measure], retrievers[name]?.interval[measure])),
    ]),
  );
}

/** A mean with its interval; empty where there is none. */
export function meanCell(mean: number | undefined, interval: Interval | undefined): string {
  if (mean === undefined) return '';
  return `${mean.toFixed(3)}${interval ? ` (${interval.low.toFixed(3)}–${interval.high.toFixed(3)})` : ''}`;
}

/** One line a way of ranking: scopes of one way share it. */
export function settings(retrievers: Summaries): readonly string[] {
  const ways = new Set(
    Object.values(retrievers).flatMap(({ settings: said }) => {
      const { kind, ...rest } = said ?? {};
      const details = Object.entries(rest).map(([key, value]) => `${key} ${value}`);
      return kind === undefined ? [] : [`${kind}: ${details.join(', ')}`];
    }),
  );
  return ways.size === 0 ? [] : ['', ...ways];
}
