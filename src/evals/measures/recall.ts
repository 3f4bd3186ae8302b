/** R@k: how much of what is relevant is among the first k. */
import { countRelevant, type Measure, relevantWithin } from './measure.js';

/** Relevant documents among the first k, divided by all relevant ones (trec_eval's `recall`). */
export function recall(k: number): Measure {
  return {
    name: `R@${k}`,
    needs: 'relevant',
    better: 'higher',
    cutoff: k,
    compute: (list) => {
      const relevant = countRelevant(list);
      return relevant === 0 ? null : relevantWithin(list, k) / relevant;
    },
  };
}
