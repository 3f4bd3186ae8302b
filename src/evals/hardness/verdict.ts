/** From figures to a verdict, with reasons. */
import type { Findings } from './findings.js';
import { hardnessGates, percent } from './gates.js';
import { leastPools } from './least-pools.js';
import { nextStep } from './next.js';
import type { HardnessGate, HardnessReport, HardnessVerdict, ScorerFindings } from './report.js';
import { TITLE_OVERLAP } from './scorers/title-overlap.js';
import type { Thresholds } from './thresholds.js';
import { warningsOf } from './warnings.js';

export type Conclusion = Pick<HardnessReport, 'gates' | 'verdict' | 'reasons' | 'warnings' | 'next'>;

/**
 * `too_noisy` where the gate on noise fails; else `too_easy` where one on hit@1 or on the share of the way does; else
 * `unmeasured` where nothing independent reads the questions, or where the pools are so few that even a perfect score would
 * prove nothing and an interval holds its threshold; else `sound`. Giveaways are gates of their own.
 */
export function conclude(findings: Findings, thresholds: Thresholds): Conclusion {
  const gates = hardnessGates(findings, thresholds);
  const failed = gates.filter(({ passed }) => !passed);
  const noisy = failed.filter(({ id }) => id === 'false_negatives');
  const easy = failed.filter(({ id }) => id.startsWith('pool_hit_at_1:') || id === 'share_of_the_way');
  const undecided = undecidedReasons(findings, thresholds);
  const verdict: HardnessVerdict =
    noisy.length > 0 ? 'too_noisy' : easy.length > 0 ? 'too_easy' : undecided.length > 0 ? 'unmeasured' : 'sound';
  const reasons = {
    too_noisy: () => noisy.map(({ message }) => `${message}: whoever finds them is counted wrong, or taught wrong.`),
    too_easy: () => easySentences(easy),
    unmeasured: () => undecided,
    sound: () => soundReasons(findings, gates),
  }[verdict]();
  const warnings = warningsOf({ findings, failed, verdict, thresholds });
  return { gates, verdict, reasons, warnings, next: nextStep({ findings, verdict, failed, thresholds }) };
}

/** What it means is said once of those who solve the pools. */
function easySentences(easy: readonly HardnessGate[]): readonly string[] {
  const first = easy.findIndex(({ id }) => id.startsWith('pool_hit_at_1:'));
  return easy.map(({ id, message }, i) => {
    if (id === 'share_of_the_way') return `${message}: most of these negatives are hardly closer than any passage.`;
    return i === first
      ? `${message}: these negatives do not test whether a model understands the question.`
      : `${message}.`;
  });
}

/** What those say that could have said otherwise. */
function soundReasons(findings: Findings, gates: readonly HardnessGate[]): readonly string[] {
  const telling = new Set([
    'false_negatives',
    'share_of_the_way',
    ...readers(findings).map(({ name }) => `pool_hit_at_1:${name}`),
  ]);
  return gates.filter(({ id }) => telling.has(id)).map(({ message }) => `${message}.`);
}

/** Independent scorers that open the text. */
function readers({ scorers }: Findings): readonly ScorerFindings[] {
  return scorers.filter(({ independent, name }) => independent && name !== TITLE_OVERLAP.name);
}

/** Why nothing can be said; empty when something can. */
function undecidedReasons(findings: Findings, thresholds: Thresholds): readonly string[] {
  const { queries, judge } = findings;
  const reading = readers(findings);
  if (queries === 0) return ['There is no pool with both a right passage and a negative: nothing can be measured.'];
  if (reading.length === 0) {
    return ['Every scorer at hand took part in choosing these negatives, or may have: none can say how hard they are.'];
  }
  if (reading.every(({ random_auc }) => random_auc === null)) {
    return ['There is no random passage to compare with: these pools are all there is.'];
  }
  if (judge === null) {
    const names = reading.map(({ label }) => label).join(' nor ');
    return [`Neither ${names} tells the right passages from random ones: what they cannot read, they cannot judge.`];
  }
  return queries < leastPools(thresholds.hitAt1) ? openQuestions(findings, thresholds) : [];
}

/** What so few pools leave open. */
function openQuestions(findings: Findings, { hitAt1, shareOfTheWay }: Thresholds): readonly string[] {
  const { queries, judge, scorers } = findings;
  const pools = `${queries.toLocaleString('en')} ${queries === 1 ? 'pool is' : 'pools are'}`;
  const few = `${pools} too few to tell (${leastPools(hitAt1).toLocaleString('en')} could)`;
  const between = ({ low, high }: { readonly low: number; readonly high: number }): string =>
    `from ${percent(low)} to ${percent(high)}`;
  const solved = readers(findings).filter(({ hit_at_1 }) => hit_at_1.interval.high > hitAt1);
  const median = scorers.find(({ name }) => name === judge)?.share_of_the_way?.median_interval ?? null;
  return [
    ...solved.map(
      ({ label, hit_at_1: { value, interval } }) =>
        `${few}: ${label} is right in ${percent(value)} of them, and may be in anything ${between(interval)} of more like them.`,
    ),
    ...(median === null ? [`${few} how far their negatives lie from random passages.`] : []),
    ...(median !== null && median.low < shareOfTheWay && median.high >= shareOfTheWay
      ? [
          `${few}: the median negative may lie anywhere ${between(median)} of the way from a random passage to the right one.`,
        ]
      : []),
  ];
}
