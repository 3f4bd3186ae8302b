/** Whether a model mined a set, found out from the scores that the miner left behind: rows rarely name their miner. */
import type { Embedder } from '../../../embed/embedder.js';
import type { MiningCorpus } from '../../../negatives/corpus.js';
import { innerProducts } from '../../../search/dense/inner-product.js';
import { embedQueries } from '../../../search/embed-queries.js';
import type { PoolSet } from '../pool.js';

/** Pools that are looked at. */
const POOLS = 16;
/** Scores of one pair by one model differ by no more than rounding. */
const TOLERANCE = 1e-4;

/**
 * Who took part, as {@link PoolSet.mined_by}: what the set says, else the embedder where its cosines are those of the set
 * (and BM25 where negatives came from it), else null.
 */
export async function minedWith(
  { pools, mined_by }: PoolSet,
  { corpus, embedder }: { readonly corpus: MiningCorpus; readonly embedder: Embedder },
): Promise<PoolSet['mined_by']> {
  if (mined_by !== null) return mined_by;
  const scored = pools.flatMap(({ query, candidates }) => {
    const known = candidates.flatMap(({ id, score }) => {
      const row = corpus.rowOf(id);
      return score === null || row === undefined ? [] : [{ row, score }];
    });
    return known.length === 0 ? [] : [{ query, known }];
  });
  const looked = scored.slice(0, POOLS);
  if (looked.length === 0) return null;
  const vectors = await embedQueries(
    embedder,
    looked.map(({ query }) => query),
  );
  const score = innerProducts(vectors, corpus.vectors, corpus.dims);
  const isItsOwn = looked.every(({ known }, i) =>
    known.every((one) => Math.abs(score(i, one.row) - one.score) <= TOLERANCE),
  );
  if (!isItsOwn) return null;
  const hasLexical = pools.some(({ candidates }) => candidates.some(({ origin }) => origin === 'lexical'));
  return [`embedder:${embedder.fingerprint}`, ...(hasLexical ? ['bm25'] : [])];
}
