/** What does not change the verdict and should be known beside it. */
import type { Findings } from './findings.js';
import { percent } from './gates.js';
import { isJudgedAlone } from './judged-alone.js';
import type { HardnessGate, HardnessVerdict } from './report.js';
import type { Thresholds } from './thresholds.js';

export interface WarningsInput {
  readonly findings: Findings;
  readonly failed: readonly HardnessGate[];
  readonly verdict: HardnessVerdict;
  readonly thresholds: Thresholds;
}

/** Of negatives that the share of the way leaves out, the share from which on it is said. */
const MANY_UNDEFINED = 0.1;

export function warningsOf({ findings, failed, verdict, thresholds }: WarningsInput): readonly string[] {
  return [
    ...(verdict === 'too_noisy' ? besides(failed) : []),
    ...giveaways(failed),
    ...farOff(failed),
    ...repeats(findings),
    ...(verdict === 'unmeasured' ? [] : maybeSolved(findings, thresholds)),
    ...(verdict === 'unmeasured' ? [] : closeToLimit(findings, thresholds)),
    ...undefinedShares(findings),
    ...leftOut(findings),
    ...unknownMiner(findings),
    ...unjudged(findings),
  ];
}

/** Noise comes first, but what is noisy may be easy too. */
function besides(failed: readonly HardnessGate[]): readonly string[] {
  return failed
    .filter(({ id }) => id.startsWith('pool_hit_at_1:') || id === 'share_of_the_way')
    .map(({ message }) => `Besides, they are easy. ${message}.`);
}

function giveaways(failed: readonly HardnessGate[]): readonly string[] {
  return failed
    .filter(({ id }) => id.startsWith('giveaway:'))
    .map(({ message }) => `Something gives the right passages away. ${message}.`);
}

function farOff(failed: readonly HardnessGate[]): readonly string[] {
  return failed.filter(({ id }) => id === 'below_floor' || id === 'corpus_gap').map(({ message }) => `${message}.`);
}

function repeats({ repeats: count }: Findings): readonly string[] {
  if (count === 0) return [];
  return [
    `${count === 1 ? '1 negative reads' : `${count.toLocaleString('en')} negatives read`} the same as a right passage of the same question: take them out.`,
  ];
}

/** More than the threshold in the sample, but not surely. */
function maybeSolved({ scorers }: Findings, { hitAt1 }: Thresholds): readonly string[] {
  return scorers
    .filter(({ independent, hit_at_1 }) => independent && hit_at_1.value > hitAt1 && hit_at_1.interval.low <= hitAt1)
    .map(
      ({ label, hit_at_1: { value, of } }) =>
        `With ${of.toLocaleString('en')} pools it stays open whether ${label} solves them: it is right in ${percent(value)}. More questions would tell.`,
    );
}

/** The median alone decides, but one in twenty such sets would have it on the other side. */
function closeToLimit({ judge, scorers }: Findings, { shareOfTheWay }: Thresholds): readonly string[] {
  const interval = scorers.find(({ name }) => name === judge)?.share_of_the_way?.median_interval;
  if (!interval || interval.low >= shareOfTheWay || interval.high < shareOfTheWay) return [];
  return [
    `The median negative is close to the limit of ${percent(shareOfTheWay)} of the way: other questions like these may fall on its other side.`,
  ];
}

function undefinedShares({ judge, scorers }: Findings): readonly string[] {
  const found = scorers.find(({ name }) => name === judge);
  const way = found?.share_of_the_way;
  if (!found || !way) return [];
  const lost = way.undefined.negatives;
  const all = lost + way.count;
  if (lost <= MANY_UNDEFINED * all) return [];
  return [
    `The share of the way leaves out ${lost.toLocaleString('en')} of ${all.toLocaleString('en')} negatives, for whose questions ${found.label} holds the right passage no better than a random one.`,
  ];
}

function leftOut({ left_out: { without_positive, without_negative } }: Findings): readonly string[] {
  const parts = [
    ...(without_positive > 0 ? [`${without_positive.toLocaleString('en')} without a right passage`] : []),
    ...(without_negative > 0 ? [`${without_negative.toLocaleString('en')} without a negative`] : []),
  ];
  return parts.length === 0 ? [] : [`Pools that could not be measured: ${parts.join(', ')}.`];
}

function unknownMiner({ scorers }: Findings): readonly string[] {
  const models = scorers.filter(({ took_part, independent }) => took_part === null && !independent);
  if (models.length === 0) return [];
  const names = models.map(({ label }) => label).join(' and ');
  return [
    `Nobody says how these negatives were chosen. It may have been by ${names}, whose figures decide nothing here.`,
  ];
}

function unjudged({ false_negatives, queries, origins }: Findings): readonly string[] {
  if (false_negatives !== null || queries === 0) return [];
  if (isJudgedAlone(origins)) {
    return [
      'That they do not answer is what the judgements say that they were taken from: nobody has read them again.',
    ];
  }
  return ['Nobody other than the miner has said whether these negatives answer: how noisy they are is not known.'];
}
