/** Collections of texts: BEIR's `corpus.jsonl`, or JSON lines of our own. */
import { z } from 'zod';
import { RaftCorpusError } from '../../core/errors.js';
import { readRecords } from './read-records.js';

/** A text; `vector` where the line carries one. */
export interface TextRecord {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  readonly doc_id: string | undefined;
  readonly group: string | undefined;
  readonly lang: string | undefined;
  readonly vector: readonly number[] | undefined;
  /** File and line. */
  readonly where: string;
}

/** An id as files have them: a number stands for its digits, where JSON keeps them all. */
export const recordId = z
  .union([z.string().min(1), z.number().refine(Number.isSafeInteger, 'a number that JSON cannot hold exactly')])
  .transform(String);

const textSchema = z
  .looseObject({
    _id: recordId.optional(),
    id: recordId.optional(),
    passage_id: recordId.optional(),
    title: z.string().nullish(),
    text: z.string().optional(),
    contents: z.string().optional(),
    doc_id: recordId.nullish(),
    group: recordId.nullish(),
    lang: z.string().nullish(),
    vector: z.array(z.number()).optional(),
    embedding: z.array(z.number()).optional(),
  })
  .transform((record, context) => {
    const found = record._id ?? record.id ?? record.passage_id;
    if (found === undefined) context.addIssue({ code: 'custom', message: 'there is no _id, id or passage_id' });
    const text = record.text ?? record.contents;
    if (text === undefined) context.addIssue({ code: 'custom', message: 'there is no text (or contents)' });
    return { ...record, found: found ?? '', text: text ?? '' };
  });

/**
 * Texts of a JSONL (or CSV) file: `_id`, `id` or `passage_id`; `text` (or `contents`); optional `title`, `doc_id`, `group`, `lang`, and
 * `vector` or `embedding`.
 *
 * @throws RaftCorpusError with file and line at the first line that is no text, or repeats an id
 */
export async function readTexts(path: string, name: string = path): Promise<TextRecord[]> {
  const texts: TextRecord[] = [];
  const seen = new Map<string, string>();
  for await (const { value, where } of parsed(path, name, textSchema, '{"_id": …, "title"?: …, "text": …}')) {
    const first = seen.get(value.found);
    if (first !== undefined) {
      throw new RaftCorpusError(`two texts share the id "${value.found}"`, {
        where: `${first} and ${where}`,
        fix: 'Make the ids unique.',
      });
    }
    seen.set(value.found, where);
    texts.push({
      id: value.found,
      title: value.title ?? '',
      text: value.text,
      doc_id: value.doc_id ?? undefined,
      group: value.group ?? undefined,
      lang: value.lang ?? undefined,
      vector: value.vector ?? value.embedding,
      where,
    });
  }
  return texts;
}

/** Records of a file that fit a schema. */
export async function* parsed<T>(
  path: string,
  name: string,
  schema: z.ZodType<T>,
  shape: string,
): AsyncGenerator<{ readonly value: T; readonly where: string }> {
  const format = /\.tsv(\.gz)?$/.test(path) ? 'tsv' : /\.csv(\.gz)?$/.test(path) ? 'csv' : 'jsonl';
  for await (const item of readRecords(path, { name, format })) {
    if ('error' in item) throw item.error;
    const where = `${name}:${item.line}`;
    const result = schema.safeParse(item.record);
    if (result.success) yield { value: result.data, where };
    else {
      const issue = result.error.issues[0];
      throw new RaftCorpusError(
        `not what was expected: ${[issue?.path.join('.'), issue?.message].filter(Boolean).join(' ')}`,
        {
          where,
          fix: `Each record is ${shape}.`,
        },
      );
    }
  }
}
