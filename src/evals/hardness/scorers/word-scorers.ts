/** The scorers that need no model: there is always a witness. */
import { compareText } from '../../../core/order.js';
import type { PoolSet } from '../pool.js';
import { bm25Scorer } from './bm25.js';
import { ngramScorer } from './ngram.js';
import type { ScorableText, Scorer } from './scorer.js';

/**
 * BM25 and the cosine of character n-grams, with the statistics of the corpus and of the pools' own texts.
 *
 * @param background current passages of the corpus; empty: the pools' own texts are all there is
 */
export function wordScorers(set: PoolSet, background: readonly ScorableText[] = []): readonly Scorer[] {
  const own = set.pools.flatMap(({ candidates }) => candidates);
  const distinct = new Map([...own, ...background].map((text) => [text.id, text]));
  const texts = [...distinct.values()].sort((a, b) => compareText(a.id, b.id));
  return [bm25Scorer(texts), ngramScorer(texts)];
}
