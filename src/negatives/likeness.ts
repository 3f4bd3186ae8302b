/**
 * How like the positives a candidate is. A passage that answers is like the other passages that answer, more surely than
 * it is like the question: on hidden positives of rated queries this tells the two apart with an AUC of 0.90, where the
 * similarity with the query has 0.78 (docs/benchmarks.md, "Negatives"). Only vectors that are there anyway are read.
 */
import type { MiningCorpus } from './corpus.js';

/** Positives that count for one candidate: one near relative may be chance, the mean of all blurs distinct groups. */
const NEAREST = 3;

/** Likeness to the positives of one query. */
export interface PositiveLikeness {
  /** Mean of the three highest cosines of a row with the positives, itself left out; of two for a positive of three. */
  of(row: number): number;
  /** The likeness to the others of the positive that is least like them: how far apart answers to this query may lie. */
  readonly cohesion: number;
}

/** From so many positives on they say what answers are like; two may be two halves of one answer. */
export const LEAST_ALIKE = 3;

/** @returns null with fewer than three positives: then there is nothing to be like */
export function likenessTo(positives: readonly number[], corpus: MiningCorpus): PositiveLikeness | null {
  if (positives.length < LEAST_ALIKE) return null;
  const of = (row: number): number => {
    const cosines = positives.filter((positive) => positive !== row).map((positive) => cosine(row, positive, corpus));
    const nearest = cosines.sort((a, b) => b - a).slice(0, NEAREST);
    return nearest.reduce((sum, value) => sum + value, 0) / nearest.length;
  };
  return { of, cohesion: Math.min(...positives.map(of)) };
}

function cosine(a: number, b: number, { vectors, dims }: MiningCorpus): number {
  let sum = 0;
  for (let d = 0; d < dims; d++) sum += (vectors[a * dims + d] as number) * (vectors[b * dims + d] as number);
  return sum;
}
