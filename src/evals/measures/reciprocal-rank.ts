/** RR@k: how far down the first relevant document is. */
import { countRelevant, type Measure } from './measure.js';

/** 1 / rank of the first relevant document among the first k, else 0 (Kantor & Voorhees 2000, with a cut-off as in MS MARCO). */
export function reciprocalRank(k: number): Measure {
  return {
    name: `RR@${k}`,
    needs: 'relevant',
    better: 'higher',
    cutoff: k,
    compute: (list) => {
      if (countRelevant(list) === 0) return null;
      for (let rank = 0; rank < Math.min(k, list.grades.length); rank++) {
        if ((list.grades[rank] as number) >= 1) return 1 / (rank + 1);
      }
      return 0;
    },
  };
}
