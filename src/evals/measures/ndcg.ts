/** nDCG@k with linear gains, as trec_eval's `ndcg_cut` has it. */
import type { JudgedRanking, Measure } from './measure.js';

/**
 * Normalised discounted cumulated gain: Σ grade / log2(rank + 1) over the first k, divided by the same sum of the ideal
 * order of all judged passages (Järvelin & Kekäläinen 2002, with trec_eval's discount). Negative grades gain nothing.
 */
export function ndcg(k: number): Measure {
  return {
    name: `nDCG@${k}`,
    needsRelevant: true,
    better: 'higher',
    compute: (query) => {
      const ideal = discountedGain(
        [...query.grades.values()].filter((grade) => grade > 0).sort((a, b) => b - a),
        k,
      );
      return ideal === 0 ? 0 : discountedGain(gainsOf(query), k) / ideal;
    },
  };
}

function gainsOf(query: JudgedRanking): number[] {
  return query.ranking.map((id) => Math.max(0, query.grades.get(id) ?? 0));
}

function discountedGain(gains: readonly number[], k: number): number {
  let sum = 0;
  for (let i = 0; i < Math.min(k, gains.length); i++) sum += (gains[i] as number) / Math.log2(i + 2);
  return sum;
}
