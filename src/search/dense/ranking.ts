/** The best rows of many queries while blocks stream by: one bounded heap per query, all in two typed arrays. */
import type { Hits } from './hits.js';

/** Whether row `a` ranks before row `b` of the same score. */
export type Precedes = (a: number, b: number) => boolean;

/** A hit to be put into a heap that holds `size` others. */
interface Placing {
  readonly size: number;
  readonly row: number;
  readonly score: number;
}

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
    const from = query * this.width;
    return this.rows.subarray(from, from + (this.sizes[query] as number)).includes(row);
  }

  offer(query: number, row: number, score: number): void {
    const base = query * this.width;
    const size = this.sizes[query] as number;
    if (size < this.k) {
      this.sizes[query] = size + 1;
      this.rise(base, { size, row, score });
    } else if (this.isBetter(score, row, base)) {
      this.sink(base, { size, row, score });
    }
  }

  /** Sorts every heap, best first, and hands the arrays over: no more can be offered. */
  finish(first: number): Hits {
    for (let query = 0; query < this.queries; query++) {
      const base = query * this.width;
      for (let size = (this.sizes[query] as number) - 1; size > 0; size--) {
        const row = this.rows[base + size] as number;
        const score = this.scores[base + size] as number;
        this.rows[base + size] = this.rows[base] as number;
        this.scores[base + size] = this.scores[base] as number;
        this.sink(base, { size, row, score });
      }
    }
    return { first, width: this.width, counts: this.sizes, rows: this.rows, scores: this.scores };
  }

  private isBetter(score: number, row: number, slot: number): boolean {
    const other = this.scores[slot] as number;
    return score > other || (score === other && this.precedes(row, this.rows[slot] as number));
  }

  private move(from: number, to: number): void {
    this.rows[to] = this.rows[from] as number;
    this.scores[to] = this.scores[from] as number;
  }

  /** Puts a hit in the last slot and lets it rise past better ones. */
  private rise(base: number, { size, row, score }: Placing): void {
    let at = size;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (this.isBetter(score, row, base + parent)) break;
      this.move(base + parent, base + at);
      at = parent;
    }
    this.rows[base + at] = row;
    this.scores[base + at] = score;
  }

  /** Puts a hit in the place of the root and lets it sink past worse ones. */
  private sink(base: number, { size, row, score }: Placing): void {
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= size) break;
      const right = child + 1;
      const isRightWorse =
        right < size &&
        !this.isBetter(this.scores[base + right] as number, this.rows[base + right] as number, base + child);
      if (isRightWorse) child = right;
      if (!this.isBetter(score, row, base + child)) break;
      this.move(base + child, base + at);
      at = child;
    }
    this.rows[base + at] = row;
    this.scores[base + at] = score;
  }
}
