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
  /** float64 [counts.length × width] */
  readonly scores: Float64Array;
}

/** A found row and its score: the inner product with the query (the cosine, for normalised vectors), BM25, or what a fusion makes of them. */
export interface ScoredRow {
  readonly index: number;
  readonly score: number;
}

/** Order of hits: best first, ties by later row, which is the larger passage_id where rows lie in ascending order. */
export function byScore(a: ScoredRow, b: ScoredRow): number {
  return b.score - a.score || b.index - a.index;
}

/** The hits of the `i`-th query of `hits` as objects, best first. */
export function hitsOf(hits: Hits, i: number): ScoredRow[] {
  const start = i * hits.width;
  return Array.from({ length: hits.counts[i] ?? 0 }, (_, rank) => ({
    index: hits.rows[start + rank] as number,
    score: hits.scores[start + rank] as number,
  }));
}
