/** distractor-hit@k: whether a passage that is known not to answer is among the first k. */
import { type Measure, type MeasureParameters, markedWithin, measureName } from './measure.js';

/** 1 when a known distractor is among the first k, else 0; no value where none is known. */
export function distractorHit(parameters: MeasureParameters): Measure {
  const { cutoff } = parameters;
  return {
    name: measureName('distractor-hit', parameters),
    needs: 'distractors',
    better: 'lower',
    cutoff,
    compute: ({ distractors }) => (distractors === undefined ? null : markedWithin(distractors, cutoff) ? 1 : 0),
  };
}
