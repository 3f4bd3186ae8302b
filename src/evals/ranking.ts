/** trec_eval's order of a ranked list: by score, then by id, both descending; the rank column is ignored. */
import { compareBytes } from '../core/order.js';

/** A retrieved passage and its score. */
export interface ScoredPassage {
  readonly passage_id: string;
  readonly score: number;
}

/** The ids in trec_eval's order. */
export function rankHits(hits: readonly ScoredPassage[]): string[] {
  return [...hits]
    .sort((a, b) => b.score - a.score || compareBytes(b.passage_id, a.passage_id))
    .map((hit) => hit.passage_id);
}
