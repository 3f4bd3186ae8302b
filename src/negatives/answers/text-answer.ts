/**
 * Does a passage state an answer that is only known as text? It does when it holds the words of the answer (width, case,
 * kana and punctuation aside) as words of their own, or the same values: `two weeks` for `14 days`. A sentence as answer is
 * also stated by one of nearly the same wording with the same values.
 */
import { once } from '../../core/once.js';
import { readSentences, type Sentence } from '../../corpus/drift/sentences.js';
import { bagSimilarity, termsOf, wordingKey } from '../../corpus/drift/wording.js';
import { foldText, normalizeText } from '../../text/normalize.js';
import { extractValues } from '../../text/values.js';
import { mentionsFolded } from '../../verify/value-forms.js';
import type { PassageTexts } from '../passage-texts.js';

/** An answer, read once per query, each form when it is first needed. */
export interface TextAnswer {
  readonly folded: string;
  /** Case and width folded only: where word boundaries can be found. */
  readonly plain: string;
  /** Canonical values, when the answer is little more than they. */
  readonly values: readonly string[];
  /** Its sentences, when it is more than a phrase. */
  readonly sentences: readonly Sentence[];
  /** Kinds of the values in it, as {@link comparableKind} names them. */
  readonly kinds: ReadonlySet<string>;
  /** Terms of the question that are not in the answer: what the answer is about. */
  readonly asked: ReadonlySet<string>;
}

/** Characters beside its values from which an answer says more than a value. */
const WORDY = 6;
/** A Japanese answer up to this length may be part of a longer word by chance. */
const SHORT = 3;
/** Likeness of wording from which two sentences say the same: with equal values, and where no value can be compared. */
const ALIKE = 0.6;
const ALIKE_WITHOUT_VALUES = 0.9;

/** @param question its terms tell a statement about the asked thing from one that holds the words by chance */
export function readAnswer(text: string, question: string): TextAnswer {
  const mentions = once(() => extractValues(text));
  const isWordy = once(() => {
    const beside = mentions().reduceRight((rest, { start, end }) => rest.slice(0, start) + rest.slice(end), text);
    return [...foldText(beside).replaceAll(' ', '')].length > WORDY;
  });
  const values = once(() => {
    const stated = mentions().filter(({ unit, kind }) => unit !== null || kind === 'date');
    return isWordy() ? [] : stated.map(({ canonical }) => canonical);
  });
  const sentences = once(() => (isWordy() ? readSentences(text) : []));
  const kinds = once(() => new Set(mentions().flatMap(({ canonical }) => comparableKind(canonical) ?? [])));
  const asked = once(() => {
    const own = new Set(termsOf(wordingKey(text)));
    return new Set(termsOf(wordingKey(question)).filter((term) => !own.has(term)));
  });
  const plain = once(() => normalizeText(text).toLowerCase());
  return {
    folded: foldText(text),
    get plain() {
      return plain();
    },
    get values() {
      return values();
    },
    get sentences() {
      return sentences();
    },
    get kinds() {
      return kinds();
    },
    get asked() {
      return asked();
    },
  };
}

/**
 * What a canonical value can be compared with: durations, dates, money and percentages with their like, counts with counts
 * of the same thing. Null for bare numbers and for ordinals, which count nothing.
 */
export function comparableKind(canonical: string): string | null {
  const [kind = '', rest = ''] = canonical.split(':');
  if (kind === 'number' || kind === 'ordinal') return null;
  return kind === 'count' ? `count ${rest.replace(/^[^ ]* ?/, '')}` : kind;
}

/** Whether the passage states a value of the answer's kind: another one, where it does not answer. */
export function statesLikeValue({ kinds }: TextAnswer, row: number, texts: PassageTexts): boolean {
  if (kinds.size === 0) return false;
  return [...texts.values(row)].some((canonical) => kinds.has(comparableKind(canonical) ?? ''));
}

