/** Whether two searches found the same. */
import { readFileSync } from 'node:fs';
import { innerProducts } from '../../src/search/dense/inner-product.js';
import { floatsOf } from './vectors.js';

/** What {@link agreement} compares. */
export interface Answers {
  /** Raw float32 files. */
  readonly passages: string;
  readonly queries: string;
  readonly dims: number;
  readonly k: number;
  /** Raw int32 files of rows found [q × k]. */
  readonly ours: string;
  readonly theirs: string;
}

/** float32 sums of vectors of length 1 are within this of the exact ones; nearer scores are ties to the other side. */
const TIE = 2e-6;

/**
 * Share of their hits that are ours too, or that score as our last one does up to float32's rounding (a tie at the k-th place).
 * 1 where both are exact.
 */
export function agreement({ passages, queries, dims, k, ours, theirs }: Answers): number {
  const rows = (path: string): Int32Array => new Int32Array(new Uint8Array(readFileSync(path)).buffer);
  const score = innerProducts(floatsOf(queries), floatsOf(passages), dims);
  const a = rows(ours);
  const b = rows(theirs);
  let same = 0;
  for (let query = 0; query * k < b.length; query++) {
    const found = a.subarray(query * k, (query + 1) * k);
    const set = new Set(found);
    const last = score(query, found[k - 1] ?? 0);
    for (const row of b.subarray(query * k, (query + 1) * k)) {
      if (set.has(row) || Math.abs(score(query, row) - last) < TIE) same += 1;
    }
  }
  return same / b.length;
}
