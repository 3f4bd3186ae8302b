/** What to do after an eval of a suite. */
import type { EvalReport } from '../../evals/suite-report.js';
import type { TruthOptions } from './truth.js';

/** Tells the same gold, held against the same state on the same date. */
export function checkCommand({ asOf, truth }: TruthOptions, path: string, report: EvalReport): string {
  const date = (asOf ?? truth) === undefined ? '' : ` --as-of ${asOf ?? report.as_of.slice(0, 10)}`;
  return `raft-corpus check ${path}${date}${truth === undefined ? '' : ` --tag ${truth}`}`;
}

interface After {
  readonly check: string;
  /** Nothing is kept yet that it could be compared with. */
  readonly isFirst: boolean;
}

/** One command, the most useful one. */
export function nextStep(report: EvalReport, { check, isFirst }: After): string {
  if (report.stale_gold.length > 0) return `${check}   (gold that has drifted, with old → new and its line)`;
  if (report.hardness !== null && report.verdict !== 'sound') return report.hardness.next;
  if (report.corpus_tag !== report.truth_tag && report.passed)
    return 'raft-corpus eval   (the same over the newest index)';
  if (isFirst)
    return 'raft-corpus eval --json   (every slice and question; it is kept, for the next one to be compared with)';
  return `raft-corpus compare   (against the eval before${report.passed ? '' : ': which questions moved'})`;
}
