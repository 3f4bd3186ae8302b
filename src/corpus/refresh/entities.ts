/** Catalog entries whose facts pages of prose may state, in the state that a plan leads to. */
import { compareText } from '../../core/order.js';
import type { DocumentRow } from '../../store/rows.js';
import type { Store } from '../../store/store.js';
import { chunksOf, idIn, PREDICATE_IDS, stateAt } from '../../store/versions.js';
import type { Fact } from '../document.js';
import { compilePattern } from '../drift/statements.js';
import type { Entity } from '../freshness/contradictions/find.js';
import { verdictsAt } from '../freshness/verdicts.js';
import type { SourceConfig } from '../sources/config.js';
import { factSpecs } from '../sources/config-fields.js';
import type { RefreshPlan } from './plan.js';

export interface EntitiesInput {
  readonly sources: readonly SourceConfig[];
  readonly store: Store | null;
  readonly before: number;
  readonly plan: RefreshPlan;
}

export interface Entities {
  readonly entities: readonly Entity[];
  /** The passage that holds an entry's facts, by doc_key. */
  readonly passageOf: (docKeys: readonly string[]) => Promise<ReadonlyMap<string, string>>;
}

type EntryRow = Pick<DocumentRow, 'doc_key' | 'doc_id' | 'source_id' | 'title' | 'facts' | 'valid_from' | 'valid_to'>;

/**
 * Reads the entries of sources that declare `stated` patterns; none are read where no source does. An entry that is not
 * in force at the as-of date contradicts nobody: the price announced for next month is not what a guide should say.
 */
export async function entitiesAfter(input: EntitiesInput): Promise<Entities> {
  const stated = statedPatterns(input.sources);
  const passageOf = (docKeys: readonly string[]): Promise<ReadonlyMap<string, string>> => entryPassages(input, docKeys);
  if (stated.size === 0) return { entities: [], passageOf };
  const entities: Entity[] = [];
  const add = (row: EntryRow): void => {
    const source = stated.get(row.source_id);
    const { asOf } = input.plan.stamp;
    const inForce = verdictsAt({ stored: [], validity: row, overdue: false, asOf }).length === 0;
    if (source && inForce) entities.push(toEntity(row, source));
  };
  if (input.store && input.before > 0) {
    const columns = ['doc_key', 'doc_id', 'source_id', 'title', 'facts', 'valid_from', 'valid_to'] as const;
    for await (const { rows } of input.store.documents.scan({
      where: `${stateAt(input.before)} AND kind = 'catalog'`,
      columns,
    })) {
      for (const row of rows) if (!input.plan.retiredDocuments.has(row.doc_key)) add(row);
    }
  }
  for await (const row of input.plan.documents.read()) add(row);
  // Two sources may use one id: which of them is named must not depend on the order of the scan.
  entities.sort((a, b) => compareText(a.source_id, b.source_id) || compareText(a.doc_id, b.doc_id));
  return { entities, passageOf };
}

interface StatedSource {
  readonly authority: number;
  /** field → patterns */
  readonly patterns: ReadonlyMap<string, readonly string[]>;
}

function statedPatterns(sources: readonly SourceConfig[]): Map<string, StatedSource> {
  const found = new Map<string, StatedSource>();
  for (const source of sources) {
    const patterns = new Map(
      factSpecs(source.fields).flatMap(({ field, stated }) => (stated ? [[field, stated]] : [])),
    );
    // A mistake in a pattern shows now, not in the refresh after which some page first names an entry.
    for (const [field, stated] of patterns)
      for (const pattern of stated) compilePattern(pattern, `sources.${source.id}.fields.facts.${field}.stated`);
    if (patterns.size > 0) found.set(source.id, { authority: source.authority, patterns });
  }
  return found;
}

function toEntity(row: EntryRow, source: StatedSource): Entity {
  const facts = row.facts as readonly Fact[];
  return {
    doc_id: row.doc_id,
    source_id: row.source_id,
    titles: [row.title, ...facts.flatMap(otherTitles)],
    authority: source.authority,
    facts: facts.flatMap(({ field, value }) => {
      const stated = source.patterns.get(field);
      return stated ? [{ field, value, stated }] : [];
    }),
  };
}

/** Text facts named `title…` or `alias…` are names of the entry too: `title_ja`, `aliases`. */
function otherTitles({ field, value }: Fact): readonly string[] {
  if (!/^(title|alias)/.test(field) || value === null) return [];
  if (value.type === 'text') return [value.value];
  return value.type === 'list' ? value.value : [];
}

async function entryPassages(input: EntitiesInput, docKeys: readonly string[]): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  const wanted = new Set(docKeys);
  if (wanted.size === 0) return found;
  const passages = input.before > 0 ? ((await input.store?.passages()) ?? null) : null;
  for (const keys of passages ? chunksOf([...wanted], PREDICATE_IDS) : []) {
    const where = `${idIn('doc_key', keys)} AND ${stateAt(input.before)} AND span_start = 0 AND verdict IS NULL`;
    for (const row of (await passages?.rows({ where, columns: ['doc_key', 'passage_id'] })) ?? []) {
      if (!input.plan.retiredPassages.has(row.passage_id)) found.set(row.doc_key, row.passage_id);
    }
  }
  for await (const row of input.plan.writes.read()) {
    if (row.span_start === 0 && row.verdict === null && wanted.has(row.doc_key)) found.set(row.doc_key, row.passage_id);
  }
  return found;
}
