/** The last eval of each suite, for a look at the whole: what it found, and whether the corpus has moved on since. */
import { compareText } from '../../core/order.js';
import type { Store } from '../../store/store.js';
import { mainRetriever } from '../report-data.js';
import { lastRun } from './identity.js';
import { type KeptEval, keptEvals } from './kept-evals.js';
import { TREND_MEASURES } from './trend.js';

export interface LastEval
  extends Pick<KeptEval, 'id' | 'suite' | 'last_at' | 'corpus_tag' | 'truth_tag' | 'verdict' | 'passed'> {
  /** The retriever that its gates are on, and what that had by the measure that tells most; null where it measured nothing. */
  readonly retriever: string | null;
  readonly measure: string | null;
  readonly mean: number | null;
  /** Whether it searched an older state than the one that is looked at. */
  readonly older_than_corpus: boolean;
}

/**
 * By suite, in the order of their names.
 *
 * @param tag the state that is looked at
 */
export async function lastEvals(store: Store, tag: string): Promise<readonly LastEval[]> {
  const all = await keptEvals(store);
  const suites = [...new Set(all.map(({ suite }) => suite))].sort(compareText);
  return suites.flatMap((suite) => {
    const last = lastRun(all.filter((kept) => kept.suite === suite));
    return last ? [lastEval(last, tag)] : [];
  });
}

function lastEval(kept: KeptEval, tag: string): LastEval {
  const { id, suite, last_at, corpus_tag, truth_tag, verdict, passed, summary } = kept;
  const retriever = mainRetriever(summary);
  const means = retriever === null ? {} : (summary.retrievers[retriever]?.mean ?? {});
  const measured = Object.keys(means);
  const measure = TREND_MEASURES.find((name) => measured.includes(name)) ?? measured[0];
  return {
    ...{ id, suite, last_at, corpus_tag, truth_tag, verdict, passed },
    retriever,
    measure: measure ?? null,
    mean: measure === undefined ? null : (means[measure] ?? null),
    older_than_corpus: compareText(corpus_tag, tag) < 0,
  };
}
