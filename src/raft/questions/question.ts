/** A question with all that makes it answerable: what it is about, where the answer stands, and how to say it. */
import type { FactValue } from '../../corpus/document.js';
import type { ViewPassage } from '../../corpus/view.js';
import type { QuestionLang, QuestionType, RaftRow } from '../../dataset/raft-row.js';
import type { GoldAnswer, MiningQuery } from '../../negatives/types.js';
import type { Span } from '../../text/spans.js';

/** A span of an oracle passage that states the answer. */
export interface Evidence {
  readonly passage: ViewPassage;
  /** Offsets into `passage.text`. */
  readonly span: Span;
}

/** The typed fact that an answer rests on. */
export interface AskedFact {
  readonly passage: ViewPassage;
  readonly field: string;
  readonly value: FactValue;
}

/** What a generator writes; verified before it becomes an example. */
export interface Question {
  readonly text: string;
  readonly lang: QuestionLang;
  readonly type: QuestionType;
  /** Name of the surface form, so that the share of the commonest one can be measured. */
  readonly form: string;
  /** Lineage group that decides the split. */
  readonly group: string;
  /** Empty for an unanswerable question. */
  readonly evidence: readonly Evidence[];
  readonly facts: readonly AskedFact[];
  /** The final answer, a sentence in the question's language (Japanese for mixed questions). */
  readonly answer: string;
  /** The names that the question must contain; at least one for every question about a document. */
  readonly subjects: readonly string[];
  /** Who wrote it; the grounded generator when left out. */
  readonly generator?: RaftRow['generator'];
  /** Reasoning that quotes every evidence span between delimiters, without the answer tag; ours when left out. */
  readonly reasoning?: string;
  /** For the miner's guards. */
  readonly gold?: GoldAnswer;
  readonly unknown?: MiningQuery['unknown'];
}

/** Languages that answers and refusals are written in. */
export type AnswerLang = 'en' | 'ja';

/** A mixed question comes from somebody who writes Japanese. */
export function answerLang(lang: QuestionLang): AnswerLang {
  return lang === 'en' ? 'en' : 'ja';
}
