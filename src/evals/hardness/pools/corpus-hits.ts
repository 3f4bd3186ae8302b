/** Hit@1 on the whole corpus: what the pools' hit@1 is held against, to see how much easier a pool is than the world. */

import { isSearchable, type MiningPassage } from '../../../negatives/corpus.js';
import { openDenseIndex } from '../../../search/dense/dense-index.js';
import { embedQueries } from '../../../search/embed-queries.js';
import { hitsOf } from '../../../search/hits.js';
import type { PoolSet } from '../pool.js';
import type { PoolSource } from './pool-source.js';

/**
 * Whether the nearest current passage answers, 1 or 0, by query_id; of the questions that have a pool. Lower grades answer
 * too. Empty without an embedder.
 */
export async function corpusHits(source: PoolSource, { pools }: PoolSet): Promise<ReadonlyMap<string, number>> {
  const { corpus, queries, embedder } = source;
  const asked = new Set(pools.map(({ query_id }) => query_id));
  const drawn = queries.filter(({ query_id }) => asked.has(query_id));
  if (embedder === undefined || drawn.length === 0) return new Map();
  const vectors = await embedQueries(
    embedder,
    drawn.map(({ text }) => text),
  );
  const allowed = (row: number): boolean => isSearchable(corpus.passages[row] as MiningPassage);
  const index = openDenseIndex({ vectors: corpus.vectors, dims: corpus.dims, allowed });
  const hits = await index.search({ queries: vectors, k: 1 });
  return new Map(
    drawn.map(({ query_id, oracle_ids, excluded_ids = [] }, i) => {
      const [first] = hitsOf(hits, i);
      const id = first && corpus.passages[first.index]?.passage_id;
      return [query_id, id !== undefined && [...oracle_ids, ...excluded_ids].includes(id) ? 1 : 0];
    }),
  );
}
