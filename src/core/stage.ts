/**
 * Stages: async generators over records whose filters answer keep, or drop with a reason.
 * Every stage counts what came in, what went out and what was dropped for which reason.
 */

/** A filter's answer. */
export type Decision = { readonly keep: true } | { readonly keep: false; readonly reason: string };

export const KEEP: Decision = { keep: true };

/** A drop with its reason: a short snake_case word that becomes a key of the counts. */
export function drop(reason: string): Decision {
  return { keep: false, reason };
}

/** Counts of one stage; `in === out + sum(dropped)`. */
export interface StageCounts {
  readonly name: string;
  in: number;
  out: number;
  dropped: Record<string, number>;
}

export function newCounts(name: string): StageCounts {
  return { name, in: 0, out: 0, dropped: {} };
}

/** Records one decision in `counts` and says whether the record stays. */
export function tally(counts: StageCounts, decision: Decision): boolean {
  counts.in += 1;
  if (decision.keep) {
    counts.out += 1;
    return true;
  }
  counts.dropped[decision.reason] = (counts.dropped[decision.reason] ?? 0) + 1;
  return false;
}

/** Adds the counts of a part, a batch or a query, to those of the whole. */
export function addCounts(total: StageCounts, part: StageCounts): void {
  total.in += part.in;
  total.out += part.out;
  for (const [reason, count] of Object.entries(part.dropped))
    total.dropped[reason] = (total.dropped[reason] ?? 0) + count;
}
