/**
 * What may stand between the drawing of questions and their mining, and beside the grounded generator: gates that drop
 * questions with a reason, rewriting, and streams of questions from elsewhere.
 */
import type { QuestionLang, QuestionType, RaftRow, Split } from '../../dataset/raft-row.js';
import type { CandidateScope } from './candidate.js';
import type { Question } from './question.js';

/** What a stage says of one question: the question as it goes on, or why it does not. */
export type StageOutcome = { readonly question: Question } | { readonly reason: string };

/** Looks at questions a batch at a time. A question that falls out is counted, and the next of its cell takes its place. */
export interface QuestionStage {
  /** Name of the stage in counts and manifest, snake_case. */
  readonly name: string;
  /**
   * @returns one outcome per question, in the order of the batch. How questions fall into batches must change no outcome.
   */
  run(batch: readonly Question[]): Promise<readonly StageOutcome[]>;
}

/** What a stream is asked for: questions of one split and language. */
export interface StreamScope extends CandidateScope {
  readonly split: Split;
  readonly lang: QuestionLang;
  /** Rows planned of the split, type and language. */
  readonly count: number;
  /** Lineage group of a current document; empty for any other. */
  groupOf(docKey: string): string;
}

/** Questions that the grounded generator does not write. They are asked before the generator's own of the same type. */
export interface QuestionStream {
  readonly type: QuestionType;
  readonly generator: Exclude<RaftRow['generator'], 'grounded'>;
  /** Questions in the order in which they are to be used; drawn only as far as they are needed. */
  draw(scope: StreamScope): AsyncIterable<Question>;
}
