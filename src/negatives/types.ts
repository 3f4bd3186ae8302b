/** What mining takes and gives. Rows are snake_case: they are written as they are. */
import type { StageCounts } from '../core/stage.js';
import type { FactValue } from '../corpus/document.js';

/** Where a candidate came from; the order is the order of preference when a passage has several. */
export const ORIGINS = ['stale', 'sibling', 'dense'] as const;
export type Origin = (typeof ORIGINS)[number];

/** The gold answer of a query, so that passages which hold it are not mined. */
export interface GoldAnswer {
  /** As a reader would write it: `14 days`, `110`. */
  readonly text: string;
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
  /** passages that must not be mined whatever the filters say, e.g. co-oracles. */
  readonly excluded_ids?: readonly string[];
}

/** A mined negative, with the evidence for it. */
export interface MinedNegative {
  readonly passage_id: string;
  readonly origin: Origin;
  /** 1-based rank in the query's dense ranking of what was searched; null for one that the ranking did not reach. */
  readonly rank: number | null;
  /** Similarity with the query. */
  readonly score: number;
  /** Score of the weakest positive minus this score; null without positives. */
  readonly margin: number | null;
}

/** One query's outcome. `negatives` is never filled up: `found < wanted` is a shortage with its reasons. */
export interface MinedRow {
  readonly query_id: string;
  readonly query: string;
  readonly positives: readonly { readonly passage_id: string; readonly score: number }[];
  readonly negatives: readonly MinedNegative[];
  readonly wanted: number;
  readonly found: number;
  /** Candidates of this query dropped, by reason. */
  readonly dropped: Readonly<Record<string, number>>;
}

/** Recall@10 of the embedder on the given positives: a weak teacher mines feeble negatives. */
export interface TeacherCheck {
  readonly recall_at_10: number | null;
  readonly queries: number;
  /** Below 0.7; null when there was nothing to measure. */
  readonly weak: boolean | null;
}

export interface MiningResult {
  /** One per query, in the order of the queries. */
  readonly rows: readonly MinedRow[];
  readonly teacher: TeacherCheck;
  /** Candidates of all queries: in, out, dropped by reason. */
  readonly counts: StageCounts;
  /** Queries with fewer negatives than wanted. */
  readonly shortages: number;
}
