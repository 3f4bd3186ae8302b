/** Judgements and runs as JSON: one object `{query: {document: number}}`, or BEIR's judgements as JSON lines. */
import { messageOf, RaftCorpusError } from '../../core/errors.js';
import { readBytes } from '../readers/bytes.js';
import { toUtf8 } from '../readers/encodings.js';
import { readRecords } from '../readers/read-records.js';
import { readText } from '../readers/read-text.js';

/** Takes one judgement; `where` is its file and line. */
export type AddJudgement = (query: string, document: string, grade: string, where: string) => void;

/** Enough of a file to see what it holds. */
const HEAD_UNITS = 4096;

/** Whether a file is JSON: `lines` that name their fields, one `object`, or null where it is neither. */
export async function isJson(path: string, name: string): Promise<'lines' | 'object' | null> {
  let head = '';
  for await (const chunk of toUtf8(readBytes(path, { name }), 'utf-8')) {
    head = (head + chunk.toString('utf8', 0, HEAD_UNITS)).trimStart().slice(0, HEAD_UNITS);
    if (head !== '') break;
  }
  if (!/^[{[]\s*(?:["{}\]]|$)/.test(head)) return null;
  if (head.startsWith('[')) {
    throw new RaftCorpusError('a JSON list, where an object is expected', {
      where: name,
      fix: 'JSON is one object {query: {document: number}}, or for qrels an object {"query-id", "corpus-id", "score"} a line.',
    });
  }
  return /^\{\s*"(?:query-id|query_id|corpus-id|corpus_id|score)"\s*:/.test(head) ? 'lines' : 'object';
}

/** One number of a `{query: {document: number}}` file. */
export interface JsonScore {
  readonly query: string;
  readonly document: string;
  readonly score: number;
}

/**
 * Reads `{query: {document: number}}`, at most 256 MiB of it.
 *
 * @param what what its numbers are called: `score`, `grade`
 * @throws RaftCorpusError when it is no such object, or a number is none
 */
export async function readJsonScores(
  path: string,
  name: string,
  what: string,
  add: (score: JsonScore) => void,
): Promise<void> {
  for (const [query, documents] of Object.entries(await readObject(path, name))) {
    if (!isObject(documents))
      throw shapeError(name, `of query ${JSON.stringify(query)} there is ${JSON.stringify(documents)?.slice(0, 40)}`);
    for (const [document, score] of Object.entries(documents)) {
      if (typeof score !== 'number' || !Number.isFinite(score)) {
        throw shapeError(
          name,
          `the ${what} of document ${JSON.stringify(document)} of query ${JSON.stringify(query)} is ${JSON.stringify(score)}`,
        );
      }
      add({ query, document, score });
    }
  }
}

async function readObject(path: string, name: string): Promise<Readonly<Record<string, unknown>>> {
  const text = await readText(path, { name });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new RaftCorpusError(`not valid JSON: ${messageOf(error)}`, { where: name, cause: error });
  }
  if (!isObject(value)) throw shapeError(name, 'it is something else');
  if (typeof value['schema'] === 'number' && isObject(value['retrievers'])) {
    throw new RaftCorpusError('this is the report of an eval, neither a run nor judgements', {
      where: name,
      fix: 'Runs and judgements are written by `raft-corpus eval --runs FOLDER`; `raft-corpus compare` takes reports, without --qrels.',
    });
  }
  return value;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function shapeError(name: string, problem: string): RaftCorpusError {
  return new RaftCorpusError(`not an object {query: {document: number}}: ${problem}`, {
    where: name,
    fix: 'Every query has an object of documents, and every document a finite number.',
  });
}

/** Reads BEIR judgements as JSON lines: `query-id`, `corpus-id`, `score`. */
export async function readJsonlQrels(path: string, name: string, add: AddJudgement): Promise<void> {
  for await (const item of readRecords(path, { name, format: 'jsonl' })) {
    if ('error' in item) throw item.error;
    const where = `${name}:${item.line}`;
    const { record } = item;
    const query = record['query-id'] ?? record['query_id'];
    const document = record['corpus-id'] ?? record['corpus_id'];
    if (!isId(query) || !isId(document) || !isId(record['score'])) {
      throw new RaftCorpusError('not a judgement', {
        where,
        fix: 'Each line is {"query-id": …, "corpus-id": …, "score": …}.',
      });
    }
    add(String(query), String(document), String(record['score']), where);
  }
}

function isId(value: unknown): value is string | number {
  return (typeof value === 'string' && value !== '') || typeof value === 'number';
}
