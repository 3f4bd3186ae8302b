/** Is a RAFT row still true? Its facts and oracles against the corpus as it is now. */

import type { FactValue } from '../corpus/document.js';
import type { RaftRow } from '../dataset/raft-row.js';
import { sameValue } from './value-forms.js';
import type { ViewIndex } from './view-index.js';

/** What no longer holds. */
export interface Untruth {
  readonly kind: 'fact_changed' | 'fact_unknown' | 'oracle_stale' | 'oracle_missing' | 'oracle_text_differs';
  /** A sentence for the reader: `volumes of S001: 107 → 110`. */
  readonly message: string;
}

/**
 * Compares a row's typed facts with the current documents, and the oracles in its context with the current passages. A
 * row whose context leaves the oracle out states nothing, so nothing in it can become untrue.
 */
export function untruthsOf(row: RaftRow, index: ViewIndex): readonly Untruth[] {
  return [
    ...row.facts.flatMap((fact) => checkFact(fact, { row, index })),
    ...row.context.flatMap((entry) => checkOracle(entry, index)),
  ];
}

function checkFact(
  fact: RaftRow['facts'][number],
  { row, index }: { readonly row: RaftRow; readonly index: ViewIndex },
): Untruth[] {
  const sourceId = fact.source_id ?? sourceInContext(fact.doc_id, row, index);
  const passages = sourceId === undefined ? [] : index.currentPassages(sourceId, fact.doc_id);
  const [passage] = passages;
  const name = `${fact.field} of ${fact.doc_id}`;
  const value = passage ? index.factValue(passage, fact.field) : null;
  if (value === null) return [{ kind: 'fact_unknown', message: `${name}: ${show(fact.value)} → unknown` }];
  if (sameValue(value, fact.value)) return [];
  return [{ kind: 'fact_changed', message: `${name}: ${show(fact.value)} → ${show(value.value)}` }];
}

/** Rows of others name a document by its id alone: its source is that of the passage that quotes it. */
function sourceInContext(docId: string, { context }: RaftRow, index: ViewIndex): string | undefined {
  const entries = context.filter((entry) => entry.doc_id === docId && entry.role === 'oracle');
  return entries.flatMap((entry) => entry.source_id ?? index.passage(entry.passage_id)?.source_id ?? [])[0];
}

function checkOracle(entry: RaftRow['context'][number], index: ViewIndex): Untruth[] {
  if (entry.role !== 'oracle') return [];
  const passage = index.passage(entry.passage_id);
  const name = `${entry.doc_id} (${entry.passage_id.slice(0, 12)})`;
  if (!passage) return [{ kind: 'oracle_missing', message: `${name} is not in the corpus` }];
  if (passage.verdict !== null) return [{ kind: 'oracle_stale', message: `${name} is ${passage.verdict}` }];
  return passage.text === entry.text ? [] : [{ kind: 'oracle_text_differs', message: `${name} reads differently now` }];
}

function show(value: FactValue['value'] | RaftRow['facts'][number]['value']): string {
  return Array.isArray(value) ? value.join(', ') : String(value);
}
