/**
 * Two forms of a text. The *identity* form decides whether two passages are the same passage; the
 * *folded* form decides whether two strings mean the same name, title or sentence to a reader.
 *
 * Both start from NFKC and not NFC: full-width letters and digits, half-width katakana, ligatures and
 * enclosed signs are one thing in Japanese text files, and which of them an export uses changes from
 * week to week without anything having changed for the reader.
 */

/** Invisible marks that survive copy and paste: zero-width space, word joiner, BOM, soft hyphen. */
const INVISIBLE = /[\u200B\u2060\uFEFF\u00AD]/g;
const LONE_SURROGATE = /\p{Surrogate}/gu;
/** Where NFKC would glue numbers together: `30¹` is not 301, `1½` not 11⁄2, `①②` not 12. */
const GLUED_NUMBERS = /\p{Nd}(?=\p{No})|\p{No}(?=\p{N})/gu;
/** White space as JavaScript knows it (with the ideographic space U+3000), and NEL. */
const SPACE = /[\s\u0085]+/g;
/** ASCII, kana, common ideographs and Japanese punctuation are in NFKC and hold no marks: only their spaces are looked at. */
const PLAIN = /^[\t\n\r -~\u3001-\u3020\u3041-\u3096\u309D\u309E\u30A1-\u30FE\u4E00-\u9FFF]*$/;

/**
 * The identity form, hashed into passage ids: lone surrogates become U+FFFD, invisible marks go, NFKC
 * (superscripts, circled digits and fractions keep apart from the number before them),
 * every run of white space (line ends, tabs, ideographic and no-break spaces) becomes one space, ends
 * trimmed. Case, punctuation and numbers stay: they can be material. Idempotent.
 *
 * @example normalizeText('Ｖｏｌ．　１２\r\n') // 'Vol. 12'
 */
export function normalizeText(s: string): string {
  if (PLAIN.test(s)) return s.replace(SPACE, ' ').trim();
  const visible = s.replace(LONE_SURROGATE, '\uFFFD').replace(INVISIBLE, '');
  return visible.replace(GLUED_NUMBERS, '$& ').normalize('NFKC').replace(SPACE, ' ').trim();
}

const FORMAT_MARKS = /[\p{Cf}\p{Variation_Selector}]/gu;
const HIRAGANA = /[\u3041-\u3096\u309D\u309E]/g;
/** `1,234,567`: groups of three after one to three digits; `1,2,3` and `2020,2021` are lists. */
const THOUSANDS = /(?<![\d.,])\d{1,3}(?:,\d{3})+(?!\d|,\d)/g;
const KATAKANA = '\u30A1-\u30FA\u30FC-\u30FE\u31F0-\u31FF';
const DASH = '\\-\u2010-\u2015\u2212\u2500\u2501\u301C~\u30FC';
/** A dash between two kana is a long-vowel mark that a keyboard or a converter got wrong. */
const LONG_VOWEL = new RegExp(`(?<=[${KATAKANA}])[${DASH}]+(?=[${KATAKANA}])`, 'gu');
/** A long-vowel mark (or a run of them) after kana; elsewhere U+30FC is a dash. */
const FINAL_VOWELS = new RegExp(`(?<=[${KATAKANA}])\u30FC{2,}`, 'gu');
const STRAY_VOWEL = new RegExp(`(?<![${KATAKANA}])\u30FC+`, 'gu');
/** Punctuation and symbols, but for what carries a value: `%`, currency signs, `12.5`, `18+`. */
const SEPARATORS = /[\p{P}\p{S}](?<![%\p{Sc}]|\d\.(?=\d)|[\p{L}\p{N}]\+{1,3})/gu;

/**
 * The folded form, for matching names, titles and quotes: {@link normalizeText}, lower case, hiragana as
 * katakana, dash look-alikes between kana as `ー` (and runs of it as one), thousands separators dropped
 * (`3,000` is `3000`, `12.5` stays), all other punctuation and symbols to single spaces. May be empty
 * (`'☆!'`). Idempotent. Offsets are not kept.
 *
 * @example foldText('「ワンピ−ス」 第3,000話') // 'ワンピース 第3000話'
 */
export function foldText(s: string): string {
  const lower = normalizeText(PLAIN.test(s) ? s : s.replace(FORMAT_MARKS, '')).toLowerCase();
  return (ASCII.test(lower) ? lower : foldKana(lower))
    .replace(THOUSANDS, (number) => number.replaceAll(',', ''))
    .replace(SEPARATORS, ' ')
    .replace(/ {2,}/g, ' ')
    .trim();
}

const ASCII = /^[ -~]*$/;

function foldKana(lower: string): string {
  return lower
    .replace(HIRAGANA, (c) => String.fromCharCode(c.charCodeAt(0) + 0x60))
    .normalize('NFKC')
    .replace(LONG_VOWEL, 'ー')
    .replace(FINAL_VOWELS, 'ー')
    .replace(STRAY_VOWEL, ' ');
}

/**
 * The set of character n-grams of the folded form, counted in code points. A text shorter than `n` is
 * its own single shingle, so that short texts still compare equal or not; nothing but punctuation gives
 * the empty set.
 */
export function shinglesOf(s: string, n: number): Set<string> {
  const folded = foldText(s);
  const shingles = new Set<string>();
  /** Offset of each code point, and the end. */
  const at = [0];
  for (const point of folded) at.push((at.at(-1) ?? 0) + point.length);
  if (folded !== '' && at.length <= n) shingles.add(folded);
  for (let i = 0; i + n < at.length; i++) shingles.add(folded.slice(at[i], at[i + n]));
  return shingles;
}
