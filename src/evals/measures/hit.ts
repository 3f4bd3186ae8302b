/** Hit@k: whether anything relevant is among the first k. */
import { countRelevant, type Measure, type MeasureParameters, measureName, relevantWithin } from './measure.js';

/** 1 when a relevant document is among the first k, else 0 (trec_eval's `success`). */
export function hit(parameters: MeasureParameters): Measure {
  const { cutoff, rel } = parameters;
  return {
    name: measureName('Hit', parameters),
    needs: 'relevant',
    better: 'higher',
    cutoff,
    compute: (list) => (countRelevant(list, rel) === 0 ? null : relevantWithin(list, cutoff, rel) > 0 ? 1 : 0),
  };
}
