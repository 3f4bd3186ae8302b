/** judged@k: how much of the first k anybody judged, and so how far the other measures can be believed. */
import { depthWithin, type Measure, type MeasureParameters, measureName } from './measure.js';

/**
 * Judged documents among the first k, divided by k, or by the number of retrieved ones where that is smaller; no value for
 * an empty list. A negative grade is no judgement.
 */
export function judged(parameters: MeasureParameters): Measure {
  const { cutoff } = parameters;
  return {
    name: measureName('judged', parameters),
    needs: 'nothing',
    better: 'higher',
    cutoff,
    compute: ({ grades, retrieved = grades }) => {
      const depth = depthWithin(retrieved, cutoff);
      let count = 0;
      for (let rank = 0; rank < depth; rank++) if ((retrieved[rank] as number) >= 0) count += 1;
      return depth === 0 ? null : count / depth;
    },
  };
}
