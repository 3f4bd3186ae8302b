/** RR@k: how far down the first relevant passage is. */
import { isRelevant, type Measure } from './measure.js';

/** 1 / rank of the first relevant passage among the first k, else 0 (Kantor & Voorhees 2000, with a cut-off as in MS MARCO). */
export function reciprocalRank(k: number): Measure {
  return {
    name: `RR@${k}`,
    needsRelevant: true,
    better: 'higher',
    compute: (query) => {
      const rank = query.ranking.slice(0, k).findIndex((id) => isRelevant(query, id));
      return rank < 0 ? 0 : 1 / (rank + 1);
    },
  };
}
