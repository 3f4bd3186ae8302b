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
  /** Mean of the three highest cosines of a row with the positives, of fewer where there are fewer; itself left out. */
  of(row: number): number;
  /**
   * The likeness to the others of the positive that is least like them: how far apart answers to this query may lie.
   * Null with fewer than two positives, which say nothing about that.
   */
  readonly cohesion: number | null;
}

/** @param positives rows of the corpus, at least one */
export function likenessTo(positives: readonly number[], corpus: MiningCorpus): PositiveLikeness {
  const of = (row: number): number => {
    const cosines = positives.filter((positive) => positive !== row).map((positive) => cosine(row, positive, corpus));
    const nearest = cosines.sort((a, b) => b - a).slice(0, NEAREST);
    return nearest.reduce((sum, value) => sum + value, 0) / nearest.length;
  };
  return { of, cohesion: positives.length < 2 ? null : Math.min(...positives.map(of)) };
}

function cosine(a: number, b: number, { vectors, dims }: MiningCorpus): number {
  let sum = 0;
  for (let d = 0; d < dims; d++) sum += (vectors[a * dims + d] as number) * (vectors[b * dims + d] as number);
  return sum;
}
