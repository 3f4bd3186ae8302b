/** The commonest item of a stream and its share, in bounded memory. */
import { sha256 } from '../core/hash.js';
import { compareText } from '../core/order.js';

const WIDTH = 16_384;
const ROWS = 4;

/**
 * The commonest item of a stream by a count-min sketch (Cormode & Muthukrishnan 2005): counts are never too low, and
 * with 4 rows of 16,384 too high by more than 0.02 % of the items with probability below 2 %.
 */
export class Commonest {
  total = 0;
  item = '';
  private most = 0;
  private readonly cells = new Uint32Array(WIDTH * ROWS);

  add(item: string): void {
    this.total += 1;
    const digest = sha256(item);
    let count = Number.POSITIVE_INFINITY;
    for (let row = 0; row < ROWS; row++) {
      const cell = row * WIDTH + (Number.parseInt(digest.slice(row * 8, row * 8 + 8), 16) % WIDTH);
      const next = (this.cells[cell] ?? 0) + 1;
      this.cells[cell] = next;
      count = Math.min(count, next);
    }
    if (count < this.most || (count === this.most && compareText(item, this.item) >= 0)) return;
    this.most = count;
    this.item = item;
  }

  /** From the fullest cells, which do not depend on the order of the stream. */
  share(): number {
    if (this.total === 0) return 0;
    const fullest = Array.from({ length: ROWS }, (_, row) =>
      this.cells.subarray(row * WIDTH, (row + 1) * WIDTH).reduce((max, count) => Math.max(max, count), 0),
    );
    return Math.min(...fullest) / this.total;
  }
}
