/** A run as JSON, `{query: {document: score}}`: read whole, then scored query by query. */
import { readJsonScores } from '../../dataset/trec/json-files.js';
import type { QueryScorer } from './query-scorer.js';

/** @returns the number of results */
export async function scoreJson(path: string, scorer: QueryScorer, name: string): Promise<number> {
  let current: string | null = null;
  let results = 0;
  await readJsonScores(path, name, 'score', ({ query, document, score }) => {
    if (query !== current) {
      if (current !== null) scorer.end();
      scorer.begin(query);
      current = query;
    }
    results += 1;
    const bytes = Buffer.from(document, 'utf8');
    scorer.add({ bytes, docStart: 0, docEnd: bytes.length, score, line: results });
  });
  if (current !== null) scorer.end();
  return results;
}
