/** How well scorers do that do not read the question. */
import { mean } from '../../../stats/quantiles.js';
import type { Pool } from '../pool.js';
import type { CanaryFindings } from '../report.js';
import { CANARIES, CANARY_SCORERS, POSITION_CANARIES } from '../scorers/canaries.js';
import { expectedHit, hitShare } from './hit-at-1.js';

/** @param ordered whether positions reach the model: else those that look at them are left out */
export function canaryFindings(pools: readonly Pool[], ordered: boolean): readonly CanaryFindings[] {
  if (pools.length === 0) return [];
  const shares = pools.map(
    ({ candidates }) => candidates.filter(({ relevant }) => relevant).length / candidates.length,
  );
  const chance = mean(shares.sort((a, b) => a - b));
  return CANARIES.filter((name) => ordered || !POSITION_CANARIES.has(name)).map((name) => {
    const hits = pools.map(({ candidates }) => expectedHit(candidates, CANARY_SCORERS[name](candidates)));
    return { name, hit_at_1: hitShare(hits), chance };
  });
}
