/** AP, AP@k: precision at each relevant document, averaged over all relevant ones. */
import { countRelevant, depthWithin, type Measure, type MeasureParameters, measureName } from './measure.js';

/**
 * Σ precision at the rank of each relevant document that was retrieved, divided by all relevant ones (Buckley & Voorhees
 * 2005; trec_eval's `map`). With k, only the first k are looked at and the divisor stays (trec_eval's `map_cut`); other
 * tools divide by min(k, R).
 */
export function averagePrecision(parameters: MeasureParameters): Measure {
  const { cutoff, rel } = parameters;
  return {
    name: measureName('AP', parameters),
    needs: 'relevant',
    better: 'higher',
    cutoff,
    compute: (list) => {
      const relevant = countRelevant(list, rel);
      if (relevant === 0) return null;
      const depth = depthWithin(list.grades, cutoff);
      let found = 0;
      let sum = 0;
      for (let rank = 0; rank < depth; rank++) {
        if (!((list.grades[rank] as number) >= rel)) continue;
        found += 1;
        sum += found / (rank + 1);
      }
      return sum / relevant;
    },
  };
}
