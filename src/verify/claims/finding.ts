/** What can be found when something that was written down from the corpus is held against the corpus as it is now. */
import type { DriftEntry } from '../../store/rows.js';

/**
 * Verdicts in order of precedence: the first that holds is the verdict.
 *
 * - `source_removed`: a document that it rests on is gone from its source;
 * - `answer_changed`: a typed fact has another value, or the quoted sentence says something else;
 * - `distractor_answers`: a document that was to be no answer has become one;
 * - `oracle_stale`: what it quotes is no longer said, or no longer current, and nothing says what holds instead;
 * - `unknown`: it cannot be told, because the corpus knows neither its passages nor its documents;
 * - `cosmetic`: the passage changed, the quoted words and the facts still stand;
 * - `valid`: nothing changed that it rests on.
 */
export const ROT_VERDICTS = [
  'source_removed',
  'answer_changed',
  'distractor_answers',
  'oracle_stale',
  'unknown',
  'cosmetic',
  'valid',
] as const;
export type RotVerdict = (typeof ROT_VERDICTS)[number];

/** Verdicts with which a row must not be trained on; `unknown` is among them: what cannot be told is not vouched for. */
export const ROTTEN: readonly RotVerdict[] = [
  'source_removed',
  'answer_changed',
  'distractor_answers',
  'oracle_stale',
  'unknown',
];

/** `answerable_now` is told and changes no verdict: a question that had no answer has one elsewhere in the corpus. */
export type FindingKind = Exclude<RotVerdict, 'valid'> | 'answerable_now';

/** One thing that is not as it was. */
export interface Finding {
  readonly kind: FindingKind;
  readonly source_id: string | null;
  readonly doc_id: string | null;
  /** The passage as the row names it. */
  readonly passage_id: string | null;
  /** Old → new, where it can be told: fields and values as `stale` shows them. */
  readonly drift: readonly DriftEntry[];
  /** For the reader: `volumes of S001: 107 → 110`. */
  readonly message: string;
}

/** The first verdict, in order of precedence, that one of the findings gives. */
export function verdictOf(findings: readonly Finding[]): RotVerdict {
  return ROT_VERDICTS.find((verdict) => findings.some(({ kind }) => kind === verdict)) ?? 'valid';
}

/** Whether a verdict means that a row is no longer true, or cannot be shown to be. */
export function isRotten(verdict: RotVerdict): boolean {
  return ROTTEN.includes(verdict);
}
