/**
 * Whether something with an end is still on: a campaign, a coupon. Its page has `valid_to`, and says the day or the month in
 * a sentence of its own; only what such a sentence states is asked, and the sentence is the answer.
 */
import { subDays } from 'date-fns';
import type { ViewPassage } from '../../../corpus/view.js';
import { foldText } from '../../../text/normalize.js';
import { splitSentences } from '../../../text/segment.js';
import { trimSpan } from '../../../text/spans.js';
import { mentionsFolded } from '../../../verify/value-forms.js';
import type { ViewIndex } from '../../../verify/view-index.js';
import type { LineageGroups } from '../../lineage-groups.js';
import { answerLang, type Evidence, type Question } from '../question.js';
import { fill } from '../style/parts.js';
import type { Forms } from '../style/register.js';
import { VALIDITY } from './phrases/validity.js';
import { renderDate } from './render-value.js';
import { type Subject, subjectOf } from './subjects.js';
import { type Asking, ask } from './wording.js';

/** A page in force and the sentence that says until when. */
export interface ValidityIntent {
  readonly passage: ViewPassage;
  readonly evidence: Evidence;
  readonly group: string;
  readonly subject: Subject;
}

/** Pages that are in force, end, and say so; one intent per page. */
export function findValidity(index: ViewIndex, groups: LineageGroups): readonly ValidityIntent[] {
  const found = new Map<string, ValidityIntent>();
  for (const passage of index.view.passages) {
    const end = index.documentOf(passage)?.valid_to ?? null;
    if (passage.verdict !== null || end === null || passage.spoiler || found.has(passage.doc_key)) continue;
    const span = sentenceWith(passage.text, endForms(end));
    if (span === null) continue;
    const group = groups.ofDocument.get(passage.doc_key) ?? passage.doc_key;
    found.set(passage.doc_key, { passage, evidence: { passage, span }, group, subject: subjectOf(passage, index) });
  }
  return [...found.values()];
}

/**
 * How prose may write the last day, which `valid_to` is the end of in a time zone that the corpus does not keep: the day
 * before or the same, and the month of a last day of a month.
 */
function endForms(validTo: string): readonly string[] {
  const days = [subDays(new Date(validTo), 1), new Date(validTo)].map((day) => day.toISOString().slice(0, 10));
  const full = days.flatMap((day) => [renderDate(day, 'en'), renderDate(day, 'ja'), day, dayFirst(day)]);
  // `until the end of March 2027`
  const months = days
    .filter((day) => isLastOfMonth(day))
    .flatMap((day) => [
      `end of ${dayFirst(day).replace(/^\d+ /, '')}`,
      `${renderDate(day, 'ja').replace(/\d+日$/, '')}末`,
    ]);
  return [...full, ...months].map(foldText);
}

function dayFirst(day: string): string {
  const [, month = '', date = '', year = ''] = /^(\w+) (\d+), (\d+)$/.exec(renderDate(day, 'en')) ?? [];
  return `${date} ${month} ${year}`;
}

function isLastOfMonth(day: string): boolean {
  const next = new Date(`${day}T00:00:00Z`);
  next.setUTCDate(next.getUTCDate() + 1);
  return next.getUTCDate() === 1;
}

function sentenceWith(text: string, forms: readonly string[]): Evidence['span'] | null {
  for (const sentence of splitSentences(text)) {
    const folded = foldText(text.slice(sentence.start, sentence.end));
    if (forms.some((form) => mentionsFolded(folded, form))) return trimSpan(text, sentence);
  }
  return null;
}

/** Words the question in the language of the page, or in the mixture for a Japanese one. */
export function wordValidity({ passage, evidence, group, subject }: ValidityIntent, asking: Asking): Question | null {
  const { lang, wording } = asking;
  const side = answerLang(lang);
  if (passage.lang !== side) return null;
  const forms: Forms = VALIDITY[lang];
  const now = renderDate(wording.asOf.slice(0, 10), side);
  const { title } = passage;
  const titles = { en: side === 'en' ? title : null, ja: side === 'ja' ? title : null };
  const designation = { subject, volume: null, edition: null, titles, isShared: false };
  const asked = ask({ name: 'still_valid', forms, subjects: { t: designation }, slots: { n: now } }, asking);
  if (asked === null) return null;
  const sentence = passage.text.slice(evidence.span.start, evidence.span.end);
  return {
    ...asked.question,
    type: 'temporal',
    group,
    evidence: [evidence],
    facts: [],
    answer: fill(VALIDITY.say[side], { t: title, n: now, a: sentence }),
    gold: { text: sentence },
  };
}
