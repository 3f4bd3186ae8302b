/** The one interface that everything which needs vectors depends on. */

/** Queries and passages may carry different prefixes (E5, BGE). */
export type EmbedKind = 'query' | 'passage';

export interface Embedder {
  /** What the user named: `bundled`, a folder, a hub name, an endpoint's model. */
  readonly model: string;
  /**
   * Hex sha256 over all that decides a vector: weights, revision, prefixes, pooling, dtype, max length.
   * Vectors of different fingerprints are never mixed.
   */
  readonly fingerprint: string;
  /** Length of each vector. */
  readonly dims: number;
  /** Longest input in tokens; what is beyond is cut off, and counted by the provider. */
  readonly maxTokens: number;
  /** Whether a server makes the vectors, whose weights the fingerprint cannot cover: see `corpus/same-model.ts`. */
  readonly remote?: boolean;
  /**
   * Embeds `texts` in order.
   * @returns row-major [texts.length × dims], each row L2-normalised (a text without any known token gives a zero row)
   * @throws RaftCorpusError when the model yields a non-finite value or the wrong shape
   */
  embed(texts: readonly string[], kind: EmbedKind): Promise<Float32Array>;
  /** Counts since it was opened. */
  stats(): EmbedStats;
  /** Tokens of `text` as the model counts them, without special tokens; the passage splitter's yardstick. */
  countTokens(text: string): number;
  /** Releases the model. */
  close(): Promise<void>;
}

/** What an embedder has done so far. */
export interface EmbedStats {
  /** Texts embedded. */
  readonly texts: number;
  /** Of these, texts cut off at `maxTokens`. */
  readonly truncated: number;
  /** Of these, texts without a single token: their row is zero. */
  readonly empty: number;
}
