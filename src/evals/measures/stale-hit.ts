/** stale-hit@k: whether yesterday's truth is among the first k. */
import { type Measure, type MeasureParameters, markedWithin, measureName } from './measure.js';

/** 1 when a passage that is not current is among the first k, else 0; it has a value for unanswerable questions too. */
export function staleHit(parameters: MeasureParameters): Measure {
  const { cutoff } = parameters;
  return {
    name: measureName('stale-hit', parameters),
    needs: 'stale',
    better: 'lower',
    cutoff,
    compute: ({ stale }) => (stale === undefined ? null : markedWithin(stale, cutoff) ? 1 : 0),
  };
}
