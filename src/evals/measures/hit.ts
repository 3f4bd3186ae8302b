/** Hit@k: whether anything relevant is among the first k. */
import { countRelevant, type Measure, relevantWithin } from './measure.js';

/** 1 when a relevant document is among the first k, else 0 (trec_eval's `success`). */
export function hit(k: number): Measure {
  return {
    name: `Hit@${k}`,
    needs: 'relevant',
    better: 'higher',
    cutoff: k,
    compute: (list) => (countRelevant(list) === 0 ? null : relevantWithin(list, k) > 0 ? 1 : 0),
  };
}
