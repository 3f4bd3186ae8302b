/** Where retrieval is weak: the worst slices that have enough questions to say so, not a wall of numbers. */
import type { SliceSummary } from '../../evals/aggregate.js';
import type { RetrieverSummary } from '../../evals/evaluate-queries.js';
import { parseMeasure } from '../../evals/measures/parse-measure.js';
import { meanCell } from './means.js';
import { table } from './table.js';

/** Fewer questions than this say nothing about a slice. */
export const ENOUGH = 10;
const SHOWN = 6;

/** Slices of the first retriever below its mean, weakest first; a mark where even the upper bound is below. */
export function weakSlices(retrievers: Readonly<Record<string, RetrieverSummary>>): readonly string[] {
  const [name, summary] = Object.entries(retrievers)[0] ?? [];
  const measure = Object.keys(summary?.mean ?? {}).find((each) => parseMeasure(each).better === 'higher');
  if (name === undefined || summary === undefined || measure === undefined) return [];
  const mean = summary.mean[measure] ?? 0;
  const judged = Object.entries(summary.slices).filter(([, slice]) => isTelling(slice, measure, summary));
  if (judged.length === 0) return [];
  const weak = judged
    .filter(([, slice]) => (slice.mean[measure] ?? 0) < mean)
    .sort(([a, x], [b, y]) => (x.mean[measure] ?? 0) - (y.mean[measure] ?? 0) || (a < b ? -1 : 1))
    .slice(0, SHOWN);
  const stale = ['stale-hit@5', ...Object.keys(summary.mean)].find(
    (each) => each.startsWith('stale-hit') && summary.mean[each] !== undefined,
  );
  const rows = weak.map(([key, slice]) => [
    key,
    slice.with_value[measure] ?? 0,
    meanCell(slice.mean[measure], slice.interval[measure]),
    ...(stale === undefined ? [] : [slice.mean[stale]?.toFixed(3) ?? '']),
    (slice.interval[measure]?.high ?? 1) < mean ? 'surely below' : '',
  ]);
  const heads = [`weakest slices of ${name}`, 'questions', measure, ...(stale === undefined ? [] : [stale])];
  const rest = judged.length - weak.length;
  return [
    '',
    table([...heads, `all: ${mean.toFixed(3)}`], rows),
    `${rest} more with at least ${ENOUGH} questions are no weaker; --json has all slices of all retrievers.`,
  ];
}

/** Enough questions, and not all of them. */
function isTelling({ with_value }: SliceSummary, measure: string, { queries }: RetrieverSummary): boolean {
  const count = with_value[measure] ?? 0;
  return count >= ENOUGH && count < (queries[measure] ?? 0);
}
