/** What can be asked of the typed facts of the corpus: one intent per document, field and answer, before any wording. */
import { drop, KEEP, type StageCounts, tally } from '../../../core/stage.js';
import type { FactValue } from '../../../corpus/document.js';
import type { ViewPassage } from '../../../corpus/view.js';
import { placeOfFact } from '../../../verify/fact-passage.js';
import { mentions, valueForms } from '../../../verify/value-forms.js';
import { documentKey, type ViewIndex } from '../../../verify/view-index.js';
import type { LineageGroups } from '../../lineage-groups.js';
import type { Evidence } from '../question.js';
import { findAmbiguousNames, namesOf, type SubjectNames } from './subjects.js';

/** Names of a source's fields for readers. */
export type FactLabels = (
  sourceId: string,
  field: string,
) => { readonly en?: string; readonly ja?: string } | undefined;

/** A document's fact that can be asked about and quoted. */
export interface FactIntent {
  readonly sourceId: string;
  readonly field: string;
  readonly value: FactValue;
  readonly names: SubjectNames;
  readonly evidence: Evidence;
  readonly group: string;
}

/** A fact that a document's source has, but that this document does not know. */
export interface UnknownIntent {
  readonly sourceId: string;
  readonly field: string;
  /** A value that another document of the source has: it decides the phrases. */
  readonly example: FactValue;
  readonly names: SubjectNames;
  readonly passage: ViewPassage;
  readonly group: string;
}

export interface FactIntents {
  readonly known: readonly FactIntent[];
  readonly unknown: readonly UnknownIntent[];
}

/** Fields that no customer asks about. */
const NOT_ASKED = /^(?:url|link|image|cover|id|.*_id|slug|volume|vol)$/;

/**
 * Finds the intents of all current, spoiler-free documents. Dropped, with reasons: `ambiguous_title` (another document
 * bears the name), `field_not_asked`, `answer_in_title` (the question would give it away), `fact_not_quotable` (no single
 * line of a passage states it).
 */
export function findFactIntents(
  index: ViewIndex,
  options: { readonly groups: LineageGroups; readonly labels: FactLabels; readonly counts: StageCounts },
): FactIntents {
  const isAmbiguous = findAmbiguousNames(index);
  const examples = exampleValues(index);
  const known: FactIntent[] = [];
  const unknown: UnknownIntent[] = [];
  for (const passages of documentsOf(index)) {
    const first = passages[0] as ViewPassage;
    const group = options.groups.ofDocument.get(first.doc_key) ?? first.doc_key;
    const allNames = unambiguous(namesOf(first, index), isAmbiguous);
    for (const { field, value } of index.factsOf(first)) {
      const names = withoutValue(allNames, value);
      const base = { sourceId: first.source_id, field, names, group };
      if (allNames.en === null && allNames.ja === null) {
        tally(options.counts, drop('ambiguous_title'));
      } else if (NOT_ASKED.test(field)) {
        tally(options.counts, drop('field_not_asked'));
      } else if (value === null) {
        const example = examples.get(documentKey(first.source_id, field));
        if (example) unknown.push({ ...base, example, passage: first });
      } else {
        const evidence = quotable(passages, { value, names, labels: labelsOf(options.labels, first.source_id, field) });
        if (tally(options.counts, 'passage' in evidence ? KEEP : evidence)) {
          known.push({ ...base, value, evidence: evidence as Evidence });
        }
      }
    }
  }
  return { known, unknown };
}

/** All names that a record may print beside a field's value. */
export function labelsOf(labels: FactLabels, sourceId: string, field: string): readonly string[] {
  const label = labels(sourceId, field);
  return [label?.en, label?.ja, field, field.replaceAll('_', ' ')].filter((name) => name !== undefined);
}

function quotable(
  passages: readonly ViewPassage[],
  asked: { readonly value: FactValue; readonly names: SubjectNames; readonly labels: readonly string[] },
): Evidence | ReturnType<typeof drop> {
  const names = [asked.names.en, asked.names.ja].filter((name) => name !== null);
  if (names.length === 0 || names.some((name) => valueForms(asked.value).some((form) => mentions(name, form))))
    return drop('answer_in_title');
  return placeOfFact(passages, asked.value, asked.labels) ?? drop('fact_not_quotable');
}

/** A field that holds one of the names (`title_ja`) can be asked for by the other name. */
function withoutValue(names: SubjectNames, value: FactValue | null): SubjectNames {
  const other = (name: string | null): string | null => (value?.type === 'text' && value.value === name ? null : name);
  return { en: other(names.en), ja: other(names.ja) };
}

function unambiguous(names: SubjectNames, isAmbiguous: (name: string) => boolean): SubjectNames {
  const only = (name: string | null): string | null => (name !== null && isAmbiguous(name) ? null : name);
  return { en: only(names.en), ja: only(names.ja) };
}

/** Current, spoiler-free passages by document, in the order of passage_id of their first. */
function documentsOf(index: ViewIndex): readonly (readonly ViewPassage[])[] {
  const seen = new Set<string>();
  const documents: ViewPassage[][] = [];
  for (const passage of index.view.passages) {
    if (passage.verdict !== null || seen.has(passage.doc_key)) continue;
    seen.add(passage.doc_key);
    const open = index.currentPassages(passage.source_id, passage.doc_id).filter((other) => !other.spoiler);
    if (open.length > 0) documents.push(open);
  }
  return documents;
}

function exampleValues(index: ViewIndex): ReadonlyMap<string, FactValue> {
  const examples = new Map<string, FactValue>();
  for (const passage of index.view.passages) {
    if (passage.verdict !== null) continue;
    for (const { field, value } of index.factsOf(passage)) {
      if (value !== null) examples.set(documentKey(passage.source_id, field), value);
    }
  }
  return examples;
}
