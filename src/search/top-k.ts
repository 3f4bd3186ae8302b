/** The best of many scored rows, kept while they stream by. */

/** A found row and its score. */
export interface ScoredRow {
  readonly index: number;
  readonly score: number;
}

/** A bounded binary heap whose root is the worst row kept. Ties: the later row is the better one. */
export class TopK {
  private readonly rows: Int32Array;
  private readonly scores: Float64Array;
  private size = 0;

  /** @param capacity most rows kept; 0 keeps none */
  constructor(capacity: number) {
    this.rows = new Int32Array(capacity);
    this.scores = new Float64Array(capacity);
  }

  /** A score that a row must reach to be kept: -Infinity until the heap is full. */
  get bar(): number {
    return this.size < this.rows.length ? Number.NEGATIVE_INFINITY : (this.scores[0] ?? Number.POSITIVE_INFINITY);
  }

  offer(row: number, score: number): void {
    if (this.size < this.rows.length) {
      this.place(this.size++, row, score);
      this.siftUp(this.size - 1);
    } else if (this.size > 0 && isBetter(score, row, this.scores[0] as number, this.rows[0] as number)) {
      this.place(0, row, score);
      this.siftDown();
    }
  }

  /** Best first. */
  sorted(): ScoredRow[] {
    const found = Array.from({ length: this.size }, (_, i) => ({
      index: this.rows[i] as number,
      score: this.scores[i] as number,
    }));
    return found.sort(byScore);
  }

  private place(slot: number, row: number, score: number): void {
    this.rows[slot] = row;
    this.scores[slot] = score;
  }

  private worse(a: number, b: number): boolean {
    return isBetter(this.scores[b] as number, this.rows[b] as number, this.scores[a] as number, this.rows[a] as number);
  }

  private swap(a: number, b: number): void {
    const row = this.rows[a] as number;
    const score = this.scores[a] as number;
    this.place(a, this.rows[b] as number, this.scores[b] as number);
    this.place(b, row, score);
  }

  private siftUp(start: number): void {
    let slot = start;
    while (slot > 0) {
      const parent = (slot - 1) >> 1;
      if (!this.worse(slot, parent)) return;
      this.swap(slot, parent);
      slot = parent;
    }
  }

  private siftDown(): void {
    let slot = 0;
    for (;;) {
      const left = 2 * slot + 1;
      if (left >= this.size) return;
      const right = left + 1;
      const child = right < this.size && this.worse(right, left) ? right : left;
      if (!this.worse(child, slot)) return;
      this.swap(slot, child);
      slot = child;
    }
  }
}

/** Order of hits: best first, ties by later row, which is the larger passage_id where rows lie in ascending order. */
export function byScore(a: ScoredRow, b: ScoredRow): number {
  return b.score - a.score || b.index - a.index;
}

function isBetter(score: number, row: number, otherScore: number, otherRow: number): boolean {
  return score > otherScore || (score === otherScore && row > otherRow);
}
