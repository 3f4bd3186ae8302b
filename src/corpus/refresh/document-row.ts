/** Rows of `documents`. */
import type { DocumentRow } from '../../store/rows.js';
import type { Head } from './head.js';
import type { RefreshStamp } from './passage-rows.js';
import type { IncomingDocument } from './reconcile.js';

/** The row of a document's new version. */
export function documentRow(
  incoming: IncomingDocument,
  { head, stamp }: { readonly head: Head; readonly stamp: RefreshStamp },
): DocumentRow {
  const { document, doc_key, doc_hash } = incoming;
  return {
    doc_key,
    doc_id: document.docId,
    source_id: document.sourceId,
    kind: document.kind,
    title: document.title,
    lang: document.lang,
    url: document.url,
    text: document.text,
    doc_hash,
    facts: document.facts,
    source_updated_at: document.updatedAt,
    updated_at_from: document.updatedAtFrom,
    valid_from: document.validFrom,
    valid_to: document.validTo,
    translation_of: document.translationOf,
    group: document.group,
    location: document.location,
    first_seen_at: head.get(doc_key)?.first_seen_at ?? stamp.asOf,
    added_in: stamp.n,
    retired_in: null,
  };
}
