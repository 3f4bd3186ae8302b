/** A few queries and how they are searched for in one block, exactly. */

import type { Rankings } from '../rankings.js';
import type { Block } from './blocks.js';
import { type BytePassages, type ByteQueries, queryBytes, screenBound } from './bytes.js';
import { type FetchGuess, WIDEN } from './fetch-guess.js';
import { errorBound, innerProducts, roundScore } from './inner-product.js';
import type { Fetched, Kernel } from './kernel.js';
import type { Scorer } from './scorer.js';

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
  readonly guess: FetchGuess;
}

/** Rows that queries must not find. */
export interface Exclusion {
  has(query: number, row: number): boolean;
  /** Most rows that a query is kept from: how many more to fetch at first. */
  readonly most: number;
}

/** A block as many queries are searched for in it. */
export interface OpenBlock {
  readonly block: Block;
  /** Its rows as bytes; null where it is not screened. */
  readonly bytes: BytePassages | null;
  /** Holds its rows; null where scores are worked out in place. */
  readonly scorer: Scorer | null;
}

/** Queries that are multiplied together. */
export class QueryBatch {
  private readonly matrix: Float32Array;
  private asBytes: ByteQueries | undefined;
  private scored = 0;

  constructor(
    private readonly search: Search,
    /** Rows of the search's `queries`, ascending; none of them a zero vector. */
    private readonly members: Int32Array,
  ) {
    this.matrix = rowsOf(members, search);
  }

  /** Merges into the rankings what a block most likely holds. @returns the members that may miss some of it */
  async scan(open: OpenBlock): Promise<Int32Array> {
    const { guess } = this.search;
    const queries = this.members.length;
    if (open.bytes === null || !guess.isScreeningWorthIt) {
      const doubtful = await this.multiply(open, { fetch: guess.firstFetch(open.block), again: false });
      guess.learnFetch(doubtful.length, queries);
      return doubtful;
    }
    const before = this.scored;
    const doubtful = await this.screen(open.bytes, open);
    guess.learnScreening(doubtful.length, queries, { count: open.block.count, scored: this.scored - before });
    return doubtful;
  }

  /** Merges what {@link scan} may have missed, fetching ever more. */
  async settle(open: OpenBlock, widen: number = open.bytes === null ? WIDEN : 1): Promise<void> {
    const fetch = Math.min(open.block.count, this.search.guess.firstFetch(open.block) * widen);
    const doubtful = await this.multiply(open, { fetch, again: true });
    if (doubtful.length > 0) await new QueryBatch(this.search, doubtful).settle(open, widen * WIDEN);
  }

  /** Merges by products of bytes. @returns the members for which those left a doubt */
  private async screen(passages: BytePassages, { block, scorer }: OpenBlock): Promise<Int32Array> {
    const { dims, kernel, guess, lengths } = this.search;
    this.asBytes ??= queryBytes(this.matrix, dims);
    const { bytes, steps, errors } = this.asBytes;
    const fetch = guess.firstScreening(block);
    const fetched = await kernel.screen({ queries: bytes, dims, passages: passages.bytes, fetch });
    const run = { ...fetched, block, fetch, again: false, score: scorerOf(scorer, this.matrix, block, dims) };
    return this.members.filter((query, i) => {
      const own = { length: lengths[query] as number, error: errors[i] as number };
      const slack = screenBound(own, { longest: block.longest, error: passages.error });
      return !this.merge(i, run, { unit: (steps[i] as number) * passages.step, slack });
    });
  }

  /** Merges by float32 products. @returns the members that need a larger fetch */
  private async multiply(
    { block, scorer }: OpenBlock,
    { fetch, again }: { readonly fetch: number; readonly again: boolean },
  ): Promise<Int32Array> {
    const { dims, kernel, lengths } = this.search;
    const fetched = await kernel.fetchBest({ queries: this.matrix, dims, vectors: block.vectors, fetch });
    const run = { ...fetched, block, fetch, again, score: scorerOf(scorer, this.matrix, block, dims) };
    return this.members.filter((query, i) => {
      return !this.merge(i, run, { unit: 1, slack: errorBound(dims, (lengths[query] as number) * block.longest) });
    });
  }

  /**
   * Offers the candidates of the `i`-th query of a run, best product first, while they can still be among its k best. Makes
   * no objects: there are millions of candidates, and garbage counts as memory until it is collected.
   *
   * @returns whether no row of the block that was not fetched can be either: it has at most the last product
   */
  private merge(i: number, run: Run, { unit, slack }: Reading): boolean {
    const { products, rowWords, block, fetch, again, score } = run;
    const { rankings, first, exclusion } = this.search;
    const query = this.members[i] as number;
    const heap = query - first;
    const end = (i + 1) * fetch;
    for (let at = i * fetch; at < end; at++) {
      if (roundScore((products[at] as number) * unit + slack) < rankings.bar(heap)) return true;
      const inBlock = rowWords[2 * at] as number;
      const row = block.rowOf(inBlock);
      if (exclusion?.has(query, row) || (again && rankings.has(heap, row))) continue;
      rankings.offer(heap, row, score(i, inBlock));
      this.scored += 1;
    }
    return fetch === block.count || roundScore((products[end - 1] as number) * unit + slack) < rankings.bar(heap);
  }
}

/** Row-major [members.length × dims]; in place where they follow each other. */
function rowsOf(members: Int32Array, { queries, dims }: Search): Float32Array {
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

type Score = (i: number, row: number) => number;

/** The exact score of the `i`-th of some queries and a row of the block, until the next such function is made. */
function scorerOf(scorer: Scorer | null, queries: Float32Array, { vectors }: Block, dims: number): Score {
  if (scorer === null) return innerProducts(queries, vectors, dims);
  scorer.loadQueries(queries);
  return (i, row) => scorer.score(i, row);
}

/** What was fetched of a block, for several queries: of the `i`-th from `i × fetch` on, best product first. */
interface Run extends Fetched {
  readonly block: Block;
  readonly fetch: number;
  /** Whether some of it may be in the rankings already. */
  readonly again: boolean;
  readonly score: Score;
}

/** What products say of one query's scores. */
interface Reading {
  /** What a product of 1 stands for. */
  readonly unit: number;
  /** Most by which a product differs from the exact one. */
  readonly slack: number;
}
