/**
 * BM25 (Robertson & Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009), with the inverse document
 * frequency of Lucene, which is never negative:
 *
 *   score(q, d) = Σ over terms t of q:  qf(t) · idf(t) · f(t, d) · (k1 + 1) / (f(t, d) + k1 · (1 − b + b · |d| / avg))
 *   idf(t) = ln(1 + (N − n(t) + 0.5) / (n(t) + 0.5))
 *
 * qf and f count the term in query and text (f at most 255), |d| is the text's length in terms, avg the mean length, N the number of
 * texts and n(t) of those with the term. N, avg and n come from the texts that may be found: a text that a filter
 * leaves out changes no score.
 */
import { type Postings, rangeOf } from './postings.js';

export interface Bm25Parameters {
  /** How soon repeats of a term stop counting; at 0 only its presence counts. */
  readonly k1: number;
  /** How much long texts are held back: 0 not at all, 1 in proportion to their length. */
  readonly b: number;
}

/** Measured on data that no figure is reported on, see docs/benchmarks.md. */
export const BM25_DEFAULTS: Bm25Parameters = { k1: 0.75, b: 0.75 };

/** What scoring knows of the texts that may be found. */
export interface Collection {
  /** Number of texts. */
  readonly rows: number;
  /** 1 for each row that may be found; undefined: all may. */
  readonly mask: Uint8Array | undefined;
  /** k1 · (1 − b + b · |d| / avg) of each row. */
  readonly norms: Float64Array;
  /** What one occurrence of a term in a query weighs: (k1 + 1) · idf; 0 for a term that no text has. */
  weightOf(term: number): number;
  /** {@link weightOf} for a term that no text has, were it in one. */
  readonly unknownWeight: number;
}

/** The collection of the rows that `allowed` lets through; costs one pass over the lengths, and one over a term's postings. */
export function collectionOf(
  postings: Postings,
  { k1, b }: Bm25Parameters,
  allowed?: (row: number) => boolean,
): Collection {
  const { lengths } = postings;
  const mask = allowed && Uint8Array.from(lengths, (_, row) => (allowed(row) ? 1 : 0));
  const { rows, average } = countRows(lengths, mask);
  const weights = new Map<number, number>();
  const weigh = (found: number): number => (k1 + 1) * Math.log(1 + (rows - found + 0.5) / (found + 0.5));
  return {
    rows,
    mask,
    norms: Float64Array.from(lengths, (length) => k1 * (1 - b + (b * length) / average)),
    weightOf: (term) => {
      const known = weights.get(term);
      if (known !== undefined) return known;
      const found = documentFrequency(postings, term, mask);
      const weight = found === 0 ? 0 : weigh(found);
      weights.set(term, weight);
      return weight;
    },
    unknownWeight: weigh(0),
  };
}

function countRows(lengths: Uint32Array, mask: Uint8Array | undefined): { rows: number; average: number } {
  let rows = 0;
  let total = 0;
  for (let row = 0; row < lengths.length; row++) {
    if (mask !== undefined && mask[row] === 0) continue;
    rows += 1;
    total += lengths[row] as number;
  }
  return { rows, average: total === 0 ? 1 : total / rows };
}

function documentFrequency(postings: Postings, term: number, mask: Uint8Array | undefined): number {
  let found = 0;
  for (const segment of postings.segments) {
    const [from, to] = rangeOf(segment, term);
    if (mask === undefined) found += to - from;
    else for (let i = from; i < to; i++) found += mask[segment.start + (segment.rows[i] as number)] as number;
  }
  return found;
}
