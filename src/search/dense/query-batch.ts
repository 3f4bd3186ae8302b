/** A few queries and how they are searched for in one block, exactly. */

import type { Rankings } from '../rankings.js';
import type { Block } from './blocks.js';
import { type BytePassages, type ByteQueries, queryBytes, screenBound } from './bytes.js';
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

/** What a search learns of its corpus: how much it must fetch, and whether screening pays. */
export interface FetchGuess {
  /** Raised where a corpus in the order of its topics makes the guess of a block's share too low. */
  caution: number;
  /** Rows that a screening finds for one that counts. */
  spread: number;
  /** Rows scored after a screening, of all that were multiplied. */
  scored: number;
  multiplied: number;
}

export function newGuess(): FetchGuess {
  return { caution: 1.5, spread: 3, scored: 0, multiplied: 0 };
}

/** Scoring so large a part of the rows takes as long as bytes save beside float32. */
const MOST_SCORED = 1 / 32;

/** Whether screening leaves so few rows to be scored that it is worth its while. */
export function isScreeningWorthIt({ scored, multiplied }: FetchGuess): boolean {
  return scored <= MOST_SCORED * multiplied;
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
  private asBytes: ByteQueries | undefined;
  private seen = 0;
  private scored = 0;

  constructor(
    private readonly search: Search,
    /** Rows of the search's `queries`, ascending; none of them a zero vector. */
    private readonly members: Int32Array,
  ) {
    this.matrix = this.rowsOf(members);
  }

  /** Merges what a block holds into the rankings. */
  async scan(open: OpenBlock): Promise<void> {
    const { block, bytes } = open;
    const { guess } = this.search;
    let fetch = this.firstFetch(block);
    let pending = this.members;
    let again = false;
    if (bytes !== null && isScreeningWorthIt(guess)) {
      pending = await this.screen(bytes, open, fetch);
      if (pending.length * 8 > this.members.length) guess.spread *= 1.5;
      again = true;
    }
    while (pending.length > 0) {
      pending = await this.fetchFor(pending, open, { fetch, again });
      if (!again && pending.length * 8 > this.members.length) guess.caution *= 2;
      fetch = Math.min(block.count, fetch * WIDEN);
      again = true;
    }
    this.seen += block.count;
  }

  /** Of the k best so far, a block holds its share if rows come in no particular order; ids are hashes, so mostly they do. */
  private firstFetch(block: Block): number {
    const { rankings, exclusion, guess } = this.search;
    const share = block.count / (this.seen + block.count);
    const expected = this.seen === 0 ? rankings.k : Math.min(rankings.k, rankings.k * share * guess.caution);
    return Math.min(block.count, Math.ceil(expected) + SPARE + Math.min(exclusion?.most ?? 0, MOST_EXCLUDED));
  }

  /** Merges by products of bytes. @returns the members for which those left a doubt */
  private async screen(passages: BytePassages, { block, scorer }: OpenBlock, expected: number): Promise<Int32Array> {
    const { dims, kernel, guess, lengths } = this.search;
    this.asBytes ??= queryBytes(this.matrix, dims);
    const { bytes, steps, errors } = this.asBytes;
    const fetch = Math.min(block.count, Math.ceil(expected * guess.spread));
    const fetched = await kernel.screen({ queries: bytes, dims, passages: passages.bytes, fetch });
    const score = scorerOf(scorer, { queries: this.matrix, block, dims });
    const before = this.scored;
    const doubtful = this.members.filter((query, i) => {
      const own = { length: lengths[query] as number, error: errors[i] as number };
      const slack = screenBound(own, { longest: block.longest, error: passages.error });
      const unit = (steps[i] as number) * passages.step;
      return !this.merge(query, i, {
        ...fetched,
        block,
        fetch,
        again: false,
        score: (row) => score(i, row),
        unit,
        slack,
      });
    });
    guess.scored += this.scored - before;
    guess.multiplied += block.count * this.members.length;
    return doubtful;
  }

  /** Merges by float32 products. @returns the members that need a larger fetch */
  private async fetchFor(
    members: Int32Array,
    { block, scorer }: OpenBlock,
    { fetch, again }: { readonly fetch: number; readonly again: boolean },
  ): Promise<Int32Array> {
    const { dims, kernel, lengths } = this.search;
    const queries = members === this.members ? this.matrix : this.rowsOf(members);
    const fetched = await kernel.fetchBest({ queries, dims, vectors: block.vectors, fetch });
    const score = scorerOf(scorer, { queries, block, dims });
    return members.filter((query, i) => {
      const slack = errorBound(dims, (lengths[query] as number) * block.longest);
      return !this.merge(query, i, { ...fetched, block, fetch, again, score: (row) => score(i, row), unit: 1, slack });
    });
  }

  /**
   * Offers the candidates of the `i`-th query of a run, best product first, while they can still be among its k best. Makes
   * no objects: there are millions of candidates, and garbage counts as memory until it is collected.
   *
   * @returns whether no row of the block that was not fetched can be either: it has at most the last product
   */
  private merge(query: number, i: number, run: Run): boolean {
    const { products, rowWords, block, fetch, again, score, unit, slack } = run;
    const { rankings, first, exclusion } = this.search;
    const heap = query - first;
    const end = (i + 1) * fetch;
    for (let at = i * fetch; at < end; at++) {
      if (roundScore((products[at] as number) * unit + slack) < rankings.bar(heap)) return true;
      const inBlock = rowWords[2 * at] as number;
      const row = block.rowOf(inBlock);
      if (exclusion?.has(query, row) || (again && rankings.has(heap, row))) continue;
      rankings.offer(heap, row, score(inBlock));
      this.scored += 1;
    }
    return fetch === block.count || roundScore((products[end - 1] as number) * unit + slack) < rankings.bar(heap);
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

/** The exact score of the `i`-th of some queries and a row of the block, until the next such function is made. */
function scorerOf(
  scorer: Scorer | null,
  { queries, block, dims }: { readonly queries: Float32Array; readonly block: Block; readonly dims: number },
): (i: number, row: number) => number {
  if (scorer === null) return innerProducts(queries, block.vectors, dims);
  scorer.loadQueries(queries);
  return (i, row) => scorer.score(i, row);
}

/** What was fetched of a block, for several queries: of the `i`-th from `i × fetch` on, best product first; and how one query reads it. */
interface Run extends Fetched {
  readonly block: Block;
  readonly fetch: number;
  /** Whether some of it may be in the rankings already. */
  readonly again: boolean;
  /** The exact score of the query and a row of the block. */
  readonly score: (row: number) => number;
  /** What a product of 1 stands for. */
  readonly unit: number;
  /** Most by which a product differs from the exact one. */
  readonly slack: number;
}
