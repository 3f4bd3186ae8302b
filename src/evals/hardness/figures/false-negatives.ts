/** How many negatives answer after all, by what somebody other than the miner knows. */
import type { Evidence, Pool, PoolCandidate } from '../pool.js';
import type { FalseNegatives, Share } from '../report.js';
import { shareOf } from './shares.js';

/** Null where nothing was judged. */
export function falseNegatives(pools: readonly Pool[], evidence: Evidence | undefined): FalseNegatives | null {
  if (evidence === undefined) return null;
  const verdicts = verdictsOf(pools, evidence, () => true);
  const judged = verdicts.filter((answers) => answers !== null);
  if (judged.length === 0) return null;
  const answering = judged.filter(Boolean).length;
  const share = shareOf(answering, judged.length);
  const standsFor = evidence.kind === 'grades' ? shareOf(answering, verdicts.length) : share;
  return { ...share, evidence: evidence.kind, answering, at_least: standsFor.interval.low };
}

/** Of the negatives that `counts` lets through and somebody judged, those that answer; null where none was judged. */
export function answeringShare(
  pools: readonly Pool[],
  evidence: Evidence,
  counts: (candidate: PoolCandidate) => boolean,
): Share | null {
  const judged = verdictsOf(pools, evidence, counts).filter((answers) => answers !== null);
  return judged.length === 0 ? null : shareOf(judged.filter(Boolean).length, judged.length);
}

/** One for each negative; null: not judged. */
function verdictsOf(
  pools: readonly Pool[],
  evidence: Evidence,
  counts: (candidate: PoolCandidate) => boolean,
): readonly (boolean | null)[] {
  return pools.flatMap(({ query_id, candidates }) =>
    candidates
      .filter((candidate) => !candidate.relevant && counts(candidate))
      .map(({ id }) => evidence.answers(query_id, id)),
  );
}
