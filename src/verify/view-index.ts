/** The corpus view, indexed the ways that checking against it needs: by passage, by document, by translation family. */
import type { Fact, FactValue } from '../corpus/document.js';
import type { CorpusView, ViewPassage } from '../corpus/view.js';
import type { DocumentRow } from '../store/rows.js';

/** Look-ups over one {@link CorpusView}; built once per command, in time linear in the passages. */
export interface ViewIndex {
  readonly view: CorpusView;
  /** Position in `view.passages`, which is also the row in `view.vectors`. */
  rowOf(passageId: string): number | undefined;
  passage(passageId: string): ViewPassage | undefined;
  /** Current passages of a document, in the order of their spans; empty when it has none. */
  currentPassages(sourceId: string, docId: string): readonly ViewPassage[];
  /** The document version that a passage spans, when the view holds it. */
  documentOf(passage: ViewPassage): DocumentRow | undefined;
  /** Typed facts of the document version that a passage spans. */
  factsOf(passage: ViewPassage): readonly Fact[];
  /** The known value of one of those facts. */
  factValue(passage: ViewPassage, field: string): FactValue | null;
}

/** Indexes a view. */
export function indexView(view: CorpusView): ViewIndex {
  const rows = new Map(view.passages.map((passage, row) => [passage.passage_id, row]));
  const current = new Map<string, ViewPassage[]>();
  for (const passage of view.passages) {
    if (passage.verdict !== null) continue;
    const key = documentKey(passage.source_id, passage.doc_id);
    const list = current.get(key);
    if (list) list.push(passage);
    else current.set(key, [passage]);
  }
  for (const list of current.values()) list.sort((a, b) => a.span_start - b.span_start);
  const at = (passageId: string): ViewPassage | undefined => {
    const row = rows.get(passageId);
    return row === undefined ? undefined : view.passages[row];
  };
  const documentOf = (passage: ViewPassage): DocumentRow | undefined =>
    view.documents.get(`${passage.doc_key}/${passage.doc_hash}`);
  const factsOf = (passage: ViewPassage): readonly Fact[] => (documentOf(passage)?.facts ?? []) as readonly Fact[];
  return {
    view,
    rowOf: (passageId) => rows.get(passageId),
    passage: at,
    currentPassages: (sourceId, docId) => current.get(documentKey(sourceId, docId)) ?? [],
    documentOf,
    factsOf,
    factValue: (passage, field) => factsOf(passage).find((fact) => fact.field === field)?.value ?? null,
  };
}

/** A document and its translations share a family: pages that say the same thing in other words. */
export function familyOf(passage: ViewPassage): string {
  return documentKey(passage.source_id, passage.translation_of ?? passage.doc_id);
}

/** Identity of a document within the corpus. */
export function documentKey(sourceId: string, docId: string): string {
  return JSON.stringify([sourceId, docId]);
}
