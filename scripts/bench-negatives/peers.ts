/**
 * The other ways to mine, as their papers and libraries have them: each takes the first `n` that its rule lets through
 * from a query's candidates, most similar first, the query's positives left out.
 */
import type { Random } from '../../src/core/random.js';

/** A candidate by its row in the corpus, with its cosine to the query. */
export interface Scored {
  readonly row: number;
  readonly score: number;
}

/** What the rules may look at. */
export interface Candidates {
  /** Most similar first. */
  readonly dense: readonly Scored[];
  /** Best BM25 score first; the scores are cosines. */
  readonly lexical: readonly Scored[];
  /** Cosine of the weakest positive. */
  readonly weakest: number;
  /** `n` of the whole corpus (or of what may be mined), not the positives. */
  readonly random: readonly Scored[];
}

/** Names as NV-Retriever (Moreira et al. 2024) has them; `score <= bound` is kept, as sentence-transformers does. */
export const PEERS: Readonly<Record<string, (found: Candidates) => readonly Scored[]>> = {
  random: ({ random }) => random,
  'naive top-k': ({ dense }) => dense,
  'top-k, skip 10': ({ dense }) => dense.slice(10),
  'Abs 0.7': ({ dense }) => dense.filter(({ score }) => score <= 0.7),
  'MarginPos 0.05': ({ dense, weakest }) => dense.filter(({ score }) => score <= weakest - 0.05),
  'PercPos 0.95': ({ dense, weakest }) => percPos(0.95, dense, weakest),
  'BM25 top-k': ({ lexical }) => lexical,
};

/** Keeps what scores at most `share` of the weakest positive. */
export function percPos(share: number, dense: readonly Scored[], weakest: number): readonly Scored[] {
  return dense.filter(({ score }) => score <= weakest - Math.abs(weakest) * (1 - share));
}

/** `n` of `from`, at random, in no order. */
export function sample(from: readonly Scored[], n: number, random: Random): Scored[] {
  return random.shuffle(from).slice(0, n);
}
