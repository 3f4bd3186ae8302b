/** stale-hit@k: whether yesterday's truth is among the first k. */
import { type Measure, markedWithin } from './measure.js';

/** 1 when a passage that is not current is among the first k, else 0; it has a value for unanswerable questions too. */
export function staleHit(k: number): Measure {
  return {
    name: `stale-hit@${k}`,
    needs: 'stale',
    better: 'lower',
    cutoff: k,
    compute: ({ stale }) => (stale === undefined ? null : markedWithin(stale, k) ? 1 : 0),
  };
}
