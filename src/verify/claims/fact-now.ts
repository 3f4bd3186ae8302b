/** What became of a typed fact: its value now, beside the value that was claimed. */
import type { Fact, FactValue } from '../../corpus/document.js';
import { factScalar } from '../../corpus/drift/facts.js';
import type { Scalar } from '../../store/rows.js';
import { normalizeText } from '../../text/normalize.js';
import { sameValue } from '../value-forms.js';
import type { ClaimedFact, DocumentName } from './claims.js';
import type { CorpusNow } from './document-now.js';
import type { Finding } from './finding.js';

/** @param name the document that the fact is of; null when the corpus knows none of that id */
export function judgeFacts(fact: ClaimedFact, name: DocumentName | null, now: CorpusNow): readonly Finding[] {
  const base = { source_id: name?.source_id ?? fact.source_id ?? null, doc_id: fact.doc_id, passage_id: null };
  const what = `${fact.field} of ${fact.doc_id}`;
  if (name === null || !now.index.hasSource(name.source_id)) {
    return [{ ...base, kind: 'unknown', drift: [], message: `${what}: the corpus knows no such document` }];
  }
  const document = now.document(name.source_id, name.doc_id);
  if (document === null) {
    return [
      {
        ...base,
        kind: 'source_removed',
        drift: [],
        message: `${name.source_id}/${name.doc_id} is gone from its source`,
      },
    ];
  }
  const facts = document.row.facts as readonly Fact[];
  const value = facts.find(({ field }) => field === fact.field)?.value ?? null;
  if (value !== null && saysFact(value, fact.value)) return [];
  const drift = { field: fact.field, old: shownLike(fact.value, value), new: factScalar(value) };
  const message = `${what}: ${show(drift.old)} → ${drift.new === null ? 'unknown' : show(drift.new)}`;
  return [{ ...base, kind: 'answer_changed', drift: [drift], message }];
}

/** Equal as drift compares facts: dates by day, lists as sets, text without regard to spacing and width. */
export function saysFact(value: FactValue, claimed: Scalar): boolean {
  if (sameValue(value, claimed)) return true;
  if (value.type === 'list') return Array.isArray(claimed) && asSet(value.value) === asSet(claimed);
  return value.type === 'text' && typeof claimed === 'string' && normalizeText(value.value) === normalizeText(claimed);
}

function asSet(items: readonly string[]): string {
  return JSON.stringify([...new Set(items)].sort());
}

/** The claimed value in the form in which the new one is shown: `JPY 500 → JPY 600`. */
export function shownLike(claimed: Scalar, now: FactValue | null): Scalar {
  if (now?.type === 'money' && typeof claimed === 'number') return factScalar({ ...now, value: claimed });
  return now?.type === 'date' && typeof claimed === 'string' ? claimed.slice(0, 10) : claimed;
}

function show(value: Scalar): string {
  return Array.isArray(value) ? value.join(', ') : String(value);
}
