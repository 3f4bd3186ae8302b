/** What planning reads of the store: the rows and versions of the documents at hand. */
import type { PassageRow } from '../../store/rows.js';
import type { Store } from '../../store/store.js';
import { chunksOf, idIn, PREDICATE_IDS, stateAt } from '../../store/versions.js';
import type { Fact } from '../document.js';
import type { StoredVersion } from './plan-document.js';
import type { IncomingDocument } from './reconcile.js';

/** The state that a refresh starts from. */
export interface StateBefore {
  /** Null for a dry run where there is no store yet. */
  readonly store: Store | null;
  /** Number of the state before; 0 when there is none. */
  readonly before: number;
}

/** Rows of the documents in the state before, by doc_key, each document's in order of id. */
export async function storedPassages(
  options: StateBefore,
  documents: readonly { readonly doc_key: string }[],
): Promise<Map<string, PassageRow[]>> {
  const found = new Map<string, PassageRow[]>();
  const passages = options.before > 0 ? ((await options.store?.passages()) ?? null) : null;
  if (passages === null) return found;
  for (const keys of chunksOf(documents, PREDICATE_IDS)) {
    const ids = keys.map((document) => document.doc_key);
    const where = `${idIn('doc_key', ids)} AND ${stateAt(options.before)}`;
    for (const row of await passages.rows({ where })) {
      const rows = found.get(row.doc_key);
      if (rows) rows.push(row);
      else found.set(row.doc_key, [row]);
    }
  }
  for (const rows of found.values()) rows.sort((a, b) => (a.passage_id < b.passage_id ? -1 : 1));
  return found;
}

/** Facts of every stored version of catalog entries: a passage may have been stale for several versions. */
export async function storedVersions(
  options: StateBefore,
  documents: readonly IncomingDocument[],
): Promise<Map<string, Map<string, StoredVersion>>> {
  const found = new Map<string, Map<string, StoredVersion>>();
  const known = documents.filter(({ document }) => document.kind === 'catalog');
  if (!options.store || options.before === 0 || known.length === 0) return found;
  const ids = known.map((document) => document.doc_key);
  const rows = await options.store.documents.rows({
    where: idIn('doc_key', ids),
    columns: ['doc_key', 'doc_hash', 'title', 'facts', 'added_in'],
  });
  for (const row of rows.filter((r) => r.added_in <= options.before)) {
    const versions = found.get(row.doc_key) ?? new Map<string, StoredVersion>();
    versions.set(row.doc_hash, { title: row.title, facts: row.facts as readonly Fact[] });
    found.set(row.doc_key, versions);
  }
  return found;
}
