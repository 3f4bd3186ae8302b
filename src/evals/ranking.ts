/** trec_eval's order of a ranked list: by score, then by id, both descending; the rank column is ignored. */

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

/** Order of the UTF-8 bytes, which is the order of code points, and not that of JavaScript's string comparison. */
function compareBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
