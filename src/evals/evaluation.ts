/** What every evaluation says, of a suite and of a collection alike: the common keys of the `eval --json` documents. */
import type { EvalQuery, RetrieverSummary } from './evaluate-queries.js';
import type { GateResult } from './gates.js';
import type { StatedPolicies } from './policies.js';

/** How many questions there were. */
export interface QuestionCounts {
  readonly total: number;
  /** With gold that holds, or a relevant document. */
  readonly scored: number;
  readonly stale_gold: number;
  readonly unanswerable: number;
}

export interface Evaluation {
  readonly schema: 1;
  /** Name of the suite or the collection. */
  readonly suite: string;
  /** Changes with what is asked or asserted. */
  readonly suite_hash: string;
  /** How everything that could be counted differently is counted here. */
  readonly policies: StatedPolicies;
  /** Passages or documents that each retriever was asked for. */
  readonly depth: number;
  readonly questions: QuestionCounts;
  readonly retrievers: Readonly<Record<string, RetrieverSummary>>;
  /** What was asked, by id: two reports are compared by question and by slice (`lang=ja` …). */
  readonly asked: Readonly<Record<string, Pick<EvalQuery, 'text' | 'slices'>>>;
  readonly gates: readonly GateResult[];
}
