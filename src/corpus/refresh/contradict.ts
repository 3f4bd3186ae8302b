/**
 * The last part of planning: pages that say something else than what a more authoritative source, or the newer
 * twin of a translation, says now. A passage of an untouched page can become contradicted, or stop being so.
 */
import type { PassageRow } from '../../store/rows.js';
import type { Store } from '../../store/store.js';
import { stateAt } from '../../store/versions.js';
import type { StatementConfig } from '../freshness/contradictions/config.js';
import { type Contradiction, findContradictions, type ProsePassage } from '../freshness/contradictions/find.js';
import { verdictsAt } from '../freshness/verdicts.js';
import type { SourceConfig } from '../sources/config.js';
import { docKey } from './doc-hash.js';
import { entitiesAfter } from './entities.js';
import type { Head } from './head.js';
import { NOT_STALE, type PassageWrite, sameStaleness } from './passage-rows.js';
import { flagged, type RefreshPlan } from './plan.js';

export interface ContradictOptions {
  readonly sources: readonly SourceConfig[];
  readonly statements: readonly StatementConfig[];
  readonly store: Store | null;
  readonly before: number;
  readonly head: Head;
  readonly plan: RefreshPlan;
  /** Authority of each source in the state before: holds for sources that the config no longer names. */
  readonly storedAuthority: ReadonlyMap<string, number>;
}

/** What {@link flagContradictions} hands to the writers. */
export interface ContradictionFlags {
  /** Gives a planned row its contradiction, if it has one. */
  finish(row: PassageWrite): PassageWrite;
  /** All claims with their evidence. */
  readonly contradictions: readonly Contradiction[];
}

/** Finds contradictions in the state that the plan leads to, and plans rows for the passages whose flag changes. */
export async function flagContradictions(options: ContradictOptions): Promise<ContradictionFlags> {
  const { plan, before } = options;
  const stored = await storedProse(options);
  const planned: PassageWrite[] = [];
  for await (const row of plan.writes.read()) if (row.verdict === null && row.kind !== 'catalog') planned.push(row);
  const standing = stored.filter((row) => !plan.retiredPassages.has(row.passage_id));
  const rows = [...standing, ...planned];
  if (rows.length === 0) return { finish: (row) => row, contradictions: [] };

  const passages = await asProse(rows, options);
  const { entities, passageOf } = await entitiesAfter(options);
  const contradictions = findContradictions({ passages, entities, statements: options.statements });
  const claims = await groupClaims(contradictions, passageOf);
  const since = new Map(stored.filter((row) => row.verdict !== null).map((row) => [row.passage_id, row.stale_since]));
  const finish = finisher({ plan, claims, since });

  const known = new Map(before > 0 ? stored.map((row) => [row.passage_id, row]) : []);
  for (const row of standing) {
    const next = finish(cleared(row, plan));
    if (sameStaleness(next, row)) continue;
    await plan.writes.append(cleared(row, plan));
    plan.retiredPassages.add(row.passage_id);
  }
  for (const row of rows) {
    if (claims.has(row.passage_id) && known.get(row.passage_id)?.verdict !== 'contradicted') {
      plan.newlyStale.push(flagged(finish(cleared(row, plan))));
    }
  }
  return { finish, contradictions };
}

function cleared(row: PassageRow, plan: RefreshPlan): PassageWrite {
  return {
    ...row,
    ...NOT_STALE,
    added_in: plan.stamp.n,
    retired_in: null,
  };
}

interface Claim {
  readonly by: string | null;
  readonly drift: PassageRow['drift'];
}

function finisher(input: {
  readonly plan: RefreshPlan;
  readonly claims: ReadonlyMap<string, Claim>;
  readonly since: ReadonlyMap<string, string | null>;
}): ContradictionFlags['finish'] {
  return (row) => {
    const claim = row.verdict === null ? input.claims.get(row.passage_id) : undefined;
    if (!claim) return row;
    return {
      ...row,
      verdict: 'contradicted',
      verdicts: ['contradicted'],
      severity: 'material',
      stale_since: input.since.get(row.passage_id) ?? input.plan.stamp.asOf,
      superseded_by: claim.by,
      drift: claim.drift,
    };
  };
}

async function groupClaims(
  contradictions: readonly Contradiction[],
  passageOf: (docKeys: readonly string[]) => Promise<ReadonlyMap<string, string>>,
): Promise<Map<string, Claim>> {
  const unnamed = contradictions.filter(({ by }) => by.passage_id === null);
  const entries = await passageOf(unnamed.map(({ by }) => docKey(by.source_id, by.doc_id)));
  const claims = new Map<string, Claim>();
  for (const claim of contradictions) {
    const by = claim.by.passage_id ?? entries.get(docKey(claim.by.source_id, claim.by.doc_id)) ?? null;
    const earlier = claims.get(claim.passage_id);
    const entry = { field: claim.field, old: claim.old, new: claim.new };
    claims.set(claim.passage_id, { by: earlier?.by ?? by, drift: [...(earlier?.drift ?? []), entry] });
  }
  return claims;
}

/** Current prose of the state before; contradicted passages are current: their source still says it. */
async function storedProse(options: ContradictOptions): Promise<PassageRow[]> {
  const passages = options.before > 0 ? ((await options.store?.passages()) ?? null) : null;
  if (passages === null) return [];
  const rows = await passages.rows({ where: `${stateAt(options.before)} AND kind <> 'catalog'` });
  return rows.filter((row) => row.verdict === null || row.verdict === 'contradicted');
}

interface DocumentDates {
  readonly source_updated_at: string | null;
  readonly valid_from: string | null;
  readonly valid_to: string | null;
}

/** Rows as the rules read them. What is not in force at the as-of date neither contradicts nor is contradicted. */
async function asProse(rows: readonly PassageRow[], options: ContradictOptions): Promise<ProsePassage[]> {
  const { head, plan } = options;
  const dates = new Map<string, DocumentDates>(rows.flatMap(({ doc_key }) => entryOf(head, doc_key)));
  for await (const document of plan.documents.read())
    if (document.kind !== 'catalog') dates.set(document.doc_key, document);
  const authority = new Map([
    ...options.storedAuthority,
    ...options.sources.map((source) => [source.id, source.authority] as const),
  ]);
  const asOf = plan.stamp.asOf;
  return rows
    .filter((row) => verdictsAt({ stored: [], validity: dates.get(row.doc_key), overdue: false, asOf }).length === 0)
    .map((row) => ({
      passage_id: row.passage_id,
      doc_id: row.doc_id,
      source_id: row.source_id,
      title: row.title,
      text: row.text,
      lang: row.lang,
      authority: authority.get(row.source_id) ?? 0,
      updated_at: dates.get(row.doc_key)?.source_updated_at ?? null,
      translation_of: row.translation_of,
      heading_path: row.heading_path,
      order: row.span_start,
    }))
    .sort((a, b) => (a.passage_id < b.passage_id ? -1 : 1));
}

function entryOf(head: Head, key: string): [string, DocumentDates][] {
  const document = head.get(key);
  return document ? [[key, document]] : [];
}
