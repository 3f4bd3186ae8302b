/** From figures to a verdict, with reasons. */
import type { Findings } from './findings.js';
import { hardnessGates, percent } from './gates.js';
import { leastPools } from './least-pools.js';
import { nextStep } from './next.js';
import type { HardnessGate, HardnessReport, HardnessVerdict } from './report.js';
import { TITLE_OVERLAP } from './scorers/title-overlap.js';
import type { Thresholds } from './thresholds.js';
import { warningsOf } from './warnings.js';

export type Conclusion = Pick<HardnessReport, 'gates' | 'verdict' | 'reasons' | 'warnings' | 'next'>;

/**
 * `too_noisy` where the noise gate fails; else `too_easy` where a gate on hit@1 or on the share of the way does; else
 * `unmeasured` where nothing that reads took no part, or where the pools are so few that even a perfect score would prove
 * nothing and an interval holds its threshold; else `sound`. In so few pools the whole interval of the median must lie
 * under the threshold for `too_easy`.
 */
export function conclude(findings: Findings, thresholds: Thresholds): Conclusion {
  const gates = hardnessGates(findings, thresholds).map((gate) => sureOfMedian(gate, findings, thresholds));
  const failed = gates.filter(({ passed }) => !passed);
  const undecided = undecidedReasons(findings, thresholds);
  const noisy = failed.filter(({ id }) => id === 'false_negatives');
  const easy = failed.filter(({ id }) => id.startsWith('pool_hit_at_1:') || id === 'share_of_the_way');
  const verdict: HardnessVerdict =
    noisy.length > 0 ? 'too_noisy' : easy.length > 0 ? 'too_easy' : undecided.length > 0 ? 'unmeasured' : 'sound';
  const reasons = {
    too_noisy: () => noisy.map(({ message }) => `${message}: whoever finds them is counted wrong, or taught wrong.`),
    too_easy: () => easy.map(easySentence),
    unmeasured: () => undecided,
    sound: () => gates.filter(isTelling).map(({ message }) => `${message}.`),
  }[verdict]();
  const warnings = warningsOf({ findings, gates, verdict, easy: noisy.length > 0 ? easy : [], thresholds });
  return { gates, verdict, reasons, warnings, next: nextStep({ findings, verdict, failed, thresholds }) };
}

function easySentence({ id, message }: HardnessGate): string {
  if (id === 'share_of_the_way') return `${message}: most of these negatives are hardly closer than any passage.`;
  return `${message}: these negatives do not test whether a model understands the question.`;
}

/** What a sound set is shown to be sound by. */
function isTelling({ id }: HardnessGate): boolean {
  const canary =
    id.startsWith('giveaway:') ||
    !/^(?:false_negatives|share_of_the_way|pool_hit_at_1:(?:bm25|ngram|embedder|reranker))/.test(id);
  return !canary && id !== `pool_hit_at_1:${TITLE_OVERLAP.name}`;
}

/** In few pools a median under the threshold may be chance. */
function sureOfMedian(gate: HardnessGate, findings: Findings, thresholds: Thresholds): HardnessGate {
  if (gate.id !== 'share_of_the_way' || gate.passed || findings.queries >= leastPools(thresholds.hitAt1)) return gate;
  return { ...gate, passed: !isSurelyUnder(findings, thresholds) };
}

function medianInterval({ judge, scorers }: Findings) {
  return scorers.find(({ name }) => name === judge)?.share_of_the_way?.median_interval ?? null;
}

function isSurelyUnder(findings: Findings, { shareOfTheWay }: Thresholds): boolean {
  return (medianInterval(findings)?.high ?? Number.POSITIVE_INFINITY) < shareOfTheWay;
}

/** Why nothing can be said; empty when something can. */
function undecidedReasons(findings: Findings, thresholds: Thresholds): readonly string[] {
  const { queries, scorers } = findings;
  if (queries === 0) return ['There is no pool with both a right passage and a negative: nothing can be measured.'];
  const reading = scorers.filter(({ independent, name }) => independent && name !== TITLE_OVERLAP.name);
  if (reading.length === 0) {
    return ['Every scorer at hand took part in choosing these negatives, so none can say how hard they are.'];
  }
  const least = leastPools(thresholds.hitAt1);
  if (queries >= least) return [];
  const few = `${queries.toLocaleString('en')} ${queries === 1 ? 'pool is' : 'pools are'} too few to tell (${least.toLocaleString('en')} could)`;
  const solved = reading.filter(({ hit_at_1 }) => hit_at_1.interval.high > thresholds.hitAt1);
  const median = medianInterval(findings);
  const open = median !== null && median.low < thresholds.shareOfTheWay && median.high >= thresholds.shareOfTheWay;
  return [
    ...solved.map(
      ({ label, hit_at_1: { value, interval } }) =>
        `${few}: ${label} is right in ${percent(value)} of them, which may be anything from ${percent(interval.low)} to ${percent(interval.high)} of more like them.`,
    ),
    ...(median !== null && open
      ? [
          `${few}: the median negative may lie anywhere from ${percent(median.low)} to ${percent(median.high)} of the way from a random passage to the right one.`,
        ]
      : []),
  ];
}
