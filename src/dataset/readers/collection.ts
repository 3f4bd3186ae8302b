/** Collections of texts and queries: BEIR's three files, or JSON lines of our own. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
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

export interface JudgedQuery {
  readonly id: string;
  readonly text: string;
  /** Grade by text id. */
  readonly grades: ReadonlyMap<string, number>;
}

const id = z.union([z.string().min(1), z.number()]).transform(String);
const textSchema = z
  .looseObject({
    _id: id.optional(),
    id: id.optional(),
    passage_id: id.optional(),
    title: z.string().nullish(),
    text: z.string(),
    doc_id: id.nullish(),
    group: id.nullish(),
    lang: z.string().nullish(),
    vector: z.array(z.number()).optional(),
    embedding: z.array(z.number()).optional(),
  })
  .transform((record, context) => {
    const found = record._id ?? record.id ?? record.passage_id;
    if (found === undefined) context.addIssue({ code: 'custom', message: 'there is no _id, id or passage_id' });
    return { ...record, found: found ?? '' };
  });

/**
 * Texts of a JSONL (or CSV) file: `_id`, `id` or `passage_id`; `text`; optional `title`, `doc_id`, `group`, `lang`, and
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

const querySchema = z.looseObject({ _id: id, text: z.string() });
const qrelSchema = z.looseObject({ 'query-id': id, 'corpus-id': id, score: z.coerce.number() });

/** Where the files of a BEIR folder lie. */
export function beirFiles(folder: string, split: string) {
  const at = (...parts: readonly string[]): string => {
    const plain = join(folder, ...parts);
    return !existsSync(plain) && existsSync(`${plain}.gz`) ? `${plain}.gz` : plain;
  };
  return { corpus: at('corpus.jsonl'), queries: at('queries.jsonl'), qrels: at('qrels', `${split}.tsv`) };
}

/**
 * The judged queries of a BEIR folder, in the order of `queries.jsonl`; queries without a judgement in the split are left out.
 *
 * @throws RaftCorpusError with file and line at a malformed line, a repeated query, a judgement of an unknown query, or a
 *   qrels file without its header line
 */
export async function readBeirQueries(folder: string, split: string): Promise<JudgedQuery[]> {
  const files = beirFiles(folder, split);
  const grades = await readQrels(files.qrels);
  const queries: JudgedQuery[] = [];
  const known = new Map<string, string>();
  for await (const { value, where } of parsed(files.queries, files.queries, querySchema, '{"_id": …, "text": …}')) {
    if (known.has(value._id)) {
      throw new RaftCorpusError(`two queries share the id "${value._id}"`, {
        where: `${known.get(value._id)} and ${where}`,
      });
    }
    known.set(value._id, where);
    const judged = grades.get(value._id);
    if (judged !== undefined) queries.push({ id: value._id, text: value.text, grades: judged.grades });
  }
  for (const [query, { where }] of grades) {
    if (!known.has(query)) {
      throw new RaftCorpusError(`a judgement is of the unknown query "${query}"`, {
        where,
        fix: `Add it to ${files.queries}.`,
      });
    }
  }
  return queries;
}

async function readQrels(path: string) {
  const grades = new Map<string, { readonly grades: Map<string, number>; readonly where: string }>();
  const shape = 'a line "query-id⇥corpus-id⇥score" under a header of these names';
  for await (const { value, where } of parsed(path, path, qrelSchema, shape)) {
    const query = grades.get(value['query-id']) ?? { grades: new Map<string, number>(), where };
    query.grades.set(value['corpus-id'], value.score);
    grades.set(value['query-id'], query);
  }
  return grades;
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
