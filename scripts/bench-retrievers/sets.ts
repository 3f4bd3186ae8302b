/** The sets that retrievers are compared on: what weights were chosen on, and what they are judged on, kept apart. */
import {
  headingSet,
  jaquad,
  policySections,
  questionSet,
  type RetrievalSet,
  ratedQueries,
  titlePairs,
  titleSet,
} from '../embedder/data.js';
import { chosen, sampled } from './rankers.js';

/** A set with the positions of the queries that weights were chosen on; the others were only looked at afterwards. */
export interface JudgedSet {
  readonly set: RetrievalSet;
  readonly measure: 'nDCG@10' | 'recall@10';
  /** Even positions chose, odd ones judge. */
  readonly halves: Readonly<Record<'chosen on' | 'judged on', RetrievalSet>>;
}

/** Every dev set; `queries` bounds those of a set, spread evenly, for a quick run. */
export function judgedSets(data: string, queries: number): JudgedSet[] {
  const sets: readonly (readonly [RetrievalSet, JudgedSet['measure']])[] = [
    [{ ...questionSet('', jaquad(data, 'dev')), name: 'jaquad dev' }, 'nDCG@10'],
    [{ ...ratedQueries(data), name: 'chorus' }, 'nDCG@10'],
    [headingSet('basecamp headings', policySections(data, 'policies-basecamp')), 'nDCG@10'],
    [{ ...titleSet(titlePairs(data).heldOut), name: 'bangumi JA → EN' }, 'recall@10'],
  ];
  return sets.map(([whole, measure]) => {
    const set = sampled(whole, queries);
    const half = (odd: number): RetrievalSet =>
      chosen(
        set,
        set.queries.flatMap((_, i) => (i % 2 === odd ? [i] : [])),
      );
    return { set, measure, halves: { 'chosen on': half(0), 'judged on': half(1) } };
  });
}
