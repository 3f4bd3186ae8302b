/** What one scorer makes of the pools. */
import { stratifiedAuc } from '../../../stats/auc.js';
import type { Pool, PoolSet } from '../pool.js';
import type { ScorerFindings, Share } from '../report.js';
import type { ScoredPool } from '../score-pools.js';
import type { Scorer } from '../scorers/scorer.js';
import { TITLE_OVERLAP } from '../scorers/title-overlap.js';
import { expectedHit, hitShare } from './hit-at-1.js';
import { wayFindings } from './share-of-the-way.js';
import { shareOf } from './shares.js';

/** A scorer with its scores. */
export interface Witness {
  readonly scorer: Scorer;
  readonly pools: readonly ScoredPool[];
}

export function scorerFindings(
  { scorer, pools }: Witness,
  options: { readonly minedBy: PoolSet['mined_by']; readonly seed: number | string },
): ScorerFindings {
  const took_part = options.minedBy === null ? null : options.minedBy.includes(scorer.name);
  const hasWay = scorer.name !== TITLE_OVERLAP.name && pools.some(({ random }) => random.length > 0);
  return {
    name: scorer.name,
    label: scorer.label,
    took_part,
    independent: took_part === false || (took_part === null && scorer.kind === 'words'),
    hit_at_1: hitShare(pools.map(({ pool, scores }) => expectedHit(pool.candidates, scores))),
    random_auc:
      stratifiedAuc(pools.map(({ positives, random }) => ({ positives: [Math.max(...positives)], negatives: random })))
        ?.auc ?? null,
    share_of_the_way: hasWay ? wayFindings(pools, `${options.seed}/${scorer.name}`) : null,
  };
}

/** Pools where every positive is above every negative. */
export function solvedShare(pools: readonly ScoredPool[]): Share {
  const solved = pools.filter(({ positives, negatives }) => Math.min(...positives) > Math.max(...negatives));
  return shareOf(solved.length, pools.length);
}

/** How often a positive is longer than a negative of its pool, over all such pairs. */
export function lengthAuc(pools: readonly Pool[]): number | null {
  const lengths = ({ candidates }: Pool, relevant: boolean): number[] =>
    candidates.filter((one) => one.relevant === relevant).map(({ text }) => text.length);
  const strata = pools.map((pool) => ({ positives: lengths(pool, true), negatives: lengths(pool, false) }));
  return stratifiedAuc(strata)?.auc ?? null;
}
