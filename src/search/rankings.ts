/** The best rows of queries while scored rows stream by: one bounded heap per query, all in two typed arrays. */
import type { Hits } from './hits.js';

/** Whether row `a` ranks before row `b` of the same score. */
export type Precedes = (a: number, b: number) => boolean;

/** Heaps whose roots are the worst hits kept. They grow with the rows seen, so that `k` may exceed them by far. */
export class Rankings {
  private width = 0;
  private rows = new Int32Array();
  private scores = new Float64Array();
  private readonly sizes: Int32Array;

  constructor(
    private readonly queries: number,
    /** Most hits kept per query. */
    readonly k: number,
    private readonly precedes: Precedes,
  ) {
    this.sizes = new Int32Array(queries);
  }

  /** Makes room for `seen` rows a query, at most k. */
  reserve(seen: number): void {
    if (Math.min(this.k, seen) <= this.width) return;
    const width = Math.min(this.k, Math.max(seen, this.width * 2));
    const rows = new Int32Array(this.queries * width);
    const scores = new Float64Array(this.queries * width);
    for (let query = 0; query < this.queries; query++) {
      const from = query * this.width;
      rows.set(this.rows.subarray(from, from + this.width), query * width);
      scores.set(this.scores.subarray(from, from + this.width), query * width);
    }
    this.rows = rows;
    this.scores = scores;
    this.width = width;
  }

  /** The score that a row must reach to be kept, by its id at equality: -Infinity while there is room. */
  bar(query: number): number {
    if ((this.sizes[query] as number) < this.k) return Number.NEGATIVE_INFINITY;
    return this.scores[query * this.width] as number;
  }

  has(query: number, row: number): boolean {
    const base = query * this.width;
    for (let slot = base + (this.sizes[query] as number) - 1; slot >= base; slot--) {
      if (this.rows[slot] === row) return true;
    }
    return false;
  }

  offer(query: number, row: number, score: number): void {
    const base = query * this.width;
    const size = this.sizes[query] as number;
    if (size < this.k) {
      this.sizes[query] = size + 1;
      this.place(base + size, row, score);
      this.rise(base, size);
    } else if (this.isBetter(score, row, base)) {
      this.place(base, row, score);
      this.sink(base, size);
    }
  }

  /** Sorts every heap, best first, and hands the arrays over: no more can be offered. */
  finish(first: number): Hits {
    for (let query = 0; query < this.queries; query++) {
      const base = query * this.width;
      for (let size = (this.sizes[query] as number) - 1; size > 0; size--) {
        const row = this.rows[base + size] as number;
        const score = this.scores[base + size] as number;
        this.move(base, base + size);
        this.place(base, row, score);
        this.sink(base, size);
      }
    }
    return { first, width: this.width, counts: this.sizes, rows: this.rows, scores: this.scores };
  }

  private isBetter(score: number, row: number, slot: number): boolean {
    const other = this.scores[slot] as number;
    return score > other || (score === other && this.precedes(row, this.rows[slot] as number));
  }

  private place(slot: number, row: number, score: number): void {
    this.rows[slot] = row;
    this.scores[slot] = score;
  }

  private move(from: number, to: number): void {
    this.place(to, this.rows[from] as number, this.scores[from] as number);
  }

  /** Lets the hit in slot `size` rise past better ones. */
  private rise(base: number, size: number): void {
    const row = this.rows[base + size] as number;
    const score = this.scores[base + size] as number;
    let at = size;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (this.isBetter(score, row, base + parent)) break;
      this.move(base + parent, base + at);
      at = parent;
    }
    this.place(base + at, row, score);
  }

  /** Lets the hit at the root of a heap of `size` sink past worse ones. */
  private sink(base: number, size: number): void {
    const row = this.rows[base] as number;
    const score = this.scores[base] as number;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= size) break;
      if (child + 1 < size && this.isWorse(base + child + 1, base + child)) child += 1;
      if (!this.isBetter(score, row, base + child)) break;
      this.move(base + child, base + at);
      at = child;
    }
    this.place(base + at, row, score);
  }

  private isWorse(slot: number, other: number): boolean {
    return !this.isBetter(this.scores[slot] as number, this.rows[slot] as number, other);
  }
}