/** Whether the passage states the answer, by its words, its values or a sentence alike. */
export function statesAnswer(answer: TextAnswer, row: number, texts: PassageTexts): boolean {
  if (answer.folded === '') return false;
  if (mentionsFolded(texts.folded(row), answer.folded) && isWordOfItsOwn(answer, texts.passage(row).text)) return true;
  if (answer.values.length > 0) {
    const stated = texts.values(row);
    return answer.values.every((value) => stated.has(value));
  }
  return answer.sentences.some((sentence) => saysSame(sentence, texts.sentences(row)));
}

/** Whether one sentence of the passage has the values and modals of `wanted` and nearly its wording. */
export function saysSame(wanted: Sentence, sentences: readonly Sentence[]): boolean {
  return sentences.some((sentence) => {
    if (sentence.key === wanted.key) return true;
    const values = new Set(sentence.values.map(({ canonical }) => canonical));
    const modals = new Set(sentence.modality.map(({ modality }) => modality));
    return (
      wanted.values.every(({ canonical }) => values.has(canonical)) &&
      wanted.modality.every(({ modality }) => modals.has(modality)) &&
      bagSimilarity(wanted.terms, sentence.terms) >= (wanted.values.length > 0 ? ALIKE : ALIKE_WITHOUT_VALUES)
    );
  });
}

const JAPANESE = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー々]+$/u;
const words = new Intl.Segmenter('ja', { granularity: 'word' });
/** Characters on either side of a match in which words are looked for: the segmenter is slow on long texts. */
const AROUND = 16;

/**
 * A short Japanese answer counts where words begin and end with it: 火 is no answer in 火曜日. One that only folding finds
 * (ひかり for ヒカリ) has no words to look at, and counts.
 */
function isWordOfItsOwn({ plain }: TextAnswer, text: string): boolean {
  if (plain.length > SHORT || !JAPANESE.test(plain)) return true;
  const haystack = normalizeText(text).toLowerCase();
  let at = haystack.indexOf(plain);
  if (at < 0) return true;
  for (; at >= 0; at = haystack.indexOf(plain, at + 1)) {
    if (standsBetweenWords(haystack, at, at + plain.length)) return true;
  }
  return false;
}

function standsBetweenWords(text: string, start: number, end: number): boolean {
  const from = Math.max(0, start - AROUND);
  const to = Math.min(text.length, end + AROUND);
  let begins = start === from;
  let ends = end === to;
  for (const { index } of words.segment(text.slice(from, to))) {
    if (from + index === start) begins = true;
    if (from + index === end) ends = true;
  }
  return begins && ends;
}

/** Share of the question's terms near the answer from which a passage is about what was asked. */
const ABOUT = 0.3;

/**
 * Whether a passage that holds the answer's words speaks of what was asked: the sentence that holds them, with its
 * neighbours and the title, shares enough of the question's terms. For `context` guards, where answers are so common that
 * holding them means little.
 */
export function isAboutQuestion(answer: TextAnswer, row: number, texts: PassageTexts): boolean {
  if (answer.asked.size === 0) return true;
  const sentences = texts.sentences(row);
  const title = termsOf(wordingKey(texts.passage(row).title));
  const holders = sentences.flatMap((sentence, i) => (holds(sentence, answer) ? [i] : []));
  if (holders.length === 0) return true;
  return holders.some((i) => {
    const near = new Set([...title, ...[i - 1, i, i + 1].flatMap((at) => sentences[at]?.terms ?? [])]);
    let shared = 0;
    for (const term of answer.asked) if (near.has(term)) shared += 1;
    return shared >= ABOUT * answer.asked.size;
  });
}

function holds(sentence: Sentence, answer: TextAnswer): boolean {
  if (mentionsFolded(foldText(sentence.plain), answer.folded)) return true;
  const stated = new Set(sentence.values.map(({ canonical }) => canonical));
  return answer.values.length > 0 && answer.values.every((value) => stated.has(value));
}
