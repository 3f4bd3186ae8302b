/** How many rows a search fetches of a block at first, and what it learns of that: a guess costs time, never a hit. */
import type { Block } from './blocks.js';

/** Fetched beyond what is needed, so that the bound on rounding is nearly always cleared at once. */
const SPARE = 8;
/** Excluded rows that every query of a group fetches more for; a query with more of them widens its own fetch. */
const MOST_EXCLUDED = 64;
/** A query whose fetch left a doubt fetches this many times as much. */
export const WIDEN = 4;
/** More than this part of the queries in doubt: the guess was too low. */
const MANY_DOUBTS = 1 / 8;
/** Scoring so large a part of the rows takes as long as bytes save beside float32. */
const MOST_SCORED = 1 / 32;

/** What one search knows of its corpus so far. */
export class FetchGuess {
  private seen = 0;
  /** Raised where a corpus in the order of its topics makes the guess of a block's share too low. */
  private caution = 1.5;
  /** Rows that a screening finds for one that counts. */
  private spread = 3;
  private scored = 0;
  private screened = 0;

  constructor(
    private readonly k: number,
    /** Most rows that a query is kept from. */
    private readonly excluded: number,
  ) {}

  /** Of the k best so far, a block holds its share if rows come in no particular order; ids are hashes, so mostly they do. */
  firstFetch({ count }: Block): number {
    const share = count / (this.seen + count);
    const expected = this.seen === 0 ? this.k : Math.min(this.k, this.k * share * this.caution);
    return Math.min(count, Math.ceil(expected) + SPARE + Math.min(this.excluded, MOST_EXCLUDED));
  }

  /** The same where byte products are fetched, which say less. */
  firstScreening(block: Block): number {
    return Math.min(block.count, Math.ceil(this.firstFetch(block) * this.spread));
  }

  /** Whether screening leaves so few rows to be scored that it is worth its while. */
  get isScreeningWorthIt(): boolean {
    return this.scored <= MOST_SCORED * this.screened;
  }

  learnFetch(doubtful: number, queries: number): void {
    if (doubtful > MANY_DOUBTS * queries) this.caution *= 2;
  }

  /** @param scored rows that were scored for all the queries together */
  learnScreening(doubtful: number, queries: number, { count, scored }: { count: number; scored: number }): void {
    if (doubtful > MANY_DOUBTS * queries) this.spread *= 1.5;
    this.scored += scored;
    this.screened += count * queries;
  }

  learnBlock({ count }: Block): void {
    this.seen += count;
  }
}
