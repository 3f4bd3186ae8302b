/** nDCG@k with linear gains, as trec_eval's `ndcg_cut` has it. */
import type { Measure } from './measure.js';

/**
 * Normalised discounted cumulated gain: Σ grade / log2(rank + 1) over the first k, divided by the same sum of the ideal
 * order of all judged documents (Järvelin & Kekäläinen 2002, with trec_eval's discount). Negative grades gain nothing.
 */
export function ndcg(k: number): Measure {
  return {
    name: `nDCG@${k}`,
    needs: 'relevant',
    better: 'higher',
    cutoff: k,
    compute: ({ grades, judged }) => {
      const ideal = discountedGain(judged, k);
      return ideal === 0 ? null : discountedGain(grades, k) / ideal;
    },
  };
}

function discountedGain(grades: ArrayLike<number>, k: number): number {
  let sum = 0;
  for (let rank = 0; rank < Math.min(k, grades.length); rank++) {
    const grade = grades[rank] as number;
    if (grade > 0) sum += grade / Math.log2(rank + 2);
  }
  return sum;
}
