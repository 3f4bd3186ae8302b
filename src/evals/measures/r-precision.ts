/** Rprec: precision at the rank where it equals recall. */
import { countRelevant, type Measure, type MeasureParameters, measureName, relevantWithin } from './measure.js';

/** Relevant documents among the first R, divided by R, the number of all relevant ones (trec_eval's `Rprec`). */
export function rPrecision(parameters: MeasureParameters): Measure {
  const { rel } = parameters;
  return {
    name: measureName('Rprec', parameters),
    needs: 'relevant',
    better: 'higher',
    cutoff: null,
    compute: (list) => {
      const relevant = countRelevant(list, rel);
      return relevant === 0 ? null : relevantWithin(list, relevant, rel) / relevant;
    },
  };
}
