/** How many negatives answer after all, by what somebody other than the miner knows. */
import type { Evidence, Pool, PoolCandidate } from '../pool.js';
import type { HardnessReport, Share } from '../report.js';
import { shareOf } from './shares.js';

/** Null where nothing was judged. */
export function falseNegatives(
  pools: readonly Pool[],
  evidence: Evidence | undefined,
): HardnessReport['false_negatives'] {
  if (evidence === undefined) return null;
  const share = answeringShare(pools, evidence, () => true);
  return share && { ...share, evidence: evidence.kind };
}

/** Of the negatives that `counts` lets through and somebody judged, those that answer; null where none was judged. */
export function answeringShare(
  pools: readonly Pool[],
  evidence: Evidence,
  counts: (candidate: PoolCandidate) => boolean,
): Share | null {
  const verdicts = pools.flatMap(({ query_id, candidates }) =>
    candidates
      .filter((candidate) => !candidate.relevant && counts(candidate))
      .map(({ id }) => evidence.answers(query_id, id))
      .filter((answers) => answers !== null),
  );
  return verdicts.length === 0 ? null : shareOf(verdicts.filter(Boolean).length, verdicts.length);
}
