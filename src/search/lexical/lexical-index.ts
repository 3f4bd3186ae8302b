/** Exact lexical search in memory: an inverted index that is built from texts in seconds and asked in batches. */
import { RaftCorpusError } from '../../core/errors.js';
import { hitsOf, type ScoredRow } from '../hits.js';
import { Rankings } from '../rankings.js';
import { BM25_DEFAULTS, type Bm25Parameters, type Collection, collectionOf } from './bm25.js';
import { invert, type Postings, rangeOf, SEGMENT_ROWS, type Segment } from './postings.js';
import { lexicalTerms } from './terms.js';

export interface LexicalSearchOptions {
  /** Most hits per query. */
  readonly k: number;
  /** Rows that may be found, and that count in the collection's statistics; all by default. */
  readonly allowed?: (row: number) => boolean;
}

/** What was found for one query. */
export interface LexicalResult {
  /** Best first. */
  readonly hits: readonly ScoredRow[];
  /**
   * What no text's score reaches: that of one in which every term of the query repeats without end. Terms that no text
   * has count too, as the rarest there are, so that a query of which little is known has little to say. 0 without terms.
   */
  readonly ceiling: number;
}

export interface LexicalIndex {
  /** Number of texts. */
  readonly size: number;
  /** {@link LexicalIndex.searchScaled} without the ceilings. */
  search(queries: readonly string[], options: LexicalSearchOptions): (readonly ScoredRow[])[];
  /**
   * The `k` best rows per query, best first; ties by later row, which is trec_eval's rule where rows lie in ascending
   * order of their ids. Rows without any term of the query are not found: a query without a known term finds nothing.
   * A row's score is summed over the query's terms in the order of their first occurrence, in double precision, so it
   * depends on nothing but the query and the allowed texts: a filtered search scores as an index of those texts alone.
   *
   * @throws RaftCorpusError when k is no positive integer
   */
  searchScaled(queries: readonly string[], options: LexicalSearchOptions): LexicalResult[];
}

/**
 * Indexes `texts`, read once, in order; row n is the n-th text.
 *
 * @param parameters of BM25; what is left out is {@link BM25_DEFAULTS}
 */
export function buildLexicalIndex(texts: Iterable<string>, parameters: Partial<Bm25Parameters> = {}): LexicalIndex {
  const postings = invert(texts, lexicalTerms);
  const bm25 = { ...BM25_DEFAULTS, ...parameters };
  const whole = collectionOf(postings, bm25);
  const searchScaled: LexicalIndex['searchScaled'] = (queries, { k, allowed }) => {
    if (!Number.isInteger(k) || k < 1) throw new RaftCorpusError(`k must be a positive integer, not ${k}`);
    const collection = allowed === undefined ? whole : collectionOf(postings, bm25, allowed);
    const scores = new Float64Array(Math.min(SEGMENT_ROWS, postings.lengths.length));
    return queries.map((query) => {
      const { terms, ceiling } = weighTerms(query, postings, collection);
      const ranking = new Rankings(1, k, (a, b) => a > b);
      ranking.reserve(collection.rows);
      for (const segment of terms.length === 0 ? [] : postings.segments) {
        scores.fill(0);
        for (const term of terms) addScores(segment, term, collection.norms, scores);
        offerScores(segment, scores, collection.mask, ranking);
      }
      return { hits: hitsOf(ranking.finish(0), 0), ceiling };
    });
  };
  return {
    size: postings.lengths.length,
    searchScaled,
    search: (queries, options) => searchScaled(queries, options).map(({ hits }) => hits),
  };
}

/** A term of a query, by its number, and what it weighs there. */
interface WeighedTerm {
  readonly term: number;
  readonly weight: number;
}

/** The terms of a query that a text has, in the order of their first occurrence, and the ceiling of its scores. */
function weighTerms(
  query: string,
  { vocabulary }: Postings,
  collection: Collection,
): { readonly terms: readonly WeighedTerm[]; readonly ceiling: number } {
  const counts = new Map<number, number>();
  let ceiling = 0;
  for (const word of lexicalTerms(query)) {
    const term = vocabulary.find(word);
    if (term !== undefined) counts.set(term, (counts.get(term) ?? 0) + 1);
    ceiling += (term === undefined ? 0 : collection.weightOf(term)) || collection.unknownWeight;
  }
  const terms = [...counts].map(([term, count]) => ({ term, weight: count * collection.weightOf(term) }));
  return { terms: terms.filter(({ weight }) => weight > 0), ceiling };
}

function addScores(segment: Segment, { term, weight }: WeighedTerm, norms: Float64Array, scores: Float64Array): void {
  const { rows, counts, start } = segment;
  const [from, to] = rangeOf(segment, term);
  for (let i = from; i < to; i++) {
    const row = rows[i] as number;
    const count = counts[i] as number;
    scores[row] = (scores[row] as number) + (weight * count) / (count + (norms[start + row] as number));
  }
}

/** Offers a segment's scores to the one query of `ranking`. */
function offerScores({ start }: Segment, scores: Float64Array, mask: Uint8Array | undefined, ranking: Rankings): void {
  let bar = ranking.bar(0);
  for (let row = 0; row < scores.length; row++) {
    const score = scores[row] as number;
    if (score === 0 || score < bar || mask?.[start + row] === 0) continue;
    ranking.offer(0, start + row, score);
    bar = ranking.bar(0);
  }
}
