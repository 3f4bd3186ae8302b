/** current-above-stale, current-above-stale@k: whether what a fact is now ranks above what it was. */
import { type Measure, type MeasureParameters, measureName } from './measure.js';

/**
 * Of pairs of a fact's current and stale passage, the share whose current one ranks first. A pair counts when either is
 * retrieved (among the first k); one that is not retrieved ranks below all that are. No value without such a pair.
 */
export function currentAboveStale(parameters: MeasureParameters): Measure {
  const { cutoff } = parameters;
  const within = (rank: number): number =>
    rank < (cutoff ?? Number.POSITIVE_INFINITY) ? rank : Number.POSITIVE_INFINITY;
  return {
    name: measureName('current-above-stale', parameters),
    needs: 'pairs',
    better: 'higher',
    cutoff,
    compute: ({ pairs = [] }) => {
      let seen = 0;
      let right = 0;
      for (const { current, stale } of pairs) {
        if (Math.min(within(current), within(stale)) === Number.POSITIVE_INFINITY) continue;
        seen += 1;
        if (within(current) < within(stale)) right += 1;
      }
      return seen === 0 ? null : right / seen;
    },
  };
}
