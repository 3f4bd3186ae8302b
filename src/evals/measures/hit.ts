/** Hit@k: whether anything relevant is among the first k. */
import { isRelevant, type Measure } from './measure.js';

/** 1 when a relevant passage is among the first k, else 0 (trec_eval's `success`). */
export function hit(k: number): Measure {
  return {
    name: `Hit@${k}`,
    needsRelevant: true,
    better: 'higher',
    compute: (query) => (query.ranking.slice(0, k).some((id) => isRelevant(query, id)) ? 1 : 0),
  };
}
