/** Is a question in other words still the same question? */
import { escapeDelimiters } from '../../dataset/delimiters.js';
import { foldText } from '../../text/normalize.js';
import { mentions, valueForms } from '../../verify/value-forms.js';
import { ambiguousAnswer, identifiesSubject } from '../questions/catalog/identify.js';
import type { Topic } from '../questions/catalog/phrases/topics.js';
import type { SubjectIndex } from '../questions/catalog/subject-index.js';
import { type AskedTopic, asksFor } from '../questions/claims/asked-topic.js';
import type { Checked, Rejection } from '../questions/claims/checked.js';
import { changedQualifier } from '../questions/claims/qualifiers.js';
import { denies, isWrittenIn, stemsOf, unknownNames, unknownValues } from '../questions/claims/words.js';
import type { Question } from '../questions/question.js';

export interface RewriteContext {
  readonly question: Question;
  readonly subjects: SubjectIndex;
  /** What the question is after, and what else could be asked of the document; null for a question without a field. */
  readonly topics: { readonly asked: AskedTopic; readonly others: readonly AskedTopic[] } | null;
}

/** Of the words that question and evidence share, so many must stay. */
const KEPT_WORDS = 0.75;

/** "Is it in stock?" is asked with the words of an answer. */
const NAMES_ITS_ANSWERS: ReadonlySet<Topic> = new Set<Topic>(['availability', 'status', 'format', 'type']);

/** Checks a new wording; the first thing that does not hold is the reason. */
export function checkRewrite(text: string, context: RewriteContext): Checked<string> {
  const { question } = context;
  const wording = text.trim().replace(/\s+/g, ' ');
  const rejection =
    checkForm(wording, question) ??
    checkNames(wording, context) ??
    checkValues(wording, context) ??
    checkQualifiers(wording, context) ??
    checkAsked(wording, context);
  return rejection === null ? { value: wording } : { rejected: rejection };
}

function checkNames(text: string, { question, subjects }: RewriteContext): Rejection | null {
  const missing = question.subjects.find((name) => !mentions(text, name));
  if (missing !== undefined) return because('subject_lost', `the name ${JSON.stringify(missing)} is missing`);
  if (!identifiesSubject({ ...question, text }, subjects) && identifiesSubject(question, subjects))
    return because('subject_lost', 'it no longer says what it is about');
  const [name] = unknownNames(text, [question.text, ...question.subjects]);
  return name === undefined ? null : because('name_added', `the name ${JSON.stringify(name)} is new`);
}

function checkValues(text: string, { question, topics }: RewriteContext): Rejection | null {
  const [lost] = unknownValues(question.text, [text]);
  if (lost !== undefined) return because('value_lost', `${JSON.stringify(lost)} is missing`);
  const [added] = unknownValues(text, [question.text, ...question.subjects]);
  if (added !== undefined) return because('value_added', `${JSON.stringify(added)} is new`);
  if (topics !== null && NAMES_ITS_ANSWERS.has(topics.asked.topic)) return null;
  const isSaid = (form: string): boolean => mentions(text, form) && !mentions(question.text, form);
  if (question.facts.some(({ value }) => value.type !== 'boolean' && valueForms(value).some(isSaid)))
    return because('answer_in_question', 'the question gives the answer away');
  return null;
}

function checkForm(text: string, question: Question): Rejection | null {
  if (!isWrittenIn(text, question.lang, question.subjects))
    return because('question_in_another_language', 'the language has changed');
  if (escapeDelimiters(text) !== text) return because('markup_in_text', 'it must hold no markup');
  if (denies(text) && !denies(question.text))
    return because('meaning_changed', 'it denies something that the question did not');
  if (foldText(text) === foldText(question.text)) return because('not_reworded', 'it is the same wording');
  return null;
}

/** Currency, edition, direction and tense: without them it is another question, or several. */
function checkQualifiers(text: string, { question, subjects }: RewriteContext): Rejection | null {
  const bare = (words: string): string => question.subjects.reduce((left, name) => left.replaceAll(name, ' '), words);
  const changed = changedQualifier(question.type, bare(question.text), bare(text));
  if (changed !== null) {
    const [reason, what] = changed.isLost ? ['condition_lost', 'no longer says'] : ['condition_added', 'newly says'];
    return because(reason, `it ${what}: ${changed.name}`);
  }
  const isNewlyAmbiguous = ambiguousAnswer({ ...question, text }, subjects) && !ambiguousAnswer(question, subjects);
  return isNewlyAmbiguous ? because('ambiguous_answer', 'it may now mean another document as well') : null;
}

/** A field is asked for by its words; without one, the words that lead to the evidence stay. */
function checkAsked(text: string, { question, topics }: RewriteContext): Rejection | null {
  const bare = question.subjects.reduce((left, name) => left.replaceAll(name, ' '), text);
  if (topics !== null) {
    const { asked } = topics;
    if (asksFor(bare, { ...topics, lang: question.lang })) return null;
    return because(
      'asks_something_else',
      `it must ask for the same thing, in plain words: ${asked.words.slice(0, 2).join(' / ')}`,
    );
  }
  const evidence = stemsOf(
    question.evidence.map(({ passage, span }) => passage.text.slice(span.start, span.end)).join('\n'),
  );
  const anchors = [...stemsOf(question.text)].filter((stem) => evidence.has(stem));
  const kept = stemsOf(text);
  const isKept = anchors.filter((stem) => kept.has(stem)).length >= KEPT_WORDS * anchors.length;
  return isKept
    ? null
    : because('asks_something_else', 'keep the words that say what is asked for, and under which condition');
}

function because(reason: string, hint: string): Rejection {
  return { reason, hint };
}
