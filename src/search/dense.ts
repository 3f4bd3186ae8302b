/**
 * Exact dense search: the inner product of every query with every passage, no index. Rows lie in ascending
 * passage_id order, which makes trec_eval's rule for ties (score, then id by bytes, both descending) "the later row first".
 */
import { openDenseIndex } from './dense/dense-index.js';
import { hitsOf, type ScoredRow } from './hits.js';

export interface DenseSearchOptions {
  /** Row-major [n × dims], L2-normalised, rows in ascending passage_id order. */
  readonly vectors: Float32Array;
  readonly dims: number;
  /** Row-major [q × dims], L2-normalised. */
  readonly queries: Float32Array;
  /** Most hits per query; a k beyond what can be found gives all there is. */
  readonly k: number;
  /** Rows that may be found; all by default. */
  readonly allowed?: (row: number) => boolean;
}

/**
 * The `k` best rows per query, best first; ties by later row. Scores are float64 inner products to ten decimals, the
 * same whatever else is searched, in whatever batches. A zero vector (a text without any known token) has no direction:
 * as a query it finds nothing, as a passage it is never found. To ask the same vectors more than once, or for more than
 * fits memory, open a {@link openDenseIndex | DenseIndex}.
 *
 * @returns one array per query, in the order of the queries
 * @throws RaftCorpusError on a NaN or infinite component, a shape that does not fit `dims`, or k < 1
 */
export async function searchDense(options: DenseSearchOptions): Promise<ScoredRow[][]> {
  const hits = await openDenseIndex(options).search(options);
  return Array.from(hits.counts, (_, query) => hitsOf(hits, query));
}
