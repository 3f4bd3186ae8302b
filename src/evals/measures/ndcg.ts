/** nDCG, nDCG@k: gains by grade, discounted by rank, against the best order there could be. */
import { depthWithin, type Measure, measureName } from './measure.js';

/** What a grade is worth: itself, or 2^grade − 1. */
export const GAINS = ['linear', 'exponential'] as const;
export type Gains = (typeof GAINS)[number];

export interface NdcgParameters {
  readonly cutoff: number | null;
  readonly gains: Gains;
  /** Whether the gains stand in the name; else they are the policy of the day. */
  readonly named: boolean;
}

/**
 * Normalised discounted cumulated gain: Σ gain / log2(rank + 1) over the first k, divided by the same sum of the ideal order
 * of all judged documents (Järvelin & Kekäläinen 2002, with trec_eval's discount: `ndcg`, `ndcg_cut`). Gains are linear there;
 * exponential ones are Burges et al. 2005's. Negative grades gain nothing.
 */
export function ndcg({ cutoff, gains, named }: NdcgParameters): Measure {
  return {
    name: measureName('nDCG', { cutoff, rel: 1 }, named ? [`gains=${gains}`] : []),
    needs: 'relevant',
    better: 'higher',
    cutoff,
    compute: ({ grades, judged }) => {
      const gainOf = gains === 'linear' ? linear : exponential(judged[0] ?? 0);
      const ideal = discountedGain(judged, cutoff, gainOf);
      return ideal === 0 ? null : discountedGain(grades, cutoff, gainOf) / ideal;
    },
  };
}

type GainOf = (grade: number) => number;

const linear: GainOf = (grade) => grade;

/** Beyond it 2^grade nears what a double can hold. */
const HUGE = 1000;

/** 2^grade − 1; where the best grade is huge, all are divided by 2^best, which changes no ratio. */
function exponential(best: number): GainOf {
  const down = best > HUGE ? best : 0;
  return (grade) => 2 ** (grade - down) - 2 ** -down;
}

function discountedGain(grades: ArrayLike<number>, cutoff: number | null, gainOf: GainOf): number {
  const depth = depthWithin(grades, cutoff);
  let sum = 0;
  for (let rank = 0; rank < depth; rank++) {
    const grade = grades[rank] as number;
    if (grade > 0) sum += gainOf(grade) / Math.log2(rank + 2);
  }
  return sum;
}
