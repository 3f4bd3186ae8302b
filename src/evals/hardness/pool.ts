/** A pool: a question with what answers it and what only looks like it, as a reranking eval or a training row has them. */

/** One text of a pool. */
export interface PoolCandidate {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  /** Whether it answers, as the pool says. */
  readonly relevant: boolean;
  /** Where a negative came from: `dense`, `lexical`, `sibling`, `stale`, `random`, `naive` …; null: nobody said. */
  readonly origin: string | null;
  /** Cosine with the question by the model that mined it; null: unknown. */
  readonly score: number | null;
}

export interface Pool {
  readonly query_id: string;
  readonly query: string;
  readonly candidates: readonly PoolCandidate[];
}

/** Pools of one eval or one training set. */
export interface PoolSet {
  /** How people find it: a file's name, `mined`, `random`. */
  readonly name: string;
  readonly pools: readonly Pool[];
  /**
   * Whether the order of candidates reaches the model (a training row's documents, a reranking list); an order that only a
   * file format imposes (the positive of a triplet is always first) gives nothing away.
   */
  readonly ordered: boolean;
  /** Scorers that took part in choosing the negatives: `embedder:<fingerprint>`, `bm25`, `reranker:<model>`; null: unknown. */
  readonly mined_by: readonly string[] | null;
}

/** What somebody other than the miner knows about a pair. */
export interface Evidence {
  readonly kind: 'grades' | 'reviewed';
  /** Whether the passage answers; null: not judged. */
  answers(queryId: string, passageId: string): boolean | null;
}
