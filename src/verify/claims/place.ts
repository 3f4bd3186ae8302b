/** Which passage and document of the corpus claims are about, today. */
import type { ViewPassage } from '../../corpus/view.js';
import type { ClaimedFact, DocumentName, Evidence } from './claims.js';
import type { CorpusNow } from './document-now.js';
import { currentSuccessor } from './quote-now.js';

/** Evidence with its place in the corpus. */
export interface Placed {
  readonly evidence: Evidence;
  readonly passage: ViewPassage | undefined;
  readonly name: DocumentName | null;
}

/** By passage_id, else by text, else by the document's id; a page that was renamed is followed. */
export function placeEvidence(evidence: Evidence, now: CorpusNow): Placed {
  return { evidence, ...followed(place(evidence, now), now) };
}

function place(evidence: Evidence, { index }: CorpusNow): Omit<Placed, 'evidence'> {
  const { source_id, doc_id } = evidence;
  const known = index.passage(evidence.passage_id);
  if (known) return { passage: known, name: known };
  const isOwn = (passage: ViewPassage): boolean =>
    passage.doc_id === doc_id && (source_id === undefined || passage.source_id === source_id);
  const alike = index.passagesWithText(evidence.text);
  const passage = alike.find(isOwn);
  if (passage) return { passage, name: passage };
  const sources = index.sourcesOf(doc_id);
  // A document of a source that is here was here: it went, and its passages were pruned.
  const source = source_id ?? (sources.length === 1 ? sources[0] : undefined);
  if (source !== undefined && index.hasSource(source))
    return { passage: undefined, name: { source_id: source, doc_id } };
  const [elsewhere] = alike;
  return { passage: elsewhere, name: elsewhere ?? null };
}

/** A page that was renamed: the refresh that saw it go found its passage word for word in another document. */
function followed<P extends Omit<Placed, 'evidence'>>(at: P, now: CorpusNow): P {
  const { name, passage } = at;
  if (name === null || passage === undefined || now.document(name.source_id, name.doc_id) !== null) return at;
  return { ...at, name: currentSuccessor(passage, now.index) ?? name };
}

/**
 * The document that a fact is of: the one that is quoted for it, wherever that is now. Rows of others name a document by
 * its id alone: its source is that of the passage that quotes it.
 */
export function nameOfFact(fact: ClaimedFact, placed: readonly Placed[], { index }: CorpusNow): DocumentName | null {
  const isOwn = ({ evidence: { doc_id, source_id } }: Placed): boolean =>
    doc_id === fact.doc_id && (fact.source_id === undefined || source_id === undefined || source_id === fact.source_id);
  const quoting = placed.find((one) => one.name !== null && isOwn(one));
  if (quoting?.name) return quoting.name;
  if (fact.source_id !== undefined) return { source_id: fact.source_id, doc_id: fact.doc_id };
  const sources = index.sourcesOf(fact.doc_id);
  return sources.length === 1 ? { source_id: sources[0] as string, doc_id: fact.doc_id } : null;
}

/** Whether two names are one document's. */
export function sameName(a: DocumentName, b: DocumentName | null): boolean {
  return a.source_id === b?.source_id && a.doc_id === b.doc_id;
}
