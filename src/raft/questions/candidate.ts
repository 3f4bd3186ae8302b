/** Something that can be asked, before any wording: cheap to hold by the hundred thousand, worded when its turn comes. */
import type { Random } from '../../core/random.js';
import type { QuestionLang, QuestionType } from '../../dataset/raft-row.js';
import type { Question } from './question.js';

/** One thing to ask about. */
export interface Candidate {
  /** Lineage group that decides the split. */
  readonly group: string;
  /** Kinds of questions are taken in turns, so that no field crowds out the others: a source's field, a policy page. */
  readonly bucket: string;
  /** Words it; null where it is not asked in this language. Same `random`, same words. */
  word(lang: QuestionLang, random: Random): Question | null;
}

/** What can be asked within one split, by type; a type that the sources cannot give is absent or empty. */
export type Candidates = Readonly<Partial<Record<QuestionType, readonly Candidate[]>>>;

/** Which part of the corpus is asked about. */
export interface CandidateScope {
  /** Drives what pairs up with what; a stream of its own per split. */
  readonly random: Random;
  /** Whether a lineage group belongs to the split. A question about several groups needs all of them inside. */
  isInside(group: string): boolean;
}
