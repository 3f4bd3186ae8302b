/** Questions that customers asked, from a file: JSONL, JSON, CSV or TSV, with gold or without. */
import { z } from 'zod';
import { RaftCorpusError } from '../../core/errors.js';
import { nearest } from '../../core/nearest.js';
import { LANGS, QUESTION_TYPES, type QuestionLang, type QuestionType } from '../../dataset/raft-row.js';
import { readRecords } from '../../dataset/readers/read-records.js';

/** One question as it stands in a file. Lists that are absent there are empty. */
export interface ImportedQuestion {
  /** `questions.csv:12`. */
  readonly where: string;
  /** As in the file; else its place. */
  readonly id: string;
  readonly question: string;
  readonly lang: QuestionLang | null;
  readonly type: QuestionType | null;
  readonly oracle_ids: readonly string[];
  readonly docs: readonly { readonly source_id: string | null; readonly doc_id: string }[];
  readonly answer: string | null;
  readonly quote: string | null;
}

/** Cells of a CSV are empty, not absent; lists in them are separated by `;` or written as JSON. */
const blankAsAbsent = (value: unknown): unknown => (value === '' || value === null ? undefined : value);
const text = z.preprocess(blankAsAbsent, z.string().trim().min(1).optional());
const list = z.preprocess((value) => {
  const given = blankAsAbsent(value);
  if (typeof given !== 'string') return given;
  if (given.trim().startsWith('[')) return parseList(given);
  return given
    .split(';')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}, z.array(z.string().min(1)).optional());

const recordSchema = z.looseObject({
  id: z.preprocess(blankAsAbsent, z.union([z.string(), z.number()]).transform(String).optional()),
  question: text,
  query: text,
  text,
  lang: z.preprocess(blankAsAbsent, z.enum(LANGS).optional()),
  type: z.preprocess(blankAsAbsent, z.enum(QUESTION_TYPES).optional()),
  answer: text,
  quote: text,
  oracle_ids: list,
  doc_id: text,
  doc_ids: list,
  source_id: text,
});

/** Keys that decide something: a key that is nearly one of them is a typing error. */
const KEYS = Object.keys(recordSchema.shape);

/**
 * Reads a file of questions. Keys: `question` (or `query`, `text`), `id`, `lang`, `type`, `answer`, `quote`, `oracle_ids`
 * (passages), `doc_id` or `doc_ids` (documents, with `source_id` where two sources have one of that id). Further keys are
 * ignored; what comes back from review has the same keys, so that it can be given again.
 *
 * @throws RaftCorpusError with file and line: a line that cannot be read or is no question, an id that stands there
 *   twice, a file without questions
 */
export async function readImported(options: {
  readonly path: string;
  readonly name: string;
}): Promise<readonly ImportedQuestion[]> {
  const questions: ImportedQuestion[] = [];
  const lines = new Map<string, number>();
  for await (const item of readRecords(options.path, { name: options.name })) {
    if ('error' in item) throw item.error;
    const question = parseRecord(item.record, `${options.name}:${item.line}`);
    const first = lines.get(question.id);
    if (first !== undefined) {
      throw new RaftCorpusError(`two questions share the id "${question.id}"`, {
        where: `${options.name}:${first} and ${question.where}`,
        fix: 'Give each question an id of its own, or leave ids out.',
      });
    }
    lines.set(question.id, item.line);
    questions.push(question);
  }
  if (questions.length > 0) return questions;
  throw new RaftCorpusError('there is no question in the file', { where: options.name, fix: 'Name another file.' });
}

function parseRecord(record: unknown, where: string): ImportedQuestion {
  const parsed = recordSchema.safeParse(record);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new RaftCorpusError(`not a question: ${issue?.path.join('.')} ${issue?.message}`, { where, fix: SHAPE });
  }
  const { data } = parsed;
  const question = data.question ?? data.query ?? data.text;
  if (question === undefined) {
    const near = Object.keys(data).flatMap((key) => nearest(key, KEYS) ?? [])[0];
    const hint = near === undefined ? SHAPE : `Did you mean the key "${near}"? ${SHAPE}`;
    throw new RaftCorpusError('there is no question in this record', { where, fix: hint });
  }
  const docs = [...(data.doc_ids ?? []), ...(data.doc_id === undefined ? [] : [data.doc_id])];
  return {
    where,
    id: data.id ?? where,
    question: question.replace(/\s+/g, ' '),
    lang: data.lang ?? null,
    type: data.type ?? null,
    oracle_ids: [...new Set(data.oracle_ids ?? [])],
    docs: [...new Set(docs)].map((doc_id) => ({ source_id: data.source_id ?? null, doc_id })),
    answer: data.answer ?? null,
    quote: data.quote ?? null,
  };
}

const SHAPE = 'A record is {"question": …, "doc_id"?, "answer"?, "quote"?, "id"?, "lang"?}; see docs/import.md.';

function parseList(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}
