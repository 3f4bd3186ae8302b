/** What an eval of a suite says: the `eval --json` document. */
import type { Evaluation, QuestionCounts } from './evaluation.js';
import type { JudgedNegatives } from './hardness/pools/assess.js';
import { type Judgement, withJudgement } from './judged-report.js';
import type { StaleGold } from './suite/gold.js';
import type { EvalSuite } from './suite/schema.js';

/** What an eval found, before anybody looked at how hard its negatives are. */
export interface SuiteEvaluation extends Evaluation {
  /** Tag of the refresh whose index was searched. */
  readonly corpus_tag: string;
  /** Tag of the refresh that says what is current and where gold stands. */
  readonly truth_tag: string;
  readonly as_of: string;
  readonly embedder: { readonly model: string; readonly fingerprint: string };
  readonly questions: QuestionCounts & {
    /** Scored ones with gold that the searched index does not have: what cannot be found counts as not found. */
    readonly gold_not_in_index: number;
    /** Scored ones with a pair of what says a fact now and what said it before. */
    readonly with_versions: number;
  };
  /** Questions whose gold no longer holds: reported, never scored. */
  readonly stale_gold: readonly StaleGold[];
  /** Ids of the suite's gates that were not asked for. */
  readonly gates_left_out: readonly string[];
}

/** The `eval --json` document. */
export interface EvalReport extends SuiteEvaluation, Judgement {}

/**
 * The report of an evaluation with what is known of its negatives.
 *
 * @param hardness null where it was not measured, which passes and is said
 */
export function evalReport(
  evaluation: SuiteEvaluation,
  hardness: JudgedNegatives | null,
  { hardnessGate }: Pick<EvalSuite, 'hardnessGate'>,
): EvalReport {
  return withJudgement(evaluation, hardness, { hardnessGate });
}
