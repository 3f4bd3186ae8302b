/** R@k: how much of what is relevant is among the first k. */
import { countRelevant, isRelevant, type Measure } from './measure.js';

/** Relevant passages among the first k, divided by all relevant ones (trec_eval's `recall`). */
export function recall(k: number): Measure {
  return {
    name: `R@${k}`,
    needsRelevant: true,
    better: 'higher',
    compute: (query) => {
      const relevant = countRelevant(query.grades);
      const found = query.ranking.slice(0, k).filter((id) => isRelevant(query, id)).length;
      return relevant === 0 ? 0 : found / relevant;
    },
  };
}
