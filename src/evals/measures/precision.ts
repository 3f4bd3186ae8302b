/** P@k: how much of the first k is relevant. */
import { countRelevant, type Measure, type MeasureParameters, measureName, relevantWithin } from './measure.js';

/**
 * Relevant documents among the first k, divided by k, however few were retrieved (trec_eval's `P`); without a cut-off by
 * the number of retrieved ones, at least 1.
 */
export function precision(parameters: MeasureParameters): Measure {
  const { cutoff, rel } = parameters;
  return {
    name: measureName('P', parameters),
    needs: 'relevant',
    better: 'higher',
    cutoff,
    compute: (list) => {
      if (countRelevant(list, rel) === 0) return null;
      return relevantWithin(list, cutoff, rel) / (cutoff ?? Math.max(1, list.grades.length));
    },
  };
}
