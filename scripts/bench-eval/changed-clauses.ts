/**
 * Questions of ours about clauses of Basecamp's policies that changed between 2020 and 2023
 * (`evals/labels/basecamp-changes.jsonl`). Where the answer stands now, and stood before, is given by offsets into the
 * files (UTF-16 code units) and a hash of what is there: no text of the data is in the repository.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const LABELS = fileURLToPath(new URL('../../evals/labels/basecamp-changes.jsonl', import.meta.url));

const span = z.strictObject({ start: z.int(), end: z.int(), sha256: z.string().length(16) });
const lineSchema = z.strictObject({
  question_id: z.string(),
  question: z.string(),
  doc: z.string(),
  now: span,
  before: span,
});

export interface ChangedClause {
  readonly id: string;
  readonly question: string;
  /** Path of the page below its snapshot. */
  readonly doc: string;
  /** A few words that the page has where it answers. */
  readonly now: string;
  readonly before: string;
}

/**
 * Reads the labels and the words that they point at.
 *
 * @param folder `policies-basecamp` of the real data
 * @throws Error where the data is not what was labelled
 */
export function changedClauses(folder: string): readonly ChangedClause[] {
  const lines = readFileSync(LABELS, 'utf8').trimEnd().split('\n');
  return lines.map((line) => {
    const { question_id: id, question, doc, now, before } = lineSchema.parse(JSON.parse(line));
    return {
      id,
      question,
      doc,
      now: wordsAt(join(folder, 'new', doc), now),
      before: wordsAt(join(folder, 'old', doc), before),
    };
  });
}

function wordsAt(path: string, { start, end, sha256 }: z.infer<typeof span>): string {
  const words = readFileSync(path, 'utf8').slice(start, end);
  const found = createHash('sha256').update(words).digest('hex').slice(0, sha256.length);
  if (found !== sha256) throw new Error(`${path} is not the file that was labelled`);
  return words;
}
