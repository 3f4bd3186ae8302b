/** What the calendar says about passages in the state that a plan leads to: validity of documents, overdue sources. */
import type { PassageRow, SourceRow, StoredVerdict, Verdict } from '../../store/rows.js';
import type { Store } from '../../store/store.js';
import { stateAt } from '../../store/versions.js';
import { isOverdue, type Validity, verdictsAt } from '../freshness/verdicts.js';
import type { RefreshPlan } from './plan.js';
import type { ReconciledSource } from './reconcile.js';
import { verification } from './source-rows.js';

/** Enough to judge any passage of one state at one date. */
export interface Calendar {
  /** ISO instant. */
  readonly asOf: string;
  /** By doc_key; of documents that have any. */
  readonly validity: ReadonlyMap<string, Validity>;
  /** source_ids. */
  readonly overdue: ReadonlySet<string>;
}

/** What {@link verdictsOf} judges. */
export type Judged = Pick<PassageRow, 'doc_key' | 'source_id'> & { readonly verdicts: readonly StoredVerdict[] };

/** All verdicts of a passage, stored ones included, in order of precedence. */
export function verdictsOf(row: Judged, { validity, overdue, asOf }: Calendar): Verdict[] {
  return verdictsAt({
    stored: row.verdicts,
    validity: validity.get(row.doc_key),
    overdue: overdue.has(row.source_id),
    asOf,
  });
}

export interface CalendarsInput {
  readonly store: Store | null;
  /** The state before; null when there is none. */
  readonly last: { readonly n: number; readonly as_of: string } | null;
  readonly plan: RefreshPlan;
  readonly sources: readonly ReconciledSource[];
}

/** The calendar of the last refresh at its date (null when this is the first), and that of this one at its own. */
export async function calendars(input: CalendarsInput): Promise<{ before: Calendar | null; after: Calendar }> {
  const { store, last, plan } = input;
  const { asOf } = plan.stamp;
  const stored = new Map<string, Validity>();
  const standing = new Map<string, Validity>();
  const columns = ['doc_key', 'valid_from', 'valid_to'] as const;
  for await (const { rows } of (last && store?.documents.scan({ where: stateAt(last.n), columns })) ?? []) {
    for (const { doc_key, ...validity } of rows) {
      if (validity.valid_from === null && validity.valid_to === null) continue;
      stored.set(doc_key, validity);
      if (!plan.retiredDocuments.has(doc_key)) standing.set(doc_key, validity);
    }
  }
  for await (const { doc_key, valid_from, valid_to } of plan.documents.read()) {
    if (valid_from !== null || valid_to !== null) standing.set(doc_key, { valid_from, valid_to });
  }
  const rows = last && store ? await store.sources.rows({ where: stateAt(last.n) }) : [];
  return {
    before: last && { asOf: last.as_of, validity: stored, overdue: overdueOf(sourcesById(rows), last.as_of) },
    after: { asOf, validity: standing, overdue: overdueOf(sourcesAfter(rows, input.sources, asOf), asOf) },
  };
}

type Verification = Pick<SourceRow, 'max_age' | 'last_verified_at'>;

function sourcesById(rows: readonly SourceRow[]): Map<string, Verification> {
  return new Map(rows.map((row) => [row.source_id, row]));
}

/** Sources that this refresh read as it leaves them, the others as they were. */
function sourcesAfter(rows: readonly SourceRow[], read: readonly ReconciledSource[], asOf: string) {
  const after = sourcesById(rows);
  for (const source of read) after.set(source.config.id, verification(source, after.get(source.config.id), asOf));
  return after;
}

function overdueOf(sources: ReadonlyMap<string, Verification>, asOf: string): ReadonlySet<string> {
  return new Set([...sources].flatMap(([id, row]) => (isOverdue(row, asOf) ? [id] : [])));
}
