/** RR, RR@k: how far down the first relevant document is. */
import { countRelevant, depthWithin, type Measure, type MeasureParameters, measureName } from './measure.js';

/**
 * 1 / rank of the first relevant document, 0 where none is retrieved (Kantor & Voorhees 2000; trec_eval's `recip_rank`),
 * or none among the first k, as MS MARCO has it.
 */
export function reciprocalRank(parameters: MeasureParameters): Measure {
  const { cutoff, rel } = parameters;
  return {
    name: measureName('RR', parameters),
    needs: 'relevant',
    better: 'higher',
    cutoff,
    compute: (list) => {
      if (countRelevant(list, rel) === 0) return null;
      const depth = depthWithin(list.grades, cutoff);
      for (let rank = 0; rank < depth; rank++) if ((list.grades[rank] as number) >= rel) return 1 / (rank + 1);
      return 0;
    },
  };
}
