/** What mining takes and gives. Rows are snake_case: they are written as they are. */
import type { StageCounts } from '../core/stage.js';
import type { FactValue } from '../corpus/document.js';
import type { MarginPositive } from './margin-positive.js';

/** Where a candidate came from; the order is the order of preference when a passage has several. */
export const ORIGINS = ['stale', 'sibling', 'lexical', 'dense'] as const;
export type Origin = (typeof ORIGINS)[number];

/** The gold answer of a query, so that passages which hold it are not mined. */
export interface GoldAnswer {
  /** As a reader would write it: `14 days`, `110`; or the sentence that answers. */
  readonly text: string;
  /** What else is part of the answer, for a question that needs several: a passage that states any of it answers. */
  readonly also?: readonly string[];
  /** Set when the answer rests on typed facts: then only statements about *these* entities can answer. */
  readonly facts?: readonly GoldFact[];
}

/** A typed fact that answers, or is part of an answer. */
export interface GoldFact {
  readonly field: string;
  readonly value: FactValue;
  /** Names of the entity as questions write them. */
  readonly subjects: readonly string[];
}

/** One query with its positives. */
export interface MiningQuery {
  readonly query_id: string;
  readonly text: string;
  /** passage_ids that answer; empty for a query without any positive (margins then do not apply). */
  readonly oracle_ids: readonly string[];
  readonly gold?: GoldAnswer;
  /** What an unanswerable query asks for: no passage about one of these names that knows the field may be mined. */
  readonly unknown?: { readonly field: string; readonly subjects: readonly string[] };
  /** Passages that must not be mined whatever the filters say: co-oracles, lower grades. */
  readonly excluded_ids?: readonly string[];
  /** Passages judged and found not to answer; they take part in calibration and need no guard. */
  readonly judged_negative_ids?: readonly string[];
}

/** Why a stale version or a sibling is known not to answer. */
export const EVIDENCE = ['other_value', 'answer_drifted', 'lacks_field', 'lacks_answer'] as const;
/**
 * `other_value`: it states another value for the asked field; `lacks_field`: it says nothing about that field;
 * `answer_drifted`: the sentence that answers reads otherwise in it; `lacks_answer`: it does not hold the answer's text.
 */
export type Evidence = (typeof EVIDENCE)[number];

/** How a passage was found by one origin. */
export interface Finding {
  readonly origin: Origin;
  /** 1-based rank in that origin's whole ranking of what was searched, positives included; null: not ranked. */
  readonly rank: number | null;
}

/** A mined negative, with the evidence for it. */
export interface MinedNegative {
  readonly passage_id: string;
  /** The origin whose quota it was taken under. */
  readonly origin: Origin;
  /** Every origin that found it. */
  readonly found_by: readonly Finding[];
  /** 1-based rank in the query's dense ranking of what was searched; null for one that the ranking did not reach. */
  readonly rank: number | null;
  /** Cosine with the query. */
  readonly score: number;
  /** Score of the positive that margins count from minus this score (both the cross-encoder's, where it rescored); null without positives. */
  readonly margin: number | null;
  /** Highest cosine with a positive; null without positives. */
  readonly positive_score: number | null;
  /** BM25 score; null when the lexical ranking did not find it. */
  readonly lexical_score: number | null;
  /** Score of the cross-encoder, on its scale; null when none was asked. */
  readonly reranker_score: number | null;
  /** Stale versions and siblings: why it is known not to answer. */
  readonly evidence: Evidence | null;
  /**
   * Siblings: what it shares with a positive: `group`, `section`, `topic` (a page about what was asked) or the name of a
   * fact's field. Stale ones: `version` (it became a positive, or its translation), `contradicted` (by a positive) or `topic`.
   */
  readonly relation: string | null;
}

export interface MinedPositive {
  readonly passage_id: string;
  /** Cosine with the query. */
  readonly score: number;
  /** 1-based rank in the dense ranking; null when the ranking was not read that far. */
  readonly rank: number | null;
}

/** One query's outcome. `negatives` is never filled up: `found < wanted` is a shortage with its reasons. */
export interface MinedRow {
  readonly query_id: string;
  readonly query: string;
  readonly positives: readonly MinedPositive[];
  /** Cosine of the positive that margins count from; null without positives. */
  readonly reference_score: number | null;
  /** Most similar to the query first. */
  readonly negatives: readonly MinedNegative[];
  readonly wanted: number;
  readonly found: number;
  /** Candidates of this query dropped, by reason: see `reasons.ts`. */
  readonly dropped: Readonly<Record<string, number>>;
}

/** Recall@10 of the embedder on the given positives: a weak teacher mines feeble negatives. */
export interface TeacherCheck {
  readonly recall_at_10: number | null;
  readonly queries: number;
  /** Below 0.7; null when there was nothing to measure. */
  readonly weak: boolean | null;
}

/** How the relative margin came about. */
export interface MarginChoice {
  /** Which positive margins count from. */
  readonly from: MarginPositive;
  /** Share of the positive's score up to which a negative may score: 1 − relative margin. Null: no such filter. */
  readonly percent_of_positive: number | null;
  readonly source: 'calibrated' | 'fixed' | 'default' | 'off';
  /** What calibration saw; null when it was not asked. */
  readonly calibration: Calibration | null;
}

/** Scores as shares of the positive's score, for pairs whose answer is known. */
export interface Calibration {
  readonly queries: number;
  /** Why the default stands: too few known answers, or too many of them would pass at the best share; null: calibrated. */
  readonly fallback: 'few_answers' | 'answers_pass' | null;
  /** Passages that answer too: translations, near-duplicates and further positives; judged ones. */
  readonly answers: ShareSample;
  /** Passages that are known not to: siblings with another value, judged irrelevant ones. */
  readonly distractors: ShareSample;
  /** Random passages of the corpus: what is too easy. */
  readonly random: ShareSample;
  /** At the chosen share: answers that would pass as negatives, and distractors that would be lost. */
  readonly passing_answers: number | null;
  readonly lost_distractors: number | null;
  /** Share of each query's first 50 candidates that the filter drops at shares of the positive's score. */
  readonly effect: readonly { readonly percent_of_positive: number; readonly dropped: number }[];
}

/** Quantiles of shares of the positive's score; null for an empty sample. */
export interface ShareSample {
  readonly count: number;
  readonly p05: number | null;
  readonly median: number | null;
  readonly p95: number | null;
}

/** What a mining run came to, beside its rows. */
export interface MiningSummary {
  readonly teacher: TeacherCheck;
  readonly margin: MarginChoice;
  /** Candidates of all queries: in, out, dropped by reason. */
  readonly counts: StageCounts;
  /** Queries with fewer negatives than wanted. */
  readonly shortages: number;
}

export interface MiningResult extends MiningSummary {
  /** One per query, in the order of the queries. */
  readonly rows: readonly MinedRow[];
}
