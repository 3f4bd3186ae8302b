/** Sampling: which of the candidates that passed every filter become the query's negatives. */
import { createRandom } from '../core/random.js';
import { byScore, type Candidate } from './candidates.js';
import type { ResolvedOptions } from './options.js';
import type { MiningQuery } from './types.js';

/** Quotas by origin, then the window's hardest (or random) dense ones; no two of equal text. */
export function choose(
  found: {
    readonly stale: readonly Candidate[];
    readonly siblings: readonly Candidate[];
    readonly dense: readonly Candidate[];
  },
  query: MiningQuery,
  options: ResolvedOptions,
): Candidate[] {
  const random = createRandom(`${options.seed}/mine/${query.query_id}`);
  const dense = options.sampling === 'random' ? random.shuffle(found.dense) : found.dense;
  const chosen: Candidate[] = [];
  const texts = new Set<string>();
  const take = (candidates: readonly Candidate[], quota: number): void => {
    let taken = 0;
    for (const candidate of candidates) {
      if (taken === quota || chosen.length === options.numNegatives) return;
      if (texts.has(candidate.passage.content_hash)) continue;
      texts.add(candidate.passage.content_hash);
      chosen.push(candidate);
      taken += 1;
    }
  };
  take(found.stale, options.maxStale);
  take(found.siblings, options.maxSiblings);
  take(dense, options.numNegatives);
  return chosen.sort(byScore);
}
