/** Which queries two sides share. What one side alone has is stated, and compared with nothing. */
import { compareText } from '../../core/order.js';
import type { Side, SidePair } from './side.js';

/**
 * Why a query is left out: `only_a` and `only_b` have it alone; `stale_gold`: the other side did not score it, because its
 * gold no longer held there; `reworded`: the two sides asked something else under one id.
 */
export const EXCLUSIONS = ['only_a', 'only_b', 'stale_gold', 'reworded'] as const;
export type Exclusion = (typeof EXCLUSIONS)[number];

export interface ExcludedQuery {
  readonly id: string;
  readonly why: Exclusion;
  readonly text: string | null;
}

export interface SharedQueries {
  /** Ascending. */
  readonly ids: readonly string[];
  readonly excluded: readonly ExcludedQuery[];
}

/** Queries that both sides asked in the same words, and the others with the reason. */
export function sharedQueries({ a, b }: SidePair): SharedQueries {
  const all = [...new Set([...a.values.keys(), ...b.values.keys()])].sort(compareText);
  const ids: string[] = [];
  const excluded: ExcludedQuery[] = [];
  for (const id of all) {
    const why = exclusion(id, a, b);
    if (why === null) ids.push(id);
    else excluded.push({ id, why, text: textOf({ a, b }, id) });
  }
  return { ids, excluded };
}

/** What a query asks, as the newer side words it; null where neither says. */
export function textOf({ a, b }: SidePair, id: string): string | null {
  return (b.asked.get(id) ?? a.asked.get(id))?.text ?? null;
}

function exclusion(id: string, a: Side, b: Side): Exclusion | null {
  if (!b.values.has(id)) return b.staleGold.has(id) ? 'stale_gold' : 'only_a';
  if (!a.values.has(id)) return a.staleGold.has(id) ? 'stale_gold' : 'only_b';
  const [before, after] = [a.asked.get(id)?.text, b.asked.get(id)?.text];
  return before !== undefined && after !== undefined && before.trim() !== after.trim() ? 'reworded' : null;
}
