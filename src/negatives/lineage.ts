/** Candidates that no similarity search is needed for: yesterday's versions of the oracle, and its siblings. */
import type { ViewPassage } from '../corpus/view.js';
import { familyOf, type ViewIndex } from '../verify/view-index.js';

/** Look-ups by lineage, built once per mining run. */
export interface LineageIndex {
  /** Stale versions that the given current passage replaced, directly or through a chain of versions. */
  staleVersions(passageId: string): readonly ViewPassage[];
  /** Current passages of the same group but of another document family; empty for a passage without a group. */
  siblings(passage: ViewPassage): readonly ViewPassage[];
}

/** Indexes the lineages of a view; spoiler passages are never offered. */
export function indexLineage(index: ViewIndex): LineageIndex {
  const stale = new Map<string, ViewPassage[]>();
  const groups = new Map<string, ViewPassage[]>();
  for (const passage of index.view.passages) {
    if (passage.spoiler) continue;
    if (passage.verdict === null && passage.group !== null) append(groups, passage.group, passage);
    const successor = passage.verdict === 'superseded' ? currentSuccessor(index, passage) : null;
    if (successor !== null) append(stale, successor, passage);
  }
  return {
    staleVersions: (passageId) => stale.get(passageId) ?? [],
    siblings: (passage) => {
      if (passage.group === null) return [];
      return (groups.get(passage.group) ?? []).filter((other) => familyOf(other) !== familyOf(passage));
    },
  };
}

/** Follows `superseded_by` to the passage that is current; null when the chain ends or circles elsewhere. */
function currentSuccessor(index: ViewIndex, passage: ViewPassage): string | null {
  const seen = new Set<string>();
  for (let next = passage.superseded_by; next !== null && !seen.has(next); ) {
    seen.add(next);
    const successor = index.passage(next);
    if (!successor) return null;
    if (successor.verdict === null) return next;
    next = successor.superseded_by;
  }
  return null;
}

function append<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
