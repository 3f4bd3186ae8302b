/** What does not change the verdict and should be known beside it. */
import type { Findings } from './findings.js';
import { percent } from './gates.js';
import type { HardnessGate, HardnessVerdict } from './report.js';
import type { Thresholds } from './thresholds.js';

export interface WarningsInput {
  readonly findings: Findings;
  readonly gates: readonly HardnessGate[];
  readonly verdict: HardnessVerdict;
  /** Failed gates on easiness that noise came before. */
  readonly easy: readonly HardnessGate[];
  readonly thresholds: Thresholds;
}

/** A scorer that holds positives above random passages less often than this hardly reads the questions. */
const BLIND = 0.75;
/** Negatives that a scorer's share of the way leaves out, from which on it is said. */
const MANY_UNDEFINED = 0.1;

export function warningsOf({ findings, gates, easy, thresholds }: WarningsInput): readonly string[] {
  return [
    ...easy.map(({ message }) => `Besides, they are easy. ${message}.`),
    ...giveaways(gates),
    ...maybeSolved(findings, thresholds),
    ...blindJudge(findings),
    ...leftOut(findings),
    ...unknownMiner(findings),
    ...unjudged(findings),
  ];
}

function giveaways(gates: readonly HardnessGate[]): readonly string[] {
  return gates
    .filter(({ id, passed }) => id.startsWith('giveaway:') && !passed)
    .map(({ message }) => `Something gives the right passages away. ${message}.`);
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

function blindJudge({ judge, scorers }: Findings): readonly string[] {
  const found = scorers.find(({ name }) => name === judge);
  if (!found) return [];
  const lost = found.share_of_the_way?.undefined.negatives ?? 0;
  const all = lost + (found.share_of_the_way?.count ?? 0);
  const lines: string[] = [];
  if ((found.random_auc ?? 1) < BLIND) {
    lines.push(
      `No independent scorer reads these questions well: the best, ${found.label}, holds the right passage above a random one in only ${percent(found.random_auc ?? 0)} of cases, so it says little.`,
    );
  }
  if (all > 0 && lost / all > MANY_UNDEFINED) {
    lines.push(
      `The share of the way leaves out ${lost.toLocaleString('en')} of ${all.toLocaleString('en')} negatives, for whose questions ${found.label} holds the right passage no better than a random one.`,
    );
  }
  return lines;
}

function leftOut({ left_out: { without_positive, without_negative } }: Findings): readonly string[] {
  const parts = [
    ...(without_positive > 0 ? [`${without_positive.toLocaleString('en')} have no right passage`] : []),
    ...(without_negative > 0 ? [`${without_negative.toLocaleString('en')} have no negative`] : []),
  ];
  return parts.length === 0 ? [] : [`Pools that could not be measured: ${parts.join(', ')}.`];
}

function unknownMiner({ scorers }: Findings): readonly string[] {
  const models = scorers.filter(({ took_part, independent }) => took_part === null && !independent);
  return models.length === 0
    ? []
    : [
        `Nobody says how these negatives were chosen, so ${models.map(({ label }) => label).join(' and ')}, which may have chosen them, decide${models.length === 1 ? 's' : ''} nothing.`,
      ];
}

function unjudged({ false_negatives, queries }: Findings): readonly string[] {
  if (false_negatives !== null || queries === 0) return [];
  return ['Nobody other than the miner has said whether these negatives answer: how noisy they are is not known.'];
}
