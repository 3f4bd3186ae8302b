/** The corpus view, indexed the ways that checking against it needs: by passage, by document, by translation family. */
import { sha256 } from '../core/hash.js';
import { once } from '../core/once.js';
import type { Fact, FactValue } from '../corpus/document.js';
import type { CorpusView, ViewPassage } from '../corpus/view.js';
import type { DocumentRow } from '../store/rows.js';
import { normalizeText } from '../text/normalize.js';

/** Look-ups over one {@link CorpusView}; built once per command, in time linear in the passages. */
export interface ViewIndex {
  readonly view: CorpusView;
  /** Position in `view.passages`, which is also the row in `view.vectors`. */
  rowOf(passageId: string): number | undefined;
  passage(passageId: string): ViewPassage | undefined;
  /** Current passages of a document, in the order of their spans; empty when it has none. */
  currentPassages(sourceId: string, docId: string): readonly ViewPassage[];
  /** Every passage of a document, whatever its verdict, in the order of their spans. */
  passagesOf(sourceId: string, docId: string): readonly ViewPassage[];
  /** The version of a document that holds now; undefined when its source no longer has it. */
  document(sourceId: string, docId: string): DocumentRow | undefined;
  /** Sources that have, or had, a document with this id. */
  sourcesOf(docId: string): readonly string[];
  /** Whether any passage, current or not, is of this source. */
  hasSource(sourceId: string): boolean;
  /** Passages with this text, spacing and width aside; current ones first. */
  passagesWithText(text: string): readonly ViewPassage[];
  /** The document version that a passage spans, when the view holds it. */
  documentOf(passage: ViewPassage): DocumentRow | undefined;
  /** Typed facts of the document version that a passage spans. */
  factsOf(passage: ViewPassage): readonly Fact[];
  /** The known value of one of those facts. */
  factValue(passage: ViewPassage, field: string): FactValue | null;
}

/** Indexes a view. Most commands need only some of the look-ups: the others are made when they are first asked for. */
export function indexView(view: CorpusView): ViewIndex {
  const rows = new Map(view.passages.map((passage, row) => [passage.passage_id, row]));
  const current = byDocument(view.passages.filter(({ verdict }) => verdict === null));
  const all = once(() => byDocument(view.passages));
  const documents = once(
    () => new Map([...view.documents.values()].map((row) => [documentKey(row.source_id, row.doc_id), row])),
  );
  const sources = once(() => grouped(view.passages, ({ doc_id }) => doc_id));
  const sourceIds = once(() => new Set(view.passages.map(({ source_id }) => source_id)));
  const texts = once(() => grouped(view.passages, ({ content_hash }) => content_hash));
  const at = (passageId: string): ViewPassage | undefined => {
    const row = rows.get(passageId);
    return row === undefined ? undefined : view.passages[row];
  };
  // Asked many times over for each passage, and a key is long.
  const spanned = new Map<ViewPassage, DocumentRow | undefined>();
  const documentOf = (passage: ViewPassage): DocumentRow | undefined => {
    const known = spanned.get(passage);
    if (known !== undefined) return known;
    const document = view.documents.get(`${passage.doc_key}/${passage.doc_hash}`);
    spanned.set(passage, document);
    return document;
  };
  const factsOf = (passage: ViewPassage): readonly Fact[] => (documentOf(passage)?.facts ?? []) as readonly Fact[];
  return {
    view,
    rowOf: (passageId) => rows.get(passageId),
    passage: at,
    currentPassages: (sourceId, docId) => current.get(documentKey(sourceId, docId)) ?? [],
    passagesOf: (sourceId, docId) => all().get(documentKey(sourceId, docId)) ?? [],
    document: (sourceId, docId) => documents().get(documentKey(sourceId, docId)),
    sourcesOf: (docId) => [
      ...new Set(
        sources()
          .get(docId)
          ?.map(({ source_id }) => source_id),
      ),
    ],
    hasSource: (sourceId) => sourceIds().has(sourceId),
    passagesWithText: (text) => {
      const found = texts().get(sha256(normalizeText(text))) ?? [];
      return [...found].sort((a, b) => Number(a.verdict !== null) - Number(b.verdict !== null));
    },
    documentOf,
    factsOf,
    factValue: (passage, field) => factsOf(passage).find((fact) => fact.field === field)?.value ?? null,
  };
}

function byDocument(passages: readonly ViewPassage[]): Map<string, ViewPassage[]> {
  const lists = grouped(passages, ({ source_id, doc_id }) => documentKey(source_id, doc_id));
  for (const list of lists.values()) list.sort((a, b) => a.span_start - b.span_start);
  return lists;
}

function grouped<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const list = groups.get(key);
    if (list) list.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

/** A document and its translations share a family: pages that say the same thing in other words. */
export function familyOf(passage: ViewPassage): string {
  return documentKey(passage.source_id, passage.translation_of ?? passage.doc_id);
}

/** Identity of a document within the corpus. */
export function documentKey(sourceId: string, docId: string): string {
  return JSON.stringify([sourceId, docId]);
}
