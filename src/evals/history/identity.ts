/** When two evals are runs of the same, and when they found the same. */
import { canonicalJson } from '../../core/canonical-json.js';
import { sha256 } from '../../core/hash.js';
import { compareText } from '../../core/order.js';
import type { ReportData } from '../report-data.js';

/**
 * sha256 of what was asked of which state. Settings and models are not in it: a change of theirs is what the next row of
 * a line shows.
 */
export function lineOf(report: ReportData): string {
  const names = Object.keys(report.retrievers).sort();
  const measures = new Set(Object.values(report.retrievers).flatMap(({ mean }) => Object.keys(mean)));
  const asked = [report.suite, report.corpus_tag, report.truth_tag, names, [...measures].sort()];
  return sha256('eval line', canonicalJson(asked));
}

/** sha256 of all that a report says, but for the date it was judged at: on another day the same is no other finding. */
export function findingsOf({ as_of: _, ...report }: ReportData): string {
  return sha256('eval findings', canonicalJson(report));
}

/** The later of two ISO instants. */
export function later(a: string, b: string): string {
  return compareText(a, b) < 0 ? b : a;
}

/** The one that was run last, again or for the first time; of equals the newer. */
export function lastRun<Kept extends { readonly last_at: string }>(evals: readonly Kept[]): Kept | undefined {
  return evals.reduce<Kept | undefined>((a, b) => (a && compareText(a.last_at, b.last_at) > 0 ? a : b), undefined);
}
