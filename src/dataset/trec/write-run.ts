/** Runs and judgements in TREC's columns, for `score`, trec_eval and every other tool that reads them. */
import { writeFileAtomic } from '../../core/files.js';
import { checkColumn, trecQrels } from '../beir/write-judged.js';

/** One query's ranking, best first. */
export interface RunQuery {
  readonly query: string;
  readonly hits: readonly { readonly id: string; readonly score: number }[];
}

/**
 * Writes `query Q0 document rank score tag` lines, whole or not at all. Scores have as many digits as it takes to read the
 * same double back: what tied still ties, and nothing else does. A query without hits has no line, as TREC's files have it.
 */
export async function writeRun(path: string, queries: Iterable<RunQuery>, tag: string): Promise<void> {
  const blocks: Buffer[] = [];
  for (const { query, hits } of queries) {
    for (const id of [query, ...hits.map((hit) => hit.id)]) checkColumn(id);
    const lines = hits.map(({ id, score }, i) => `${query} Q0 ${id} ${i + 1} ${score} ${tag}\n`);
    blocks.push(Buffer.from(lines.join('')));
  }
  await writeFileAtomic(path, Buffer.concat(blocks));
}

/** One query's judgements. */
export interface QrelsQuery {
  readonly query: string;
  /** Grade by document. */
  readonly grades: ReadonlyMap<string, number>;
}

/**
 * Writes `query 0 document grade` lines, whole or not at all. A query without judgements has no line.
 *
 * @throws RaftCorpusError for an id with white space, which the format cannot hold
 */
export async function writeQrels(path: string, queries: Iterable<QrelsQuery>): Promise<void> {
  await writeFileAtomic(path, trecQrels(Array.from(queries, ({ query, grades }) => ({ id: query, grades }))));
}
