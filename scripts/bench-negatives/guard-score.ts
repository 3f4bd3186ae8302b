/** Precision and recall of the answer guard on pairs that a person has judged. */
import { createRandom } from '../../src/core/random.js';
import type { Interval } from '../../src/stats/bootstrap.js';
import { quantile } from '../../src/stats/quantiles.js';
import { wilsonInterval } from '../../src/stats/wilson.js';
import { labelKey, readLabels, samplePairs } from './guard-labels.js';
import type { GuardPair } from './guard-pairs.js';

export interface GuardScore {
  /** Of all pairs. */
  readonly pairs: number;
  readonly dropped: number;
  readonly judgedDropped: number;
  readonly judgedKept: number;
  /** Share of the dropped that answer, of those judged, with a Wilson interval. */
  readonly precision: number;
  readonly precisionInterval: Interval;
  /** Share of the kept that answer all the same, with a Wilson interval. */
  readonly missed: number;
  readonly missedInterval: Interval;
  /** Share of all that answer which is dropped; both rates weighed by how many pairs they stand for. */
  readonly recall: number;
  /** 95 %, by drawing both samples of verdicts again. */
  readonly recallInterval: Interval;
  /** Pairs of the sample that nobody has judged: run scripts/judge-guard.ts. */
  readonly unjudged: number;
}

const RESAMPLES = 2000;

/** Scores the guard's default level, `strict`. */
export function scoreGuard(pairs: readonly GuardPair[]): GuardScore {
  const labels = readLabels();
  const sampled = samplePairs(pairs);
  const verdicts = (isDropped: boolean): boolean[] =>
    sampled
      .filter(({ dropped }) => dropped.strict === isDropped)
      .flatMap(({ question, passageId }) => labels.get(labelKey(question.id, passageId)) ?? []);
  const [dropped, kept] = [verdicts(true), verdicts(false)];
  const droppedPairs = pairs.filter((pair) => pair.dropped.strict).length;
  const weights = { dropped: droppedPairs, kept: pairs.length - droppedPairs };
  const random = createRandom('jaquad-guard/recall');
  const again = (all: readonly boolean[]): boolean[] => all.map(() => random.pick(all));
  const recalls = Array.from({ length: RESAMPLES }, () => recallOf(share(again(dropped)), share(again(kept)), weights));
  recalls.sort((a, b) => a - b);
  return {
    pairs: pairs.length,
    dropped: droppedPairs,
    judgedDropped: dropped.length,
    judgedKept: kept.length,
    precision: share(dropped),
    precisionInterval: wilsonInterval(dropped.filter(Boolean).length, dropped.length),
    missed: share(kept),
    missedInterval: wilsonInterval(kept.filter(Boolean).length, kept.length),
    recall: recallOf(share(dropped), share(kept), weights),
    recallInterval: { low: quantile(recalls, 0.025), high: quantile(recalls, 0.975) },
    unjudged: sampled.length - dropped.length - kept.length,
  };
}

function share(verdicts: readonly boolean[]): number {
  return verdicts.filter(Boolean).length / verdicts.length;
}

function recallOf(
  precision: number,
  missed: number,
  weights: { readonly dropped: number; readonly kept: number },
): number {
  const caught = precision * weights.dropped;
  return caught / (caught + missed * weights.kept);
}
