/** Questions from JSON lines, as BEIR, miners, trainers and people write them. */
import { z } from 'zod';
import { RaftCorpusError } from '../../core/errors.js';
import { readBytes } from '../readers/bytes.js';
import { parsed, recordId } from '../readers/collection.js';
import { toUtf8 } from '../readers/encodings.js';
import { readLines } from '../readers/lines.js';
import { MAX_RECORD_BYTES } from '../readers/record.js';

/** One question, with what its line says of it. */
export interface QuestionRecord {
  readonly id: string;
  readonly text: string;
  readonly lang: string | null;
  readonly type: string | null;
  /** Slices of the user's own: `{"season": "summer"}`. */
  readonly slices: Readonly<Record<string, string>>;
  /** Grade by document, as the line has it; null where it says nothing of judgements (an empty list says: none). */
  readonly grades: ReadonlyMap<string, number> | null;
  /** Documents that the line says do not answer. */
  readonly distractors: readonly string[];
  /** File and line. */
  readonly where: string;
}

const grades = z.record(z.string().min(1), z.int());
const ids = z.array(recordId);
const word = z.union([z.string().min(1), z.number(), z.boolean()]).transform(String);

const said = {
  lang: z.string().min(1).nullish(),
  type: z.string().min(1).nullish(),
  slices: z.record(z.string().min(1), word).nullish(),
};

const questionSchema = z.looseObject({
  _id: recordId.optional(),
  query_id: recordId.optional(),
  id: recordId.optional(),
  text: z.string().nullish(),
  query: z.string().nullish(),
  question: z.string().nullish(),
  ...said,
  // What other programs keep there is none of ours, whatever its type.
  metadata: z.looseObject(said).nullish().catch(null),
  relevant: z.union([ids, grades]).nullish(),
  oracle_ids: ids.nullish(),
  grades: grades.nullish(),
  judged_negative_ids: ids.nullish(),
  distractor_ids: ids.nullish(),
});

type Line = z.infer<typeof questionSchema>;

const SHAPE = '{"_id" | "query_id" | "id": …, "text" | "query" | "question": …, "relevant"?: [id …] or {id: grade}}';

/**
 * Questions in the order of their lines: an id (`_id`, `query_id` or `id`), a text (`text`, `query` or `question`), and if
 * the line has them `lang`, `type`, `slices` (also under `metadata`), and judgements: `relevant` (ids, or id → grade),
 * `oracle_ids`, `grades`, `judged_negative_ids` (grade 0), `distractor_ids`. Further keys are ignored, so that BEIR's
 * `queries.jsonl`, the queries of `mine`, and rows of a RAFT dataset can be read. A `.tsv` or `.txt` file has `id⇥text` a
 * line, as TREC topics have them, without a header or with one (`id`, `query_id` … first).
 *
 * @param name how messages call the file
 * @throws RaftCorpusError with file and line at the first line that is no question, or repeats an id; for a file without any
 */
export async function readQuestions(path: string, name: string = path): Promise<QuestionRecord[]> {
  const questions: QuestionRecord[] = [];
  const seen = new Map<string, string>();
  for await (const question of questionsOf(path, name)) {
    const { where } = question;
    const first = seen.get(question.id);
    if (first !== undefined) {
      throw new RaftCorpusError(`two questions share the id "${question.id}"`, {
        where: `${first} and ${where}`,
        fix: 'Give each question an id of its own.',
      });
    }
    seen.set(question.id, where);
    questions.push(question);
  }
  if (questions.length > 0) return questions;
  throw new RaftCorpusError('there is no question in the file', { where: name, fix: `Each line is ${SHAPE}.` });
}

async function* questionsOf(path: string, name: string): AsyncGenerator<QuestionRecord> {
  if (/\.(tsv|txt)(\.gz)?$/i.test(path)) return yield* topicsOf(path, name);
  for await (const { value, where } of parsed(path, name, questionSchema, SHAPE)) yield toQuestion(value, where);
}

const TOPIC_HEADER = /^(_?id|query[-_ ]?id|qid|topic)\t/i;

async function* topicsOf(path: string, name: string): AsyncGenerator<QuestionRecord> {
  const context = { name, encoding: 'utf-8', maxRecordBytes: MAX_RECORD_BYTES } as const;
  for await (const block of readLines(toUtf8(readBytes(path, { name }), 'utf-8'), context)) {
    for (const item of block) {
      if ('error' in item) throw item.error;
      const where = `${name}:${item.line}`;
      const text = item.text.trimEnd();
      if (text === '' || (item.line === 1 && TOPIC_HEADER.test(text))) continue;
      const tab = text.indexOf('\t');
      if (tab > 0) yield toQuestion({ id: text.slice(0, tab), text: text.slice(tab + 1) }, where);
      else throw new RaftCorpusError('no topic: there is no tab after an id', { where, fix: 'Each line is id⇥text.' });
    }
  }
}

function toQuestion(line: Line, where: string): QuestionRecord {
  const id = line._id ?? line.query_id ?? line.id;
  const text = line.text ?? line.query ?? line.question;
  if (id === undefined || text === undefined || text === null || text.trim() === '') {
    throw new RaftCorpusError(id === undefined ? 'a question without an id' : 'a question without a text', {
      where,
      fix: `Each line is ${SHAPE}.`,
    });
  }
  const { metadata } = line;
  return {
    id,
    text,
    lang: line.lang ?? metadata?.lang ?? null,
    type: line.type ?? metadata?.type ?? null,
    slices: line.slices ?? metadata?.slices ?? {},
    grades: gradesOf(line),
    distractors: line.distractor_ids ?? [],
    where,
  };
}

/** What several keys say of one document: the highest grade. */
function gradesOf(line: Line): ReadonlyMap<string, number> | null {
  const { relevant, oracle_ids, judged_negative_ids } = line;
  const listed = (known: readonly string[] | null | undefined, grade: number) =>
    (known ?? []).map((one) => [one, grade] as const);
  if ((relevant ?? oracle_ids ?? line.grades ?? judged_negative_ids ?? null) === null) return null;
  const said = [
    ...listed(judged_negative_ids, 0),
    ...(Array.isArray(relevant) ? listed(relevant, 1) : Object.entries(relevant ?? {})),
    ...listed(oracle_ids, 1),
    ...Object.entries(line.grades ?? {}),
  ];
  const found = new Map<string, number>();
  for (const [one, grade] of said) found.set(one, Math.max(grade, found.get(one) ?? grade));
  return found;
}
