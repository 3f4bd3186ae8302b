/** Is a question that a model wrote true, about its passage, and fit to be asked? Nothing the model claims is taken on trust. */
import type { ViewPassage } from '../../../corpus/view.js';
import { escapeDelimiters } from '../../../dataset/delimiters.js';
import type { QuestionLang } from '../../../dataset/raft-row.js';
import { foldText } from '../../../text/normalize.js';
import type { Span } from '../../../text/spans.js';
import { mentionsFolded } from '../../../verify/value-forms.js';
import { identifiesSubject } from '../catalog/identify.js';
import type { SubjectIndex } from '../catalog/subject-index.js';
import { answerLang } from '../question.js';
import { asksForAnotherLine } from './asked-line.js';
import type { Checked, Rejection } from './checked.js';
import type { Draft } from './draft.js';
import { locateQuote } from './locate-quote.js';
import type { OtherTitles } from './other-titles.js';
import {
  denies,
  isAnswerIn,
  isWrittenIn,
  shareAStem,
  shareOfStems,
  stemsOf,
  unknownNames,
  unknownValues,
} from './words.js';

export interface DraftContext {
  readonly passage: ViewPassage;
  readonly lang: QuestionLang;
  /** Names of the document in either language. */
  readonly names: readonly string[];
  readonly subjects: SubjectIndex;
  readonly others: OtherTitles;
}

/** A draft whose claims hold. */
export interface SoundDraft extends Draft {
  /** Where `passage.text` says the quote. */
  readonly span: Span;
}

/** A quote proves one thing: longer ones are half a page. */
const QUOTE_LENGTH = { min: 4, max: 500 };
/** Of the words that carry an answer, so many must stand in what it rests on. */
const BACKED_WORDS = 0.6;
const DEICTIC =
  /\b(?:this|the|that) (?:document|passage|page|text|article|excerpt|section|paragraph|entry)\b|\b(?:above|below)[- ]mentioned\b|according to the (?:document|text|passage)|(?:この|上記の|本)(?:文書|文章|ページ|記事|資料|テキスト|ドキュメント)|上記/i;
const AGREES = /^\W*(?:yes\b|はい|ええ)/i;
const ADDRESS = /https?:\/\/\S+|www\.\S+|[\w.+-]+@[\w-]+\.\w+/g;

/** Checks a draft; the first thing that does not hold is the reason. */
export function checkDraft(draft: Draft, context: DraftContext): Checked<SoundDraft> {
  const span = locateQuote(context.passage.text, draft.quote);
  if (span === null) return rejected('quote_not_in_source', 'the quote is not in the document, to the letter');
  const quote = context.passage.text.slice(span.start, span.end);
  const rejection =
    checkForm(draft, quote, context) ?? checkAnswer(draft, quote, context) ?? checkSubject(draft, quote, context);
  return rejection === null ? { value: { ...draft, span } } : { rejected: rejection };
}

function checkForm({ question, answer, lang }: Draft, quote: string, context: DraftContext): Rejection | null {
  if (quote.length < QUOTE_LENGTH.min || quote.length > QUOTE_LENGTH.max)
    return because('quote_too_long_or_short', 'the quote is to be one sentence or line');
  if (lang !== context.lang || !isWrittenIn(question, context.lang, context.names))
    return because('question_in_another_language', 'the question is not in the language that was asked for');
  if (!isAnswerIn(answer, answerLang(context.lang)))
    return because('answer_in_another_language', 'the answer is not in the language that was asked for');
  if (escapeDelimiters(`${question}${answer}`) !== `${question}${answer}`)
    return because('markup_in_text', 'question and answer must hold no markup');
  return null;
}

