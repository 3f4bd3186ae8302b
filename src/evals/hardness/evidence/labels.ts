/** What people decided on pairs of a question and a passage: read strictly, since a label that is lost unnoticed is a wrong share. */
import { z } from 'zod';
import { RaftCorpusError } from '../../../core/errors.js';
import { readRecords } from '../../../dataset/readers/read-records.js';

/** How the pair came to be judged. Shares are of random pairs alone: those that looked suspicious answer more often. */
export const SAMPLES = ['random', 'suspicious'] as const;
export type Sample = (typeof SAMPLES)[number];

/** One decision. */
export interface ReviewLabel {
  readonly question_id: string;
  /** A hash of the passage's text: a label dies with the text it judged. */
  readonly passage_id: string;
  /** Whether the passage answers the question for somebody who reads both. */
  readonly answers: boolean;
  /** A label that says nothing of how its pair was drawn counts as random. */
  readonly sample: Sample;
}

/** A file of labels. */
export interface ReviewedLabels {
  /** How messages call the file. */
  readonly name: string;
  readonly labels: readonly ReviewLabel[];
  /** Lines that nobody has decided yet: `answers` is null. */
  readonly pending: number;
}

/** Keys of a decision, and those that `--to-review` adds for the reader's eyes. */
const labelSchema = z.strictObject({
  question_id: z.string().min(1),
  passage_id: z.string().min(1),
  answers: z.boolean().nullable(),
  sample: z.enum(SAMPLES).optional(),
  by: z.string().optional(),
  at: z.string().optional(),
  note: z.string().optional(),
  question: z.string().optional(),
  title: z.string().optional(),
  passage: z.string().optional(),
  pool: z.string().optional(),
  suspicion: z.number().nullish(),
});

const SHAPE =
  '{"question_id", "passage_id", "answers": true | false | null}, and "sample", "by", "at", "note" if you like';

/**
 * Reads labels as JSON lines.
 *
 * @throws RaftCorpusError with file and line: a line that is no label, a pair that is labelled twice, alike or not
 */
export async function readReviewed(file: { readonly path: string; readonly name: string }): Promise<ReviewedLabels> {
  const { path, name } = file;
  const labels: ReviewLabel[] = [];
  const seen = new Map<string, { readonly line: number; readonly answers: boolean | null }>();
  let pending = 0;
  for await (const item of readRecords(path, { format: 'jsonl', name })) {
    if ('error' in item) throw item.error;
    const { line } = item;
    const { question_id, passage_id, answers, sample = 'random' } = parseLabel(item.record, `${name}:${line}`);
    const pair = JSON.stringify([question_id, passage_id]);
    const before = seen.get(pair);
    if (before) throw twice(before, { line, answers }, name);
    seen.set(pair, { line, answers });
    if (answers === null) pending += 1;
    else labels.push({ question_id, passage_id, answers, sample });
  }
  return { name, labels, pending };
}

function parseLabel(record: unknown, where: string): z.infer<typeof labelSchema> {
  const parsed = labelSchema.safeParse(record);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const key = String(issue?.path[0] ?? '');
  const given = (record as Readonly<Record<string, unknown>> | null)?.[key];
  const what = given === undefined ? `${key} is missing` : `${key} cannot be ${JSON.stringify(given)}`;
  throw new RaftCorpusError(`not a label: ${key === '' ? (issue?.message ?? 'it does not check out') : what}`, {
    where,
    fix: `Each line is ${SHAPE}.`,
  });
}

function twice(
  before: { readonly line: number; readonly answers: boolean | null },
  now: { readonly line: number; readonly answers: boolean | null },
  name: string,
): RaftCorpusError {
  const isSame = before.answers === now.answers;
  return new RaftCorpusError(isSame ? 'a pair is labelled twice' : 'two labels of one pair contradict each other', {
    where: `${name}:${before.line} and ${name}:${now.line}`,
    fix: isSame ? 'Keep one of the lines.' : 'Read question and passage again, and keep the line that holds.',
  });
}
