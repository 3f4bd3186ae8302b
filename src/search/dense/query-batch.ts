/** A few queries and how they are searched for in one block, exactly. */

import type { Rankings } from '../rankings.js';
import type { Block } from './blocks.js';
import { errorBound, innerProducts, roundScore } from './inner-product.js';
import type { Kernel } from './kernel.js';

/** What all batches of a search share. */
export interface Search {
  /** Row-major [q × dims]; only rows of a length above 0 are asked. */
  readonly queries: Float32Array;
  readonly dims: number;
  /** L2 length of each query. */
  readonly lengths: Float32Array;
  readonly kernel: Kernel;
  readonly rankings: Rankings;
  /** Row of `queries` that the first heap of `rankings` belongs to. */
  readonly first: number;
  readonly exclusion: Exclusion | undefined;
}

/** Rows that queries must not find. */
export interface Exclusion {
  has(query: number, row: number): boolean;
  /** Most rows that a query is kept from: how many more to fetch at first. */
  readonly most: number;
}

/** Fetched beyond what is needed, so that the bound on rounding is nearly always cleared at once. */
const SPARE = 8;
/** Excluded rows that every query of a group fetches more for; a query with more of them widens its own fetch. */
const MOST_EXCLUDED = 64;
/** A query whose fetch left a doubt fetches this many times as much. */
const WIDEN = 4;

/** Queries that are multiplied together. */
export class QueryBatch {
  private readonly matrix: Float32Array;
  private seen = 0;
  /** Raised where a corpus in the order of its topics makes the guess of {@link firstFetch} too low. */
  private caution = 1.5;

  constructor(
    private readonly search: Search,
    /** Rows of the search's `queries`, ascending; none of them a zero vector. */
    private readonly members: Int32Array,
  ) {
    this.matrix = this.rowsOf(members);
  }

  /** Merges what `block` holds into the rankings. */
  async scan(block: Block): Promise<void> {
    let pending = this.members;
    let fetch = this.firstFetch(block);
    for (let round = 0; pending.length > 0; round++) {
      pending = await this.fetchFor(pending, block, { fetch, again: round > 0 });
      if (round === 0 && pending.length * 8 > this.members.length) this.caution *= 2;
      fetch = Math.min(block.count, fetch * WIDEN);
    }
    this.seen += block.count;
  }

  /** Of the k best so far, a block holds its share if rows come in no particular order; ids are hashes, so mostly they do. */
  private firstFetch(block: Block): number {
    const { rankings, exclusion } = this.search;
    const share = block.count / (this.seen + block.count);
    const expected = this.seen === 0 ? rankings.k : Math.min(rankings.k, rankings.k * share * this.caution);
    return Math.min(block.count, Math.ceil(expected) + SPARE + Math.min(exclusion?.most ?? 0, MOST_EXCLUDED));
  }

  /** @returns the members that need a larger fetch */
  private async fetchFor(
    members: Int32Array,
    block: Block,
    { fetch, again }: { readonly fetch: number; readonly again: boolean },
  ): Promise<Int32Array> {
    const { dims, kernel } = this.search;
    const queries = members === this.members ? this.matrix : this.rowsOf(members);
    const { scores, rowWords } = await kernel.fetchBest({ queries, dims, vectors: block.vectors, fetch });
    const score = innerProducts(queries, block.vectors, dims);
    const fetched = { block, fetch, again, scores, rowWords, score };
    return members.filter((query, i) => !this.merge(query, i, fetched));
  }

  /**
   * Offers the candidates of the `i`-th query of a run, best float32 product first, while they can still be among its k
   * best. Makes no objects: there are millions of candidates, and garbage counts as memory until it is collected.
   *
   * @returns whether no row of the block that was not fetched can be either: it has at most the last float32 product
   */
  private merge(query: number, i: number, { block, fetch, again, scores, rowWords, score }: FetchedBlock): boolean {
    const { rankings, first, lengths, dims, exclusion } = this.search;
    const heap = query - first;
    const slack = errorBound(dims, (lengths[query] as number) * block.longest);
    const end = (i + 1) * fetch;
    for (let at = i * fetch; at < end; at++) {
      if (roundScore((scores[at] as number) + slack) < rankings.bar(heap)) return true;
      const inBlock = rowWords[2 * at] as number;
      const row = block.rowOf(inBlock);
      if (exclusion?.has(query, row) || (again && rankings.has(heap, row))) continue;
      rankings.offer(heap, row, score(i, inBlock));
    }
    return fetch === block.count || roundScore((scores[end - 1] as number) + slack) < rankings.bar(heap);
  }

  private rowsOf(members: Int32Array): Float32Array {
    const { queries, dims } = this.search;
    const first = members[0] as number;
    if ((members.at(-1) as number) - first + 1 === members.length) {
      return queries.subarray(first * dims, (first + members.length) * dims);
    }
    const matrix = new Float32Array(members.length * dims);
    members.forEach((query, i) => {
      matrix.set(queries.subarray(query * dims, (query + 1) * dims), i * dims);
    });
    return matrix;
  }
}

/** What the runtime fetched of a block, for several queries: of the `i`-th from `i × fetch` on, best float32 product first. */
interface FetchedBlock {
  readonly block: Block;
  readonly fetch: number;
  /** Whether some of it may be in the rankings already. */
  readonly again: boolean;
  /** float32 products */
  readonly scores: Float32Array;
  /** Rows in the block, at even places. */
  readonly rowWords: Int32Array;
  /** The exact score of the run's `i`-th query and a row of the block. */
  score(i: number, row: number): number;
}
