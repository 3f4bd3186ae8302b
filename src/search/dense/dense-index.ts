/** Exact search over vectors in memory, checked once and asked many times. */

import type { Hits } from '../hits.js';
import { MEMORY_BUDGET, memoryBlocks, searchableMatrix, sizesFor } from './blocks.js';
import { type CheckedQueries, checkQueries, exclusion, QueryGroup, Workspace } from './group.js';
import { innerProducts } from './inner-product.js';
import { Kernel } from './kernel.js';
import { checkMatrix } from './matrix.js';

/** What {@link openDenseIndex} takes. */
export interface DenseIndexOptions {
  /** Row-major [n × dims], L2-normalised, rows in ascending passage_id order; must not change while the index is used. */
  readonly vectors: Float32Array;
  readonly dims: number;
  /** Rows that may be found; all by default. */
  readonly allowed?: ((row: number) => boolean) | undefined;
  /** Bytes that a search may take beside the vectors and what it returns. Default: 256 MB. */
  readonly memoryBudget?: number;
}

/** What to look for. */
export interface DenseQueries {
  /** Row-major [q × dims], L2-normalised. */
  readonly queries: Float32Array;
  /** Most hits per query; a k beyond what can be found gives all there is. */
  readonly k: number;
  /** Rows that a query must not find (its own positives, say); they take none of its k places. */
  readonly exclude?: ((query: number) => Iterable<number>) | undefined;
}

/** A query and a passage, by their rows. */
export interface Pair {
  readonly query: number;
  readonly row: number;
}

/** Vectors ready to be searched. Every method throws as {@link checkQueries} does. */
export interface DenseIndex {
  readonly dims: number;
  /** Rows that can be found: allowed and not zero. */
  readonly size: number;
  /** The k best rows of each query, best first; ties by later row, which is trec_eval's rule: passage_id by bytes, descending. */
  search(asked: DenseQueries): Promise<Hits>;
  /** The same a group of queries at a time, in their order, so that what is found need never be in memory at once. */
  stream(asked: DenseQueries): AsyncGenerator<Hits>;
  /** Scores of given pairs, as the search scores them. */
  scores(queries: Float32Array, pairs: readonly Pair[]): Float64Array;
}

/** Queries of a streamed group: a block with gaps is copied once for all of them. */
const GROUP_QUERIES = 4096;

/** @throws RaftCorpusError on a NaN or infinite component, or a shape that does not fit `dims` */
export function openDenseIndex(options: DenseIndexOptions): DenseIndex {
  const { vectors, dims, allowed, memoryBudget = MEMORY_BUDGET } = options;
  const lengths = checkMatrix({ data: vectors, dims, what: 'passage' });
  const matrix = searchableMatrix({ vectors, dims, lengths, allowed });

  /** One for each search that was ever under way at once. */
  const idle: Workspace[] = [];

  async function find(
    queries: CheckedQueries,
    exclude: DenseQueries['exclude'],
    range: { readonly first: number; readonly end: number },
  ): Promise<Hits> {
    const excluded = exclude && exclusion(exclude, range, (row) => row);
    const workspace = idle.pop() ?? new Workspace(new Kernel());
    const sizes = sizesFor(range.end - range.first, dims, (3 / 4) * memoryBudget);
    const group = new QueryGroup({
      queries,
      ...range,
      batch: sizes.queries,
      workspace,
      precedes: (a, b) => a > b,
      exclusion: excluded,
    });
    for (const block of memoryBlocks(matrix, sizes.rows)) await group.scan(block, matrix.rows.length);
    idle.push(workspace);
    return group.finish();
  }
  return {
    dims,
    size: matrix.rows.length,
    search: async ({ queries, k, exclude }) => {
      const checked = checkQueries(queries, dims, k);
      return find(checked, exclude, { first: 0, end: checked.lengths.length });
    },
    stream: async function* ({ queries, k, exclude }) {
      const checked = checkQueries(queries, dims, k);
      const total = checked.lengths.length;
      for (let first = 0; first < total; first += GROUP_QUERIES) {
        yield await find(checked, exclude, { first, end: Math.min(first + GROUP_QUERIES, total) });
      }
    },
    scores: (queries, pairs) => {
      const score = innerProducts(queries, vectors, dims);
      return Float64Array.from(pairs, ({ query, row }) => score(query, row));
    },
  };
}
