/** Queries to mine for, from a JSONL file. */
import { z } from 'zod';
import { RaftCorpusError } from '../core/errors.js';
import { readRecords } from '../dataset/readers/read-records.js';
import type { MiningQuery } from './types.js';

const querySchema = z.looseObject({
  query_id: z.union([z.string(), z.number()]).transform(String),
  query: z.string().trim().min(1),
  oracle_ids: z.array(z.string()).default([]),
  answer: z.string().optional(),
});

/**
 * Reads `{"query_id", "query", "oracle_ids": [passage_id …], "answer"?}` lines; further keys are ignored.
 *
 * @param options.path the file; `options.name` names it in messages
 * @throws RaftCorpusError with file and line at the first line that is no query
 */
export async function readQueries(options: { readonly path: string; readonly name: string }): Promise<MiningQuery[]> {
  const queries: MiningQuery[] = [];
  const lines = new Map<string, number>();
  for await (const item of readRecords(options.path, { format: 'jsonl', name: options.name })) {
    if ('error' in item) throw item.error;
    const parsed = querySchema.safeParse(item.record);
    if (!parsed.success) {
      const issue = parsed.error.issues[0];
      throw new RaftCorpusError(`not a query: ${issue?.path.join('.')} ${issue?.message}`, {
        where: `${options.name}:${item.line}`,
        fix: 'Each line is {"query_id": …, "query": …, "oracle_ids": [passage_id …]}.',
      });
    }
    const { query_id, query, oracle_ids, answer } = parsed.data;
    const first = lines.get(query_id);
    if (first !== undefined) {
      throw new RaftCorpusError(`two queries share the id "${query_id}"`, {
        where: `${options.name}:${first} and ${options.name}:${item.line}`,
        fix: 'Give each query an id of its own; several positives of one query are one list.',
      });
    }
    lines.set(query_id, item.line);
    queries.push({ query_id, text: query, oracle_ids, ...(answer === undefined ? {} : { gold: { text: answer } }) });
  }
  return queries;
}
