/** The interface of a cross-encoder: a model that reads a query and a text together and says how well they match. */

/** A query and a text that may answer it. */
export interface RerankPair {
  readonly query: string;
  readonly text: string;
}

/** What a reranker has done so far. */
export interface RerankStats {
  /** Pairs scored. */
  readonly pairs: number;
  /** Of these, pairs longer than the model reads: the longer side was cut. */
  readonly truncated: number;
}

export interface Reranker {
  /** What the user named: a folder or a hub name. */
  readonly model: string;
  /** Hex sha256 over all that decides a score: weights, tokenizer, revision, dtype, max length, activation. */
  readonly fingerprint: string;
  /** Longest pair in tokens, special tokens included. */
  readonly maxTokens: number;
  /**
   * Scores `pairs` in order; higher is better. On the model's own scale: within 0 … 1 through a sigmoid or softmax, or a
   * raw logit where the model says so (see `score-head.ts`). Only the order compares between models.
   * @returns one finite score a pair, [pairs.length]
   * @throws RaftCorpusError when the model yields a non-finite value or the wrong shape
   */
  score(pairs: readonly RerankPair[]): Promise<Float64Array>;
  stats(): RerankStats;
  /** Releases the model. */
  close(): Promise<void>;
}
