/** Judgements of passages by their ids, as they hold in a later state of the corpus. */
import type { ViewIndex } from '../../verify/view-index.js';

/** A relevant passage that no longer holds: its question is reported, not scored. */
export interface StaleJudgement {
  readonly question_id: string;
  readonly source: string;
  readonly doc: string;
  /** `passage_superseded`, `passage_removed` …: the verdict of the passage that was judged. */
  readonly reason: string;
  /** passage_id that was judged, and of what took its place. */
  readonly expected: string;
  readonly actual: string | null;
}

/**
 * Grades of one question as of the view. A passage that changed in wording alone hands its grade to what took its place;
 * one whose meaning changed makes the question stale where it was relevant, and is forgotten where it was not. Ids that
 * the view does not have stay as they are.
 */
export function judgedNow(
  { id, grades }: { readonly id: string; readonly grades: ReadonlyMap<string, number> },
  index: ViewIndex,
): { readonly grades: ReadonlyMap<string, number>; readonly stale: readonly StaleJudgement[] } {
  const now = new Map<string, number>();
  const stale: StaleJudgement[] = [];
  for (const [passageId, grade] of grades) {
    const passage = index.passage(passageId);
    const heir = passage === undefined ? passageId : currentHeir(passageId, index);
    if (heir !== null) now.set(heir, Math.max(grade, now.get(heir) ?? grade));
    else if (grade >= 1 && passage !== undefined) {
      stale.push({
        question_id: id,
        source: passage.source_id,
        doc: passage.doc_id,
        reason: `passage_${passage.verdict}`,
        expected: passageId,
        actual: passage.superseded_by,
      });
    }
  }
  return { grades: now, stale };
}

/** The passage itself while it is current, else what says the same in other words now; null: nothing does. */
function currentHeir(passageId: string, index: ViewIndex): string | null {
  const seen = new Set<string>();
  for (let id: string | null = passageId; id !== null && !seen.has(id); ) {
    seen.add(id);
    const passage = index.passage(id);
    if (passage === undefined) return null;
    if (passage.verdict === null) return id;
    if (passage.severity !== 'cosmetic') return null;
    id = passage.superseded_by;
  }
  return null;
}
