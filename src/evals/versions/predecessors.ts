/** Which stale passages a current one stands in for, over any number of refreshes. */
import { once } from '../../core/once.js';
import type { ViewPassage } from '../../corpus/view.js';
import { currentSuccessor } from '../../verify/claims/quote-now.js';
import type { ViewIndex } from '../../verify/view-index.js';

export interface Predecessors {
  /** Stale passages whose chain of `superseded_by` ends at this one: former versions, and pages that it contradicts. */
  inherited(current: ViewPassage): readonly ViewPassage[];
  /** Those, and what else its document said and no longer says. */
  all(current: ViewPassage): readonly ViewPassage[];
}

/**
 * @param truth the state that says what is current
 * @param searched the state whose index is searched: passages that the truth has forgotten (pruned) are known from there
 */
export function openPredecessors(truth: ViewIndex, searched: ViewIndex): Predecessors {
  const heirs = once(() => byHeir(truth));
  const inherited = (current: ViewPassage) => heirs().get(current.passage_id) ?? [];
  return {
    inherited,
    all: (current) => {
      const { source_id, doc_id } = current;
      const former = truth.passagesOf(source_id, doc_id).filter(({ verdict }) => isFormer(verdict));
      const forgotten = searched
        .passagesOf(source_id, doc_id)
        .filter(({ passage_id }) => truth.passage(passage_id) === undefined);
      return [
        ...new Map([...inherited(current), ...former, ...forgotten].map((one) => [one.passage_id, one])).values(),
      ];
    },
  };
}

function byHeir(truth: ViewIndex): ReadonlyMap<string, readonly ViewPassage[]> {
  const heirs = new Map<string, ViewPassage[]>();
  for (const passage of truth.view.passages) {
    if (passage.verdict === null) continue;
    const heir = currentSuccessor(passage, truth);
    if (heir === undefined) continue;
    const known = heirs.get(heir.passage_id);
    if (known) known.push(passage);
    else heirs.set(heir.passage_id, [passage]);
  }
  return heirs;
}

/** No longer said by its source, as opposed to said but not in force. */
function isFormer(verdict: ViewPassage['verdict']): boolean {
  return verdict === 'superseded' || verdict === 'removed';
}
