/** What the store knows of each document before a refresh: enough to tell new, changed and gone apart. */
import type { Store } from '../../store/store.js';
import { stateAt } from '../../store/versions.js';

/** The current version of a document, without its text. */
export interface HeadDocument {
  readonly doc_id: string;
  readonly source_id: string;
  readonly doc_hash: string;
  readonly url: string | null;
  readonly source_updated_at: string | null;
  readonly updated_at_from: string | null;
  readonly valid_from: string | null;
  readonly valid_to: string | null;
  readonly first_seen_at: string;
}

/** Current documents by doc_key: about 400 bytes each, so 100,000 take 40 MB. */
export type Head = Map<string, HeadDocument>;

/** Reads the head of the state after refresh `n`; without `catalogs`, that of prose alone. */
export async function readHead(
  store: Store,
  { n, catalogs }: { readonly n: number; readonly catalogs: boolean },
): Promise<Head> {
  const head: Head = new Map();
  const columns = [
    'doc_key',
    'doc_id',
    'source_id',
    'doc_hash',
    'url',
    'source_updated_at',
    'updated_at_from',
    'valid_from',
    'valid_to',
    'first_seen_at',
  ] as const;
  const where = catalogs ? stateAt(n) : `${stateAt(n)} AND kind <> 'catalog'`;
  for await (const { rows } of store.documents.scan({ where, columns })) {
    for (const { doc_key, ...document } of rows) head.set(doc_key, document);
  }
  return head;
}
