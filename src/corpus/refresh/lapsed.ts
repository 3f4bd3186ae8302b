/**
 * Passages that went stale since the last refresh though no source changed them: their validity ended, or nobody
 * verified their source in time. Nothing is stored for them, but what rests on them is to be told all the same.
 */
import type { PassageRow, Verdict } from '../../store/rows.js';
import type { Store } from '../../store/store.js';
import { chunksOf, idIn, PREDICATE_IDS, stateAt } from '../../store/versions.js';
import { type Calendar, verdictsOf } from './calendar.js';
import type { PassageWrite } from './passage-rows.js';
import { type FlaggedPassage, flagged, type RefreshPlan } from './plan.js';

export interface LapsedInput {
  readonly store: Store | null;
  /** Number of the state before. */
  readonly before: number;
  readonly plan: RefreshPlan;
  readonly finish: (row: PassageWrite) => PassageWrite;
  readonly calendars: { readonly before: Calendar | null; readonly after: Calendar };
}

/** Those passages, by id. A passage that is new with this refresh never was current, and is none of them. */
export async function lapsedPassages(input: LapsedInput): Promise<FlaggedPassage[]> {
  const { plan, finish, calendars } = input;
  const { before, after } = calendars;
  const passages = before === null ? null : ((await input.store?.passages()) ?? null);
  if (passages === null || before === null) return [];
  const lapsed: FlaggedPassage[] = [];
  const rewritten = new Set<string>();
  const judge = (row: PassageRow): void => {
    const [verdict] = verdictsOf(row, after);
    if (verdict && BY_CALENDAR.has(verdict)) lapsed.push({ ...flagged(row), verdict, severity: 'material' });
  };
  for (const where of predicates(before, after)) {
    for await (const { rows } of passages.scan({ where: `${where}${stateAt(input.before)}` })) {
      for (const row of rows) {
        if (verdictsOf(row, before).length > 0) continue;
        if (plan.retiredPassages.has(row.passage_id)) rewritten.add(row.passage_id);
        else judge(row);
      }
    }
  }
  if (rewritten.size > 0) {
    for await (const row of plan.writes.read()) if (rewritten.has(row.passage_id)) judge(finish(row));
  }
  return lapsed.sort((a, b) => (a.passage_id < b.passage_id ? -1 : 1));
}

const BY_CALENDAR: ReadonlySet<Verdict> = new Set(['expired', 'pending', 'overdue']);

/** Where to look: in documents out of force now; everywhere when a source became overdue, which is rare. */
function predicates(before: Calendar, after: Calendar): string[] {
  if ([...after.overdue].some((id) => !before.overdue.has(id))) return [''];
  const documents = [...after.validity.keys()].filter(
    (doc_key) => verdictsOf({ doc_key, source_id: '', verdicts: [] }, after).length > 0,
  );
  return [...chunksOf(documents, PREDICATE_IDS)].map((keys) => `${idIn('doc_key', keys)} AND `);
}
