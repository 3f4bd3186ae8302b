/** What a search found, in typed arrays: 100,000 queries × 64 hits are two arrays of 77 MB and not 6.4 million objects. */

/** Hits of consecutive queries. */
export interface Hits {
  /** Number of the first query among all that were asked. */
  readonly first: number;
  /** Hits of a query lie `width` apart: of query `first + i` from `i × width` on, best first. */
  readonly width: number;
  /** How many were found, per query; at most `width`. */
  readonly counts: Int32Array;
  /** Row numbers [counts.length × width]. */
  readonly rows: Int32Array;
  /** Inner products, float64 to ten decimals [counts.length × width]. */
  readonly scores: Float64Array;
}

/** A found row and its inner product with the query (the cosine, for normalised vectors). */
export interface DenseHit {
  readonly index: number;
  readonly score: number;
}

/** The hits of the `i`-th query of `hits` as objects, best first. */
export function hitsOf(hits: Hits, i: number): DenseHit[] {
  const start = i * hits.width;
  return Array.from({ length: hits.counts[i] ?? 0 }, (_, rank) => ({
    index: hits.rows[start + rank] as number,
    score: hits.scores[start + rank] as number,
  }));
}
