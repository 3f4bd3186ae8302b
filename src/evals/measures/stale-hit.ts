/** stale-hit@k: whether yesterday's truth is among the first k. */
import type { Measure } from './measure.js';

/** 1 when a passage that is not current is among the first k, else 0; it has a value for unanswerable questions too. */
export function staleHit(k: number): Measure {
  return {
    name: `stale-hit@${k}`,
    needsRelevant: false,
    better: 'lower',
    compute: (query) => (query.ranking.slice(0, k).some((id) => query.isStale(id)) ? 1 : 0),
  };
}