/** The answer says what the quote says: no other value, no other name, no denial of its own, and words of it. */
function checkAnswer({ question, answer }: Draft, quote: string, { passage, names }: DraftContext): Rejection | null {
  const sources = [quote, question, passage.title, ...names];
  const [value] = unknownValues(answer, sources);
  if (value !== undefined)
    return because('answer_value_not_in_quote', `the quote does not say ${JSON.stringify(value)}`);
  const [name] = unknownNames(answer, sources);
  if (name !== undefined) return because('answer_name_not_in_quote', `the quote does not name ${JSON.stringify(name)}`);
  const address = (answer.match(ADDRESS) ?? []).find((found) => !quote.includes(found));
  if (address !== undefined)
    return because('answer_value_not_in_quote', 'the answer holds an address that the quote has not');
  if (denies(answer) ? !denies(quote) : AGREES.test(answer) && denies(quote))
    return because(
      'answer_contradicts_quote',
      'the quote does not say no where the answer does, or the other way round',
    );
  if (shareOfStems(answer, sources.join('\n')) < BACKED_WORDS || !isDrawnFrom(answer, quote, [question, ...names]))
    return because('answer_not_in_quote', 'the quote does not say what the answer says; use its words');
  if (asksForAnotherLine(question, { quote, text: passage.text, names }))
    return because('asks_something_else', 'the question asks for what another line of the document says');
  if (isSaid(answer, question)) return because('answer_in_question', 'the question gives the answer away');
  return null;
}

/** The question names its subject, and nothing that is another document's. */
function checkSubject(draft: Draft, quote: string, context: DraftContext): Rejection | null {
  const { question, answer } = draft;
  const { passage, others } = context;
  if (DEICTIC.test(question) || DEICTIC.test(answer))
    return because('points_at_the_document', 'question and answer must not speak of the document');
  const missing = missingSubject(question, quote, context);
  if (missing !== null) return because('subject_missing', missing);
  const own = [quote, passage.text, passage.title, ...passage.heading_path, ...context.names].join('\n');
  const other = others.find(`${question}\n${answer}`, own, passage);
  if (other !== undefined) return because('other_document_named', 'it names a title that the document does not');
  const [value] = unknownValues(question, [passage.text, passage.title, ...passage.heading_path, ...context.names]);
  if (value !== undefined)
    return because('question_value_not_in_source', `the document does not say ${JSON.stringify(value)}`);
  return null;
}

/** What a question has to say of its subject and does not; null when it says it. */
function missingSubject(question: string, quote: string, { passage, names, subjects }: DraftContext): string | null {
  const evidence = [{ passage, span: { start: 0, end: quote.length } }];
  const topic = [passage.title, ...passage.heading_path, ...names, quote].join('\n');
  const isNamed = identifiesSubject({ text: question, subjects: [], facts: [], evidence }, subjects);
  if (!isNamed || !shareAStem(topic, question)) {
    return passage.kind === 'catalog'
      ? `the question must name ${JSON.stringify(names[0] ?? passage.title)}`
      : 'the question must name its topic';
  }
  const volume = subjects.ofDocument(passage.doc_key)?.volume ?? null;
  const digits = volume?.match(/\d+(?:\.\d+)?/g) ?? [];
  const isSaid = digits.every((number) =>
    new RegExp(`(?<!\\d)(?<!\\d\\.)0*${number.replace('.', '\\.')}(?!\\.?\\d)`).test(question),
  );
  return isSaid ? null : `the question must say which volume it is about: ${volume}`;
}

/** Whether the answer holds something of the quote: a word, or a value that the question does not have. */
function isDrawnFrom(answer: string, quote: string, known: readonly string[]): boolean {
  if (shareAStem(quote, answer)) return true;
  const values = unknownValues(answer, known);
  return values.length > 0 && values.every((value) => unknownValues(value, [quote]).length === 0);
}

/** Whether the question holds all that the answer says. */
function isSaid(answer: string, question: string): boolean {
  const values = unknownValues(answer, []);
  if (values.length > 0) return unknownValues(answer, [question]).length === 0 && shareOfStems(answer, question) === 1;
  return (
    stemsOf(answer).size > 0 &&
    shareOfStems(answer, question) === 1 &&
    mentionsFolded(foldText(question), foldText(answer))
  );
}

function because(reason: string, hint: string): Rejection {
  return { reason, hint };
}

function rejected(reason: string, hint: string): { readonly rejected: Rejection } {
  return { rejected: because(reason, hint) };
}
