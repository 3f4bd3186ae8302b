/** trec_eval's order of a ranked list: by score, then by id, both descending; the rank column is ignored. */
import { compareBytes } from '../core/order.js';
import type { Policies } from './policies.js';

/** A retrieved passage and its score. */
export interface ScoredPassage {
  readonly passage_id: string;
  readonly score: number;
}

/** How equal scores are ordered. */
export interface TieOrder {
  readonly ties: Policies['ties'];
  /** What a passage is graded, for the order that is best or worst; unjudged ones count as 0, as negative grades do. */
  readonly gradeOf: (passageId: string) => number | undefined;
}

/** The ids in trec_eval's order, or with ties as a policy has them. */
export function rankHits(hits: readonly ScoredPassage[], order?: TieOrder): string[] {
  return [...hits].sort((a, b) => b.score - a.score || compareTied(a, b, order)).map((hit) => hit.passage_id);
}

function compareTied(a: ScoredPassage, b: ScoredPassage, order: TieOrder | undefined): number {
  // Sorting is stable: 0 keeps the order of the input.
  if (order?.ties === 'input') return 0;
  const byId = compareBytes(b.passage_id, a.passage_id);
  if (order === undefined || order.ties === 'trec_eval') return byId;
  const worth = ({ passage_id }: ScoredPassage): number => Math.max(0, order.gradeOf(passage_id) ?? 0);
  return (order.ties === 'best' ? worth(b) - worth(a) : worth(a) - worth(b)) || byId;
}
