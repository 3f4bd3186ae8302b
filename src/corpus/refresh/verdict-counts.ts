/** How many passages carry which verdict after a refresh, worked out from the plan so that a dry run can say it too. */
import { type PassageRow, type StoredVerdict, VERDICTS, type Verdict } from '../../store/rows.js';
import type { Store } from '../../store/store.js';
import { stateAt } from '../../store/versions.js';
import { isOverdue, type Validity, verdictsAt } from '../freshness/verdicts.js';
import type { PassageWrite } from './passage-rows.js';
import type { RefreshPlan } from './plan.js';
import type { ReconciledSource } from './reconcile.js';
import { verification } from './source-rows.js';

export interface CountVerdictsInput {
  readonly store: Store | null;
  readonly before: number;
  readonly plan: RefreshPlan;
  readonly finish: (row: PassageWrite) => PassageWrite;
  readonly sources: readonly ReconciledSource[];
  readonly asOf: string;
}

type Counted = Pick<PassageRow, 'doc_key' | 'source_id'> & { readonly verdicts: readonly StoredVerdict[] };

/** Passages by their first verdict at `asOf`, in the state that the plan leads to; current ones are not counted. */
export async function countVerdicts(input: CountVerdictsInput): Promise<Record<Verdict, number>> {
  const { store, before, plan } = input;
  const counts = Object.fromEntries(VERDICTS.map((verdict) => [verdict, 0])) as Record<Verdict, number>;
  const validity = await validities(input);
  const overdue = await overdueSources(input);
  const count = (row: Counted): void => {
    const [verdict] = verdictsAt({
      stored: row.verdicts,
      validity: validity.get(row.doc_key),
      overdue: overdue.has(row.source_id),
      asOf: input.asOf,
    });
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

/** Validity by doc_key of current documents that have any. */
async function validities(input: CountVerdictsInput): Promise<Map<string, Validity>> {
  const { store, before, plan } = input;
  const found = new Map<string, Validity>();
  const columns = ['doc_key', 'valid_from', 'valid_to'] as const;
  if (store && before > 0) {
    for await (const { rows } of store.documents.scan({ where: stateAt(before), columns })) {
      for (const row of rows) {
        if (!plan.retiredDocuments.has(row.doc_key) && (row.valid_from || row.valid_to)) found.set(row.doc_key, row);
      }
    }
  }
  for await (const row of plan.documents.read()) if (row.valid_from || row.valid_to) found.set(row.doc_key, row);
  return found;
}

/** Sources that are unverified after this refresh: those it read as it leaves them, the others as they were. */
async function overdueSources(input: CountVerdictsInput): Promise<Set<string>> {
  const { store, before, asOf } = input;
  const stored = store && before > 0 ? await store.sources.rows({ where: stateAt(before) }) : [];
  const after = new Map<string, Parameters<typeof isOverdue>[0]>(stored.map((row) => [row.source_id, row]));
  for (const source of input.sources)
    after.set(source.config.id, verification(source, after.get(source.config.id), asOf));
  return new Set([...after].flatMap(([id, row]) => (isOverdue(row, asOf) ? [id] : [])));
}
