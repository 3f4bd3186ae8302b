/** The best hits of a search, read again by a cross-encoder. */
import type { Reranker } from '../embed/reranker.js';
import { byScore, type ScoredRow } from './hits.js';

export interface RerankOptions {
  readonly reranker: Reranker;
  /** The text of a row, as the cross-encoder is to read it. */
  readonly textOf: (row: number) => string;
}

/**
 * Rescores `hits` of one query; best first, ties by later row. Scores are on the reranker's scale, and say nothing beside
 * those of the search.
 *
 * @throws RaftCorpusError when the model yields a non-finite value or the wrong shape
 */
export async function rerank(query: string, hits: readonly ScoredRow[], options: RerankOptions): Promise<ScoredRow[]> {
  if (hits.length === 0) return [];
  const scores = await options.reranker.score(hits.map(({ index }) => ({ query, text: options.textOf(index) })));
  return hits.map(({ index }, i) => ({ index, score: scores[i] as number })).sort(byScore);
}
