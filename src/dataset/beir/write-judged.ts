/** Questions and judgements as BEIR and TREC files. */
import { RaftCorpusError } from '../../core/errors.js';
import { compareBytes } from '../../core/order.js';

/** A question to be written. */
export interface WrittenQuestion {
  readonly id: string;
  readonly text: string;
  /** Grade by document. */
  readonly grades: ReadonlyMap<string, number>;
  /** What else is known of it, e.g. `{lang, type}`; BEIR files keep it under `metadata`. */
  readonly metadata?: Readonly<Record<string, unknown>>;
}

/** BEIR's `queries.jsonl`: every question, judged or not. */
export function beirQueries(questions: readonly WrittenQuestion[]): string {
  return lines(
    questions.map(({ id, text, metadata }) => JSON.stringify({ _id: id, text, ...(metadata ? { metadata } : {}) })),
  );
}

/**
 * BEIR's `qrels/SPLIT.tsv` with its header; documents of a question by their ids' bytes.
 *
 * @throws RaftCorpusError for an id with a tab or line end
 */
export function beirQrels(questions: readonly WrittenQuestion[]): string {
  const rows = judgements(questions, /[\t\r\n]/).map((row) => [row.question, row.document, row.grade].join('\t'));
  return lines(['query-id\tcorpus-id\tscore', ...rows]);
}

/**
 * TREC qrels: `question 0 document grade`.
 *
 * @throws RaftCorpusError for an id with white space, which the format cannot hold
 */
export function trecQrels(questions: readonly Pick<WrittenQuestion, 'id' | 'grades'>[]): string {
  return lines(
    judgements(questions, /\s/).map(({ question, document, grade }) => `${question} 0 ${document} ${grade}`),
  );
}

/**
 * Topics, one `id⇥text` a line; line ends and tabs in a text become spaces.
 *
 * @throws RaftCorpusError for an id with white space
 */
export function trecTopics(questions: readonly WrittenQuestion[]): string {
  for (const { id } of questions) checkColumn(id);
  return lines(questions.map(({ id, text }) => `${id}\t${text.replace(/[\t\r\n]+/g, ' ')}`));
}

function judgements(questions: readonly Pick<WrittenQuestion, 'id' | 'grades'>[], forbidden: RegExp) {
  return questions.flatMap(({ id, grades }) => {
    checkId(id, forbidden);
    return [...grades]
      .sort(([a], [b]) => compareBytes(a, b))
      .map(([document, grade]) => {
        checkId(document, forbidden);
        return { question: id, document, grade };
      });
  });
}

/** @throws RaftCorpusError for an id with white space, which no column of a TREC file can hold */
export function checkColumn(id: string): void {
  checkId(id, /\s/);
}

function checkId(id: string, forbidden: RegExp): void {
  if (!forbidden.test(id)) return;
  throw new RaftCorpusError(`the id ${JSON.stringify(id)} has white space that the format cannot hold`, {
    fix: 'Rename it; BEIR takes spaces, TREC none.',
  });
}

function lines(texts: readonly string[]): string {
  return texts.map((text) => `${text}\n`).join('');
}
