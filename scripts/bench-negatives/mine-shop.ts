/** The key's questions mined from the shop with the defaults of `raft-corpus mine --suite`. */
import { suiteQueries } from '../../src/evals/suite/suite-queries.js';
import { corpusOfView } from '../../src/negatives/corpus.js';
import { mineHardNegatives } from '../../src/negatives/mine.js';
import type { MiningResult } from '../../src/negatives/types.js';
import type { openShop } from './shop.js';
import type { NegativesKey } from './shop-key.js';

/** One row a question of the key. */
export async function mineShop(
  { index, embedder, labels }: Awaited<ReturnType<typeof openShop>>,
  key: NegativesKey,
): Promise<MiningResult> {
  return mineHardNegatives({
    queries: suiteQueries(key.suite, index, labels),
    corpus: corpusOfView(index, labels),
    embedder,
    numNegatives: key.negatives,
    relativeMargin: 'calibrated',
    marginFrom: 'auto',
    depth: 512,
    keepSameGroup: true,
    seed: 0,
  });
}

/** passage_ids of the negatives by question id. */
export function minedIds({ rows }: MiningResult): ReadonlyMap<string, ReadonlySet<string>> {
  return new Map(rows.map((row) => [row.query_id, new Set(row.negatives.map(({ passage_id }) => passage_id))]));
}
