/**
 * The teacher of lexical match: exact cosines of sparse bags. A table of few dimensions scores with noise, of about
 * 1/√dims for each cosine (Johnson & Lindenstrauss 1984); learning the exact scores as soft targets (distillation,
 * Hinton et al. 2015) removes much of it for texts like those trained on.
 */
import type { Bag } from './bags.js';

export interface TeacherOptions {
  /** How much each row weighs in an exact match. */
  readonly weights: Float64Array;
  /** Divides the cosines; small is sharp. */
  readonly temperature: number;
}

/** For each query, the softmax of its exact cosines with all passages: [queries × passages], each row sums to 1. */
export function lexicalTargets(
  queries: readonly Bag[],
  passages: readonly Bag[],
  { weights, temperature }: TeacherOptions,
): Float64Array {
  const n = passages.length;
  const postings = postingsOf(passages, weights);
  const targets = new Float64Array(queries.length * n);
  queries.forEach((bag, q) => {
    const cosines = targets.subarray(q * n, (q + 1) * n);
    for (const [row, share] of unitShares(bag, weights)) {
      const posting = postings.get(row);
      if (posting === undefined) continue;
      for (let k = 0; k < posting.length; k += 2) {
        const passage = posting[k] as number;
        cosines[passage] = (cosines[passage] as number) + share * (posting[k + 1] as number);
      }
    }
    softmax(cosines, temperature);
  });
  return targets;
}

/** Row → passage, share, passage, share … */
function postingsOf(passages: readonly Bag[], weights: Float64Array): Map<number, number[]> {
  const postings = new Map<number, number[]>();
  passages.forEach((bag, passage) => {
    for (const [row, share] of unitShares(bag, weights)) {
      const posting = postings.get(row);
      if (posting === undefined) postings.set(row, [passage, share]);
      else posting.push(passage, share);
    }
  });
  return postings;
}

/** Rows with their components of the bag's unit vector. */
function unitShares({ rows, counts }: Bag, weights: Float64Array): (readonly [number, number])[] {
  let squares = 0;
  const values = Array.from(rows, (row, i) => {
    const value = (weights[row] ?? 0) * (counts[i] ?? 0);
    squares += value * value;
    return value;
  });
  const norm = Math.sqrt(squares) || 1;
  return values.map((value, i) => [rows[i] ?? 0, value / norm]);
}

function softmax(values: Float64Array, temperature: number): void {
  const largest = values.reduce((a, b) => Math.max(a, b), 0);
  let total = 0;
  for (let i = 0; i < values.length; i++) {
    const share = Math.exp(((values[i] as number) - largest) / temperature);
    values[i] = share;
    total += share;
  }
  for (let i = 0; i < values.length; i++) values[i] = (values[i] as number) / total;
}
