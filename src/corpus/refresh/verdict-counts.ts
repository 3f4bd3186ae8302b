/** How many passages carry which verdict after a refresh, worked out from the plan so that a dry run can say it too. */
import { VERDICTS, type Verdict } from '../../store/rows.js';
import type { Store } from '../../store/store.js';
import { stateAt } from '../../store/versions.js';
import { type Calendar, type Judged, verdictsOf } from './calendar.js';
import type { PassageWrite } from './passage-rows.js';
import type { RefreshPlan } from './plan.js';

export interface CountVerdictsInput {
  readonly store: Store | null;
  readonly before: number;
  readonly plan: RefreshPlan;
  readonly finish: (row: PassageWrite) => PassageWrite;
  /** Of the state that the plan leads to. */
  readonly calendar: Calendar;
}

/** Passages by their first verdict, in the state that the plan leads to; current ones are not counted. */
export async function countVerdicts(input: CountVerdictsInput): Promise<Record<Verdict, number>> {
  const { store, before, plan } = input;
  const counts = Object.fromEntries(VERDICTS.map((verdict) => [verdict, 0])) as Record<Verdict, number>;
  const count = (row: Judged): void => {
    const [verdict] = verdictsOf(row, input.calendar);
    if (verdict) counts[verdict] += 1;
  };
  const passages = before > 0 ? ((await store?.passages()) ?? null) : null;
  if (passages) {
    const columns = ['passage_id', 'doc_key', 'source_id', 'verdicts'] as const;
    for await (const { rows } of passages.scan({ where: stateAt(before), columns })) {
      for (const row of rows) if (!plan.retiredPassages.has(row.passage_id)) count(row);
    }
  }
  for await (const row of plan.writes.read()) count(input.finish(row));
  return counts;
}
