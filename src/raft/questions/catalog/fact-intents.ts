/** What can be asked of the typed facts of the corpus: one intent per document, field and answer, before any wording. */
import { drop, KEEP, type StageCounts, tally } from '../../../core/stage.js';
import type { FactValue } from '../../../corpus/document.js';
import type { ViewPassage } from '../../../corpus/view.js';
import { foldText } from '../../../text/normalize.js';
import { placeOfFact } from '../../../verify/fact-passage.js';
import { mentionsFolded, valueForms } from '../../../verify/value-forms.js';
import { documentKey, type ViewIndex } from '../../../verify/view-index.js';
import type { LineageGroups } from '../../lineage-groups.js';
import type { Evidence } from '../question.js';
import { type Designation, designate } from './designation.js';
import type { KnownValues } from './known-values.js';
import { type Topic, topicOf } from './phrases/topics.js';
import type { SubjectIndex } from './subject-index.js';
import type { Subject, SubjectNames } from './subjects.js';

/** Names of a source's fields for readers. */
export type FactLabels = (
  sourceId: string,
  field: string,
) => { readonly en?: string; readonly ja?: string } | undefined;

/** What known and unknown intents share. */
export interface Intent {
  readonly sourceId: string;
  readonly field: string;
  readonly topic: Topic;
  /** How the question has to name the document. */
  readonly designation: Designation;
  /** The record's own names, as the miner's guards know the entity. */
  readonly names: SubjectNames;
  /** Lineage group. */
  readonly group: string;
  /** The language of a page: what its translation says is asked of the translation. Null for a catalog entry. */
  readonly pageLang: string | null;
}

/** A document's fact that can be asked about and quoted. */
export interface FactIntent extends Intent {
  readonly value: FactValue;
  readonly evidence: Evidence;
}

/** A fact that a document's source has, but that this document does not know. */
export interface UnknownIntent extends Intent {
  /** A value that another document of the source has: it decides the phrases. */
  readonly example: FactValue;
}

export interface FactIntents {
  readonly known: readonly FactIntent[];
  readonly unknown: readonly UnknownIntent[];
}

export interface IntentOptions {
  readonly groups: LineageGroups;
  readonly labels: FactLabels;
  readonly subjects: SubjectIndex;
  readonly known: KnownValues;
  readonly counts: StageCounts;
}

/** Fields that no customer asks about. */
const NOT_ASKED = /^(?:url|link|image|cover|id|.*_id|slug|volume|vol|name|title)$/;

/** A product's title says what it is and who makes it, in words that no list of values has. */
const NAMED_IN_TITLES: ReadonlySet<Topic> = new Set(['type', 'maker']);

/**
 * Finds the intents of all current, spoiler-free documents. Dropped, with reasons: `ambiguous_subject` (no title, volume
 * and edition tell it from a document with another answer), `asked_already` (another document of the name gives the same
 * answer), `value_in_text` (the field is unknown, but the record's text names one of its values), `field_not_asked`, `answer_in_title` (the question would give it away), `fact_not_quotable` (no single line of
 * a passage states it).
 */
export function findFactIntents(index: ViewIndex, options: IntentOptions): FactIntents {
  const examples = exampleValues(index);
  const asked = new Set<string>();
  const known: FactIntent[] = [];
  const unknown: UnknownIntent[] = [];
  for (const passages of documentsOf(index)) {
    const first = passages[0] as ViewPassage;
    const subject = options.subjects.ofDocument(first.doc_key);
    for (const { field, value } of subject?.facts ?? []) {
      const intent = subject && intentOf({ subject, field, value, first }, { index, options, examples, asked });
      if (!intent) continue;
      if (typeof intent === 'string') {
        tally(options.counts, drop(intent));
        continue;
      }
      if (value === null) {
        if (NAMED_IN_TITLES.has(intent.topic) || options.known.mentionsValue(passages, field))
          tally(options.counts, drop('value_in_text'));
        else unknown.push(intent);
        continue;
      }
      const evidence = quotable(passages, { value, intent, labels: labelsOf(options.labels, first.source_id, field) });
      tally(options.counts, typeof evidence === 'string' ? drop(evidence) : KEEP);
      if (typeof evidence !== 'string') known.push({ ...intent, value, evidence });
    }
  }
  return { known, unknown };
}

