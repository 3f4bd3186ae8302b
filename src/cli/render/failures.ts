/** Why an eval failed, in the words of its headline. */
import type { GateResult } from '../../evals/gates.js';
import type { Judgement } from '../../evals/judged-report.js';

/** `FAILED: 2 of 4 gates: found, stale; negatives are too easy`, or `PASSED`. */
export function outcomeOf(report: Judgement & { readonly gates: readonly GateResult[] }, name: string): string {
  const gates = failedGates(report.gates);
  const why = [...gates, ...(report.passed ? [] : failedNegatives(report, gates.length === 0))];
  return `${report.passed ? 'PASSED' : 'FAILED'}  ${name}${why.length === 0 ? '' : `: ${why.join('; ')}`}`;
}

function failedGates(gates: readonly GateResult[]): readonly string[] {
  const failed = gates.filter(({ passed }) => !passed);
  return failed.length === 0 ? [] : [`${failed.length} of ${gates.length} gates: ${idsOf(failed)}`];
}

/**
 * A verdict says it all; negatives that are sound otherwise fail by gates of their own.
 *
 * @param isAlone whether nothing else failed: a suite may hold that negatives fail nothing
 */
function failedNegatives({ hardness, verdict }: Judgement, isAlone: boolean): readonly string[] {
  if (verdict === 'too_easy' || verdict === 'too_noisy') return [`negatives are ${verdict.replace('_', ' ')}`];
  if (!isAlone) return [];
  const failed = (hardness?.gates ?? []).filter(({ passed }) => !passed);
  const given = failed.filter(({ id }) => id.startsWith('giveaway:'));
  const rest = failed.filter((gate) => !given.includes(gate));
  return [
    ...(given.length > 0 ? [`negatives give themselves away: ${idsOf(given)}`] : []),
    ...(rest.length > 0 ? [`negatives fail: ${idsOf(rest)}`] : []),
  ];
}

function idsOf(gates: readonly { readonly id: string }[]): string {
  return gates.map(({ id }) => id).join(', ');
}
