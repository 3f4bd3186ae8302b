/**
 * Numerals as policies write them: `1,200.5`, `fourteen`, `三千`, `3万5千`. All functions work on
 * text that `foldForValues` has folded, so that offsets are those of the original.
 */

const ONES = 'one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen'
  .concat(' seventeen eighteen nineteen')
  .split(' ');
const TENS = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const WORD_VALUES: ReadonlyMap<string, number> = new Map([
  ...ONES.map((word, i) => [word, i + 1] as const),
  ...TENS.map((word, i) => [word, (i + 2) * 10] as const),
]);

const KANJI_DIGITS = '〇一二三四五六七八九';
const SMALL_UNITS: ReadonlyMap<string, number> = new Map([
  ['十', 10],
  ['百', 100],
  ['千', 1000],
]);
const LARGE_UNITS: ReadonlyMap<string, number> = new Map([
  ['万', 10_000],
  ['億', 100_000_000],
]);

const SMALL_WORD = `(?:(?:${TENS.join('|')})(?:[ -](?:${ONES.slice(0, 9).join('|')}))?|(?:${[...ONES].reverse().join('|')}))`;
/** Number words up to 999 thousand; every repetition is bounded, so matching stays linear. */
export const NUMBER_WORDS = `(?:${SMALL_WORD}(?: hundred(?: (?:and )?${SMALL_WORD})?)?(?: thousand)?)`;
/** Digits with thousands separators and decimals; a comma that is no separator ends the numeral. */
export const DIGITS = '\\d+(?:,\\d{3}(?!\\d))*(?:\\.\\d+)?';
/** Kanji numerals, and the kanji tail of a mixed one (`3万5千`). */
export const KANJI_NUMERAL = '[〇一二三四五六七八九十百千万億]';
/** Runs longer than this are identifiers, not amounts: 2^53 has 16 digits. */
const LONGEST_NUMERAL = 24;

/** Reads `fourteen`, `two hundred and five`; null for other text. */
export function parseNumberWords(text: string): number | null {
  let total = 0;
  let thousands = 0;
  for (const word of text.split(/[ -]/)) {
    if (word === 'and') continue;
    if (word === 'hundred') total *= 100;
    else if (word === 'thousand') {
      thousands = total * 1000;
      total = 0;
    } else {
      const value = WORD_VALUES.get(word);
      if (value === undefined) return null;
      total += value;
    }
  }
  return thousands + total;
}

/** Reads digits, kanji, or a mix of both (`3万5千`, `1億2,000万`, `二〇二六`); null when it is no number. */
export function parseNumeral(text: string): number | null {
  if (text.length === 0 || text.length > LONGEST_NUMERAL) return null;
  let total = 0;
  let section = 0;
  let current: number | null = null;
  for (const part of text.match(/\d[\d,]*(?:\.\d+)?|[^\d]/g) ?? []) {
    const small = SMALL_UNITS.get(part);
    const large = LARGE_UNITS.get(part);
    const digit = KANJI_DIGITS.indexOf(part);
    if (small !== undefined) {
      section += (current ?? 1) * small;
      current = null;
    } else if (large !== undefined) {
      total += (section + (current ?? (section === 0 ? 1 : 0))) * large;
      section = 0;
      current = null;
    } else if (digit >= 0) {
      current = (current ?? 0) * 10 + digit;
    } else {
      const value = Number(part.replaceAll(',', ''));
      if (!Number.isFinite(value)) return null;
      current = (current ?? 0) + value;
    }
  }
  return total + section + (current ?? 0);
}

const FOLDED = /[\uFF01-\uFF5E\u3000\uFFE5A-Z\u00A0\u202F\u2019\u2011\u2012]/g;

/** Lower-case ASCII and half width, code unit for code unit: `folded.length === text.length`. */
export function foldForValues(text: string): string {
  return text.replace(FOLDED, (char) => {
    const code = char.charCodeAt(0);
    if (char === '\u3000' || char === '\u00A0' || char === '\u202F') return ' ';
    if (char === '\uFFE5') return '¥';
    if (char === '\u2019') return "'";
    if (char === '\u2011' || char === '\u2012') return '-';
    const half = code >= 0xff01 ? code - 0xfee0 : code;
    return String.fromCharCode(half >= 65 && half <= 90 ? half + 32 : half);
  });
}

/** `12` → '12', `10.5` → '10.5': the shortest decimal, never in exponent form below 1e21. */
export function formatAmount(amount: number): string {
  return String(Math.round(amount * 1e6) / 1e6);
}