interface Scan {
  readonly index: ViewIndex;
  readonly options: IntentOptions;
  readonly examples: ReadonlyMap<string, FactValue>;
  /** Questions that several documents would answer alike, by what they say. */
  readonly asked: Set<string>;
}

/** Why a fact is not asked, as a reason in counts. */
type Reason =
  | 'value_in_text'
  | 'ambiguous_subject'
  | 'asked_already'
  | 'field_not_asked'
  | 'answer_in_title'
  | 'fact_not_quotable';

/** Null for a field that no document of the source knows. */
function intentOf(
  at: {
    readonly subject: Subject;
    readonly field: string;
    readonly value: FactValue | null;
    readonly first: ViewPassage;
  },
  { index, options, examples, asked }: Scan,
): UnknownIntent | Reason | null {
  const { field, value, first } = at;
  const example = value ?? examples.get(documentKey(first.source_id, field));
  if (example === undefined) return null;
  const medium = at.subject.facts.find((fact) => fact.field === 'type')?.value;
  const topic = topicOf(field, example, {
    asOf: index.view.as_of,
    medium: medium?.type === 'text' ? medium.value : null,
    isKnown: value !== null,
  });
  if (topic === null || NOT_ASKED.test(field)) return 'field_not_asked';
  // The title of a volume is that of its series with a number.
  if (topic.startsWith('title_') && at.subject.saysVolume) return 'field_not_asked';
  const subject = withoutValue(at.subject, value);
  const designation = designate(subject, { field, value }, options.subjects);
  if (designation === null) return 'ambiguous_subject';
  if (designation.isShared) {
    const key = JSON.stringify([
      field,
      ...[designation.titles.en, designation.titles.ja].map((name) => foldText(name ?? '')),
      designation.volume,
      designation.edition?.id,
    ]);
    if (asked.has(key)) return 'asked_already';
    asked.add(key);
  }
  const group = options.groups.ofDocument.get(first.doc_key) ?? first.doc_key;
  const pageLang = first.kind === 'catalog' ? null : first.lang;
  return { sourceId: first.source_id, field, topic, designation, names: at.subject.names, group, example, pageLang };
}

/** All names that a record may print beside a field's value. */
export function labelsOf(labels: FactLabels, sourceId: string, field: string): readonly string[] {
  const label = labels(sourceId, field);
  return [label?.en, label?.ja, field, field.replaceAll('_', ' ')].filter((name) => name !== undefined);
}

/** Names of the entity for the miner's guards; the bare titles too where the question means all that bear them. */
export function guardNames({ names, designation }: Pick<Intent, 'names' | 'designation'>): readonly string[] {
  const titles = designation.isShared ? [designation.titles.en, designation.titles.ja] : [];
  return [...new Set([names.en, names.ja, ...titles].filter((name) => name !== null))];
}

function quotable(
  passages: readonly ViewPassage[],
  asked: { readonly value: FactValue; readonly intent: Intent; readonly labels: readonly string[] },
): Evidence | Reason {
  const { titles, edition, subject } = asked.intent.designation;
  const said = [
    titles.en === null ? null : subject.folded.en,
    titles.ja === null ? null : subject.folded.ja,
    edition === null ? null : foldText(edition.en[0] ?? ''),
  ].filter((name) => name !== null);
  const forms = valueForms(asked.value).map(foldText);
  if (said.some((name) => forms.some((form) => mentionsFolded(name, form)))) return 'answer_in_title';
  return placeOfFact(passages, asked.value, asked.labels) ?? 'fact_not_quotable';
}

/** A field that holds one of the names (`title_ja`) can be asked for by the other name alone. */
function withoutValue(subject: Subject, value: FactValue | null): Subject {
  const held = value?.type === 'text' ? [value.value] : value?.type === 'list' ? value.value : [];
  const other = (side: 'en' | 'ja'): string | null =>
    held.includes(subject.names[side] ?? '') ? null : subject.titles[side];
  if (other('en') === subject.titles.en && other('ja') === subject.titles.ja) return subject;
  return { ...subject, titles: { en: other('en'), ja: other('ja') } };
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
      const key = documentKey(passage.source_id, field);
      if (value !== null && !examples.has(key)) examples.set(key, value);
    }
  }
  return examples;
}
