/** What a sentence is about, in words that can be compared: stems, names, and whether it denies something. */

import type { QuestionLang } from '../../../dataset/raft-row.js';
import { detectLanguage } from '../../../text/language.js';
import { extractModality } from '../../../text/modality.js';
import { foldText, normalizeText } from '../../../text/normalize.js';
import { extractValues, type ValueMention } from '../../../text/values.js';
import { mentionsFolded } from '../../../verify/value-forms.js';
import type { AnswerLang } from '../question.js';

const STOP = new Set(
  (
    'the and are was were been being you your yours our ours its his her their this that these those for from with within about into ' +
    'onto over under not nor but can could will would shall should may might must have has had does did what when where which who whom ' +
    'why how many much long than then there here also only just any all some each every per please tell know says say said according'
  ).split(' '),
);
const KANA = /[\p{Script=Hiragana}\p{Script=Katakana}]/u;
const LATIN_WORD = /\p{Script=Latin}{3,}/gu;

const ENDING = /(?<=[a-z]{3})(?:['’]s|ings?|ed|es|s)$/;

/**
 * Stems of the words that carry a text's subject: the first five letters, without an ending, of English words that are no function words;
 * bigrams of runs of kanji and katakana, single kanji as they are.
 */
export function stemsOf(text: string): ReadonlySet<string> {
  const plain = normalizeText(text).toLowerCase();
  const stems = new Set<string>();
  for (const [word] of plain.matchAll(/\p{Script=Latin}{3,}/gu))
    if (!STOP.has(word)) stems.add(word.replace(ENDING, '').slice(0, 5));
  for (const [run] of plain.matchAll(/[\p{Script=Han}\p{Script=Katakana}ー]+/gu)) {
    if (run.length === 1 && run !== 'ー') stems.add(run);
    for (let i = 0; i + 1 < run.length; i++) stems.add(run.slice(i, i + 2));
  }
  return stems;
}

/** Share of the stems of `text` that `sources` have; 1 for a text without any. */
export function shareOfStems(text: string, sources: string): number {
  const known = stemsOf(sources);
  const stems = [...stemsOf(text)];
  return stems.length === 0 ? 1 : stems.filter((stem) => known.has(stem)).length / stems.length;
}

/** Whether two texts share a stem. */
export function shareAStem(a: string, b: string): boolean {
  const known = stemsOf(a);
  return [...stemsOf(b)].some((stem) => known.has(stem));
}

/** Capitalised, and known to everybody: what is said of a date is checked by its value. */
const NO_NAME =
  /^(?:I|I['’].*|Yes|No|OK|English|Japanese|Japan|JPY|USD|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?|January|February|March|April|May|June|July|August|September|October|November|December)$/;

/**
 * Names in a text: capitalised words that begin no sentence, words of capitals; in Japanese, Latin words with a capital and runs of three katakana or more.
 */
export function namesIn(text: string): readonly string[] {
  const plain = normalizeText(text);
  if (KANA.test(plain)) {
    return [...plain.matchAll(/\p{Lu}[\p{Script=Latin}\d'’-]+|[\p{Script=Katakana}ー]{3,}/gu)].map(([name]) => name);
  }
  return [...plain.matchAll(/(?<=[\p{L}\p{N},;)”"'] +["“‘']?)\p{Lu}[\p{L}\d'’-]*|\b\p{Lu}{2,}\b/gu)]
    .map(([name]) => name.replace(/['’]s$/, ''))
    .filter((name) => !NO_NAME.test(name));
}

/** Names of `text` that stand in none of `sources`. */
export function unknownNames(text: string, sources: readonly string[]): readonly string[] {
  const folded = foldText(sources.join('\n'));
  return namesIn(text).filter((name) => {
    const key = foldText(name);
    return key !== '' && !mentionsFolded(folded, key) && !(KANA.test(name) && folded.includes(key));
  });
}

/** Values of `text` that none of `sources` states: the same amount of the same unit, in whatever words. */
export function unknownValues(text: string, sources: readonly string[]): readonly string[] {
  const known = sources.flatMap((source) => extractValues(source));
  const canonical = new Set(known.map((value) => value.canonical));
  const states = (value: ValueMention): boolean =>
    canonical.has(value.canonical) ||
    known.some(
      (other) =>
        // A volume is the third, `Vol. 3` or `3巻`; a bare number goes with any unit.
        (other.unit === null || value.unit === null || other.kind === 'ordinal' || value.kind === 'ordinal') &&
        other.amount === value.amount &&
        other.upper === value.upper,
    );
  return extractValues(text)
    .filter((value) => !states(value))
    .map(({ surface }) => surface.trim());
}

/** A negative question asks (`ありませんか`), and an apology denies nothing (`すみません`). */
const POLITE = /(?:ません|ない)(?:です?か|でしょうか|か)|す[みい]ません(?:が|けど)?/g;
const DENIAL =
  /\b(?:no|not|never|none|nor|cannot|without)\b|n['’]t\b|ません|ない(?![とでが]も)|なかっ|ずに|不可|無し|なし(?=[。、\s]|$)/i;

/** Whether a text denies, forbids or excludes anything. */
export function denies(text: string): boolean {
  const plain = text.replace(POLITE, ' ');
  return DENIAL.test(plain) || extractModality(plain).some(({ modality }) => /not$/.test(modality));
}

/** Whether a text is written in a question's language; mixed is Japanese with an English word beside names. */
export function isWrittenIn(text: string, lang: QuestionLang, names: readonly string[] = []): boolean {
  if (lang !== 'mixed') return detectLanguage(text) === lang;
  const rest = names.reduce((left, name) => left.replaceAll(name, ' '), normalizeText(text));
  return KANA.test(rest) && (rest.match(LATIN_WORD) ?? []).length > 0;
}

/** Whether an answer is in its language; one without letters is in any. */
export function isAnswerIn(text: string, lang: AnswerLang): boolean {
  return !/\p{L}/u.test(text) || detectLanguage(text) === lang;
}
