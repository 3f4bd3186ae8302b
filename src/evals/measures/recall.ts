/** R@k: how much of what is relevant is among the first k. */
import { countRelevant, type Measure, type MeasureParameters, measureName, relevantWithin } from './measure.js';

/** Relevant documents among the first k, divided by all relevant ones (trec_eval's `recall`). */
export function recall(parameters: MeasureParameters): Measure {
  const { cutoff, rel } = parameters;
  return {
    name: measureName('R', parameters),
    needs: 'relevant',
    better: 'higher',
    cutoff,
    compute: (list) => {
      const relevant = countRelevant(list, rel);
      return relevant === 0 ? null : relevantWithin(list, cutoff, rel) / relevant;
    },
  };
}
