/** A run whose lines stand query by query, as nearly all do: one query is in memory at a time. */
import type { TrecFileOptions } from '../../dataset/trec/blocks.js';
import { type RunLine, readRunLines } from '../../dataset/trec/run-lines.js';
import type { QueryScorer } from './query-scorer.js';

/** Says that a query came back after another one: the run is not grouped, and what was scored of it is void. */
class QueryCameBack extends Error {}

/**
 * Scores a run query by query.
 *
 * @returns the number of results; null when the run is not grouped by query, and the scorer is of no use any more
 */
export async function scoreGrouped(
  path: string,
  scorer: QueryScorer,
  options: TrecFileOptions,
): Promise<number | null> {
  const seen = new Set<string>();
  let current: Buffer | null = null;
  const onLine = (result: RunLine): void => {
    if (current === null || !isSame(current, result)) {
      if (current !== null) scorer.end();
      current = Buffer.from(result.bytes.subarray(result.queryStart, result.queryEnd));
      const query = current.toString('utf8');
      if (seen.has(query)) throw new QueryCameBack();
      seen.add(query);
      scorer.begin(query);
    }
    scorer.add(result);
  };
  try {
    const results = await readRunLines(path, onLine, options);
    if (results > 0) scorer.end();
    return results;
  } catch (error) {
    if (error instanceof QueryCameBack) return null;
    throw error;
  }
}

function isSame(query: Buffer, { bytes, queryStart, queryEnd }: RunLine): boolean {
  const { length } = query;
  if (queryEnd - queryStart !== length) return false;
  // From the end: queries that follow each other differ there.
  for (let i = length - 1; i >= 0; i--) if (bytes[queryStart + i] !== query[i]) return false;
  return true;
}
