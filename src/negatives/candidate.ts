/** A candidate on its way through the filters. */
import type { Evidence, Finding, MinedNegative, Origin } from './types.js';

export interface Candidate {
  readonly row: number;
  readonly origin: Origin;
  /** Cosine with the query. */
  readonly score: number;
  /** What decides the order: the cosine, or the cross-encoder's score where that rescored. */
  readonly orderScore: number;
  readonly evidence: Evidence | null;
  readonly relation: string | null;
}

/** What a candidate's row is looked up for once it is taken. */
export interface Described {
  readonly passage_id: string;
  readonly found_by: readonly Finding[];
  readonly weakest: number | null;
  readonly positive_score: number | null;
  readonly lexical_score: number | null;
  readonly reranker_score: number | null;
}

/** The row of the output. */
export function toNegative(candidate: Candidate, described: Described): MinedNegative {
  const { passage_id, found_by, weakest, positive_score, lexical_score, reranker_score } = described;
  return {
    passage_id,
    origin: candidate.origin,
    found_by,
    rank: found_by.find(({ origin }) => origin === 'dense')?.rank ?? null,
    score: candidate.score,
    margin: weakest === null ? null : weakest - candidate.orderScore,
    positive_score,
    lexical_score,
    reranker_score,
    evidence: candidate.evidence,
    relation: candidate.relation,
  };
}

/** Best first; ties in trec_eval's order, which is that of later rows. */
export function byScore(a: Candidate, b: Candidate): number {
  return b.orderScore - a.orderScore || b.row - a.row;
}
