/** How often the highest score of a pool is a positive's. */
import type { PoolCandidate } from '../pool.js';
import type { Share } from '../report.js';
import { shareOf } from './shares.js';

/**
 * The chance that the first of a pool is a positive when ties are broken at random: the share of positives among the
 * candidates of the highest score. So a constant scorer has what guessing has.
 */
export function expectedHit(candidates: readonly Pick<PoolCandidate, 'relevant'>[], scores: readonly number[]): number {
  const top = scores.reduce((best, score) => Math.max(best, score), Number.NEGATIVE_INFINITY);
  const tied = candidates.filter((_, i) => scores[i] === top);
  return tied.length === 0 ? 0 : tied.filter(({ relevant }) => relevant).length / tied.length;
}

/** The mean of {@link expectedHit} with its Wilson interval. */
export function hitShare(hits: readonly number[]): Share {
  // Summed in ascending order, so that the order of pools changes no bit.
  return shareOf(
    [...hits].sort((a, b) => a - b).reduce((sum, hit) => sum + hit, 0),
    hits.length,
  );
}
