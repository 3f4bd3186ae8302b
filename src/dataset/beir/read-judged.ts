/** The questions of a BEIR folder with their judgements. */
import { RaftCorpusError } from '../../core/errors.js';
import { readQrels } from '../trec/read-qrels.js';
import type { BeirFiles } from './files.js';
import { type QuestionRecord, readQuestions } from './read-questions.js';

/** A question that the split judges. */
export type JudgedQuestion = QuestionRecord & { readonly grades: ReadonlyMap<string, number> };

/** What a split judges, and what it does not. */
export interface JudgedQuestions {
  /** In the order of `queries.jsonl`. */
  readonly questions: readonly JudgedQuestion[];
  /** Questions of the folder that the split does not judge: it is about others. */
  readonly unjudged: number;
  /** Judged questions that the folder lacks. */
  readonly unknown: readonly string[];
}

/** @throws RaftCorpusError as {@link readQuestions}, and with file and line at a malformed judgement */
export async function readJudged(
  { queries, qrels }: Pick<BeirFiles, 'queries' | 'qrels'>,
  name: (path: string) => string = (path) => path,
): Promise<JudgedQuestions> {
  const judged = await readQrels(qrels, { name: name(qrels) });
  const all = await readQuestions(queries, name(queries));
  const known = new Set(all.map(({ id }) => id));
  const questions = all.flatMap((question) => {
    const grades = judged.get(question.id);
    return grades === undefined ? [] : [{ ...question, grades }];
  });
  return {
    questions,
    unjudged: all.length - questions.length,
    unknown: [...judged.keys()].filter((id) => !known.has(id)),
  };
}

/** @throws RaftCorpusError that counts judged questions that the folder lacks, and names the first of them */
export function refuseUnknown(unknown: readonly string[], where: string, fix: string): void {
  if (unknown.length === 0) return;
  const named = unknown
    .slice(0, 5)
    .map((id) => JSON.stringify(id))
    .join(', ');
  throw new RaftCorpusError(
    `${unknown.length} judged ${unknown.length === 1 ? 'question is' : 'questions are'} not there: ${named}${unknown.length > 5 ? ' …' : ''}`,
    { where, fix },
  );
}
