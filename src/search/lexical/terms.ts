/**
 * What lexical search compares: the terms of a text. Words where words are written apart, character bigrams where they
 * are not (Japanese), whole numbers everywhere. Queries and passages are read by the same rules, so that spellings of one
 * thing meet: full and half width, case, accents, thousands separators, `第12巻` and `Vol. 12`.
 *
 * Hiragana and katakana stay apart: folding them together costs more on Japanese text than it finds (docs/benchmarks.md).
 */
import { normalizeText } from '../../text/normalize.js';
import { KANJI_NUMERAL, parseNumeral } from '../../text/values-numerals.js';
import { stemEnglish } from './stem.js';

/** Letters that Japanese writes without spaces between words. */
const JOINED = '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}々〆ー';
const RUN = new RegExp(
  `(?<joined>[${JOINED}]+)|(?<number>\\d+(?:\\.\\d+)*)|(?<word>(?:(?![${JOINED}])[\\p{L}\\p{M}])+)`,
  'gu',
);

/** A dash between two kana is a long-vowel mark that a keyboard or a converter got wrong; a run of marks is one. */
const LONG_VOWEL = /(?<=[ぁ-ゖァ-ヺ])[-‐-―−─━〜~ー]+(?=[ぁ-ゖァ-ヺ])|(?<=[ぁ-ゖァ-ヺ])ー{2,}/gu;
/** The counter of months, places, countries and years: `1ヶ月`, `1か月`, `一箇所`. All are read as `か`. */
const COUNTER = /(?<=[\d一二三四五六七八九十百数何])[ヶヵケカ箇個](?=[月所国年])/gu;
/** `1,234,567`: groups of three after one to three digits; `1,2,3` and `2020,2021` are lists. */
const THOUSANDS = /(?<![\d.,])\d{1,3}(?:,\d{3})+(?!\d|,\d)/g;
/** A number of volumes or the number of one: `12巻`, `第十二巻`, `Vol. 12`, `Volumes: 12`, `12 volumes`. */
const VOLUME = new RegExp(
  `(?<![\\d.])(\\d{1,4}|${KANJI_NUMERAL}{1,4}) ?巻|(?<!\\p{L})vol(?:ume)?s?[.: ]{0,2}(\\d{1,4})(?![\\d.]\\d)|(?<![\\d.])(\\d{1,4}) vol(?:ume)?s?(?!\\p{L})`,
  'gu',
);
const NOT_ASCII = /[^\0-\x7F]/;

/** The terms of a text in their order, with repeats. Empty for a text without letters and digits. */
export function lexicalTerms(text: string): string[] {
  const folded = fold(text);
  const terms: string[] = [];
  for (const match of folded.matchAll(RUN)) {
    const { joined, number, word } = match.groups ?? {};
    if (joined !== undefined) addCharacters(joined, terms);
    else if (number !== undefined) terms.push(number);
    else if (word !== undefined) terms.push(stemEnglish(NOT_ASCII.test(word) ? withoutAccents(word) : word));
  }
  addVolumes(folded, terms);
  return terms;
}

function fold(text: string): string {
  return normalizeText(text)
    .toLowerCase()
    .replace(LONG_VOWEL, 'ー')
    .replace(COUNTER, 'か')
    .replace(THOUSANDS, (number) => number.replaceAll(',', ''));
}

function withoutAccents(word: string): string {
  return word.normalize('NFD').replace(/\p{M}/gu, '');
}

/** Pairs of neighbours, and each character that says something alone: a hiragana only where nothing is beside it. */
function addCharacters(run: string, terms: string[]): void {
  let before = '';
  for (const point of run) {
    if (before !== '') terms.push(before + point);
    if (!isHiragana(point) || point === run) terms.push(point);
    before = point;
  }
}

function isHiragana(point: string): boolean {
  return point >= '\u3041' && point <= '\u309F';
}

function addVolumes(folded: string, terms: string[]): void {
  for (const [, before, after, counted] of folded.matchAll(VOLUME)) {
    const number = parseNumeral(before ?? after ?? counted ?? '');
    if (number !== null) terms.push(`volume ${number}`);
  }
}
