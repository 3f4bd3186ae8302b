/** bpref: whether what is judged relevant stands above what is judged not to be, whatever was never judged. */
import { countRelevant, type Measure, type MeasureParameters, measureName } from './measure.js';

/**
 * Σ over retrieved relevant documents of 1 − min(n, R) / min(N, R), divided by R: n judged non-relevant documents stand
 * above it, N are judged non-relevant in all, R relevant (Buckley & Voorhees 2004, as trec_eval has it). A negative grade
 * is no judgement.
 */
export function bpref(parameters: MeasureParameters): Measure {
  const { rel } = parameters;
  return {
    name: measureName('bpref', parameters),
    needs: 'relevant',
    better: 'higher',
    cutoff: null,
    compute: (list) => {
      const relevant = countRelevant(list, rel);
      if (relevant === 0) return null;
      const most = Math.min(countRelevant(list, 0) - relevant, relevant);
      let above = 0;
      let sum = 0;
      for (let rank = 0; rank < list.grades.length; rank++) {
        const grade = list.grades[rank] as number;
        if (grade >= rel) sum += above === 0 ? 1 : 1 - Math.min(above, relevant) / most;
        else if (grade >= 0) above += 1;
      }
      return sum / relevant;
    },
  };
}
