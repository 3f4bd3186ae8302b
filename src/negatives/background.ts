/**
 * How close to a question any passage of the corpus is. What only shares a magazine with the oracle, or some words with
 * the question, is a hard negative where it is closer than that, and a random one where it is not.
 */
import { quantile } from '../stats/quantiles.js';
import { isSearchable, type MiningCorpus } from './corpus.js';

/** Passages that stand for the corpus. */
const MOST = 256;
/** Of fewer there is no telling what is usual. */
const LEAST = 32;

/** Rows of current passages, evenly spread over the corpus: at most 256, the same ones for every query. */
export function backgroundOf({ passages }: MiningCorpus): readonly number[] {
  const current = passages.flatMap((passage, row) => (isSearchable(passage) ? [row] : []));
  const step = Math.max(1, current.length / MOST);
  return Array.from({ length: Math.min(MOST, current.length) }, (_, i) => current[Math.floor(i * step)] as number);
}

/**
 * The score of a query that a share of the background stays below, positives left out; lazily, once a query.
 *
 * @returns of a share in [0, 1], the score; −∞ where the background has fewer than 32 passages
 */
export function backgroundScores(
  background: readonly number[],
  positives: ReadonlySet<number>,
  scoreOf: (row: number) => number,
): (share: number) => number {
  let sorted: readonly number[] | undefined;
  return (share) => {
    sorted ??= background
      .filter((row) => !positives.has(row))
      .map(scoreOf)
      .sort((a, b) => a - b);
    return sorted.length < LEAST ? Number.NEGATIVE_INFINITY : quantile(sorted, share);
  };
}
