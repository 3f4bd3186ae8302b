/** A whole run in memory: for runs of a few thousand queries. `scoreRun` reads millions of lines without it. */
import { RaftCorpusError } from '../../core/errors.js';
import type { TrecFileOptions } from './blocks.js';
import { isJson, readJsonScores } from './json-files.js';
import { readRunLines } from './run-lines.js';

/** One retrieved document. */
export interface RunDocument {
  readonly id: string;
  readonly score: number;
}

/** Documents by query, in the order of the file: which is not the order of their ranks. */
export type Run = ReadonlyMap<string, readonly RunDocument[]>;

/**
 * Reads a TREC run (six columns; `.gz` decompressed), or JSON `{query: {document: score}}`.
 *
 * @throws RaftCorpusError with file and line: a line of another shape, a score that is no finite number, a document twice
 *   in a query; for a file without any result
 */
export async function readRun(path: string, options: TrecFileOptions = {}): Promise<Run> {
  const name = options.name ?? path;
  const run = new Map<string, RunDocument[]>();
  const seen = new Map<string, Set<string>>();
  const add = (query: string, id: string, score: number, where: string): void => {
    const ids = seen.get(query) ?? new Set();
    if (ids.has(id)) throw duplicateDocument(query, id, where);
    seen.set(query, ids.add(id));
    const documents = run.get(query) ?? [];
    documents.push({ id, score });
    run.set(query, documents);
  };
  if ((await isJson(path, name)) === null) {
    const text = (bytes: Buffer, start: number, end: number): string => bytes.toString('utf8', start, end);
    await readRunLines(
      path,
      ({ bytes, queryStart, queryEnd, docStart, docEnd, score, line }) =>
        add(text(bytes, queryStart, queryEnd), text(bytes, docStart, docEnd), score, `${name}:${line}`),
      options,
    );
  } else await readJsonScores(path, name, 'score', ({ query, document, score }) => add(query, document, score, name));
  if (run.size === 0) throw emptyRun(name);
  return run;
}

/** A document that a query has twice: trec_eval refuses it too. */
export function duplicateDocument(query: string, document: string, where: string): RaftCorpusError {
  return new RaftCorpusError(
    `document ${JSON.stringify(document)} is twice in the results of query ${JSON.stringify(query)}`,
    {
      where,
      fix: 'Keep its best result: a document has one rank.',
    },
  );
}

/** A run file without any result. */
export function emptyRun(where: string): RaftCorpusError {
  return new RaftCorpusError('the run is empty', { where, fix: 'Give a run with at least one result.' });
}
