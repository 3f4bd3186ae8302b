/**
 * The values a text states: numbers, durations, dates, money, percentages, counts, in English and
 * Japanese. One pass over the text; every expression is anchored at a numeral and bounded, so that
 * the time is linear in the length of the text, whatever it holds.
 */
import { blankUnreadable, identifierEnd, isPartOfName, isReference, startsWithName } from './values-context.js';
import { matchDate } from './values-dates.js';
import { canonicalValue } from './values-format.js';
import {
  DIGITS,
  foldForValues,
  KANJI_NUMERAL,
  NUMBER_WORDS,
  parseNumberWords,
  parseNumeral,
} from './values-numerals.js';
import { currencyBefore, matchAt, matchMultiplier, matchUnit, type ValueKind } from './values-units.js';

export type { ValueKind } from './values-units.js';

/** One value in a text. Offsets are UTF-16 code units; `surface === text.slice(start, end)`. */
export interface ValueMention {
  readonly kind: ValueKind;
  /** The lower end of a range. Dates as digits (20260401), times as minutes after midnight. */
  readonly amount: number;
  /** The upper end, when the text states a range. */
  readonly upper: number | null;
  /** `day`, `JPY`, `volume`, `%` …; null for a bare number. */
  readonly unit: string | null;
  /** Equal for equal values, however written: `duration:14 day` for `two weeks`, `money:3000 JPY`, `date:2026-04-01`. */
  readonly canonical: string;
  readonly start: number;
  readonly end: number;
  /** Where the numeral alone stands: what a `{value}` slot of a pattern may stand for. */
  readonly numeralStart: number;
  readonly numeralEnd: number;
  readonly surface: string;
}

type Found = Omit<ValueMention, 'surface' | 'canonical'> & { readonly canonical?: string };

const NUMERAL = new RegExp(
  `(${DIGITS})(${KANJI_NUMERAL}[\\d,.〇一二三四五六七八九十百千万億]{0,16})?|(${KANJI_NUMERAL}+)|(?<![a-z'-])(${NUMBER_WORDS})(?![a-z'])`,
  'g',
);
const RANGE = / ?(?:[-–—~〜～]| to |から|ないし) ?/y;
const DIGITS_AT = new RegExp(DIGITS, 'y');
const PARENTHESISED = / ?\((\d[\d,]*)\)/y;
const ORDINAL_BEFORE = /(第 ?|\b(?:vol(?:ume)?s?|chapters?|ch|episodes?|ep)\b\.? ?)$/;
const ORDINAL_AFTER = /[巻話回版刷弾位号部]/y;
const ORDINAL_UNITS: ReadonlyMap<string, string> = new Map(
  Object.entries({ 巻: 'volume', 話: 'chapter', 回: 'time', 版: 'edition', 刷: 'printing', 位: 'rank', 号: 'issue' }),
);

/** Every value stated in `text`, in order, without overlap. */
export function extractValues(text: string): readonly ValueMention[] {
  const folded = blankUnreadable(foldForValues(text));
  const mentions: ValueMention[] = [];
  const scan = new RegExp(NUMERAL);
  for (let match = scan.exec(folded); match !== null; match = scan.exec(folded)) {
    const read = readAt(folded, text, match);
    if (read.found !== null) addMention(mentions, read.found, text);
    scan.lastIndex = Math.max(read.end, match.index + 1);
  }
  return mentions;
}

/** Adds a mention; `fifty percent (50%)` says one thing twice and stays one mention. */
function addMention(mentions: ValueMention[], found: Found, text: string): void {
  const canonical = found.canonical ?? canonicalValue(found);
  const last = mentions.at(-1);
  const again = last?.canonical === canonical && /^ ?[(（]$/.test(text.slice(last.end, found.start));
  if (again && /^ ?[)）A-Z]/.test(text.slice(found.end, found.end + 2))) {
    const end = text.indexOf(/）/.test(text.slice(last.end, found.start + 9)) ? '）' : ')', found.end) + 1;
    const to = end > 0 && end - found.end <= 5 ? end : found.end;
    mentions[mentions.length - 1] = { ...last, end: to, surface: text.slice(last.start, to) };
    return;
  }
  mentions.push({ ...found, canonical, surface: text.slice(found.start, found.end) });
}

interface Read {
  readonly found: Found | null;
  /** Where to go on. */
  readonly end: number;
}

function readAt(folded: string, text: string, match: RegExpExecArray): Read {
  const start = match.index;
  const end = start + match[0].length;
  const form = match[1] !== undefined ? 'digits' : match[3] !== undefined ? 'kanji' : 'word';
  if (form !== 'word') {
    const date = matchDate(folded, text, start);
    if (date !== null && !/\d$/.test(folded.slice(Math.max(0, date.start - 1), date.start))) {
      const { kind, amount, unit } = date;
      const span = { start: date.start, end: date.end, numeralStart: date.start, numeralEnd: date.end };
      return { end: date.end, found: { kind, amount, unit, upper: null, canonical: `${kind}:${date.text}`, ...span } };
    }
  }
  if (form === 'digits') {
    const identifier = identifierEnd(folded, start);
    if (identifier >= 0) return { found: null, end: identifier };
  }
  const value = form === 'word' ? parseNumberWords(match[0]) : parseNumeral(match[0]);
  if (value === null) return { found: null, end };
  return form === 'digits'
    ? readDigits({ folded, text }, { value, start, end })
    : readWeak(folded, { value, start, end }, form);
}

interface Span {
  readonly value: number;
  readonly start: number;
  readonly end: number;
}

/** Digits: ordinal, money by sign, unit, range, or a bare number. */
function readDigits({ folded, text }: { readonly folded: string; readonly text: string }, first: Span): Read {
  const ordinal = readOrdinal(folded, first);
  if (ordinal !== null) return ordinal;
  const currency = currencyBefore(folded, first.start);
  const range = readRange(folded, first.end);
  const last = range ?? first;
  const candidate = matchUnit(folded, last.end, 'digits');
  const isGlued = isGluedToWord(folded, first.start);
  const isNoValue =
    (candidate === null || candidate.generic || isGlued) &&
    (startsWithName(text, first.start) ||
      isPartOfName(text, first.start) ||
      isReference(folded, first.start, first.end));
  const unit = candidate?.generic && (isNoValue || last.value === 1) ? null : candidate;
  const numeral = { numeralStart: first.start, numeralEnd: last.end };
  const upperOf = (factor: number): number | null => (range === null ? null : range.value * factor);
  if (currency !== null) {
    const { factor, end } = matchMultiplier(folded, last.end);
    const money = { kind: 'money', amount: first.value * factor, upper: upperOf(factor), unit: currency.unit } as const;
    return { end, found: { ...money, start: currency.start, end, ...numeral } };
  }
  if (unit !== null && !isGlued) {
    const percent = readTenths(folded, first, unit.kind);
    if (percent !== null) return percent;
    const joined = range === null ? readJoinedRange(folded, unit) : null;
    const found = { kind: unit.kind, amount: first.value * unit.factor, unit: unit.unit };
    const upper = joined === null ? upperOf(unit.factor) : joined.value;
    const end = joined?.end ?? unit.end;
    return { end, found: { ...found, upper, start: first.start, end, ...numeral } };
  }
  const tenths = readTenths(folded, first, null);
  if (tenths !== null) return tenths;
  if (isNoValue || range !== null) return { found: null, end: last.end };
  return { end: first.end, found: bareNumber(folded, first, numeral) };
}

/** A number without a unit; four digits without a separator are a year. */
function bareNumber(
  folded: string,
  { value, start, end }: Span,
  numeral: Pick<Found, 'numeralStart' | 'numeralEnd'>,
): Found {
  const isYear = /^(?:19|20)\d\d$/.test(folded.slice(start, end));
  const { factor, end: to } = matchMultiplier(folded, end);
  const isAge = /\bage[ds]?(?: of)? $/.test(folded.slice(Math.max(0, start - 8), start));
  if (isAge) return { kind: 'count', amount: value, unit: 'year_old', upper: null, start, end, ...numeral };
  if (isYear)
    return {
      kind: 'date',
      amount: value,
      unit: 'year',
      upper: null,
      canonical: `date:${value}`,
      start,
      end,
      ...numeral,
    };
  return { kind: 'number', amount: value * factor, unit: null, upper: null, start, end: to, ...numeral };
}

/** Number words and kanji: a value only with a unit after them, `fourteen (14) days` included. */
function readWeak(folded: string, first: Span, form: 'word' | 'kanji'): Read {
  const ordinal = form === 'kanji' ? readOrdinal(folded, first) : null;
  if (ordinal !== null) return ordinal;
  const repeated = form === 'word' ? matchAt(PARENTHESISED, folded, first.end) : null;
  const agrees = repeated !== null && parseNumeral(repeated[1] ?? '') === first.value;
  const end = agrees ? first.end + repeated[0].length : first.end;
  const tenths = readTenths(folded, first, null);
  if (tenths !== null) return tenths;
  const unit = matchUnit(folded, end, form);
  const enough =
    form === 'kanji' &&
    first.value === 10 &&
    unit?.unit === 'minute' &&
    !/^(?:間|以)/.test(folded.slice(first.end + 1, first.end + 2));
  if (unit === null || enough || (unit.generic && first.value === 1)) return { found: null, end: first.end };
  const found = { kind: unit.kind, amount: first.value * unit.factor, unit: unit.unit, upper: null };
  return {
    end: unit.end,
    found: { ...found, start: first.start, end: unit.end, numeralStart: first.start, numeralEnd: end },
  };
}

/** `第12巻`, `Vol. 12`: which one, not how many. */
function readOrdinal(folded: string, { value, start, end }: Span): Read | null {
  const before = ORDINAL_BEFORE.exec(folded.slice(Math.max(0, start - 9), start))?.[1];
  if (before === undefined) return null;
  const from = start - before.length;
  if (before.startsWith('第')) {
    const range = readRange(folded, end);
    const last = range?.end ?? end;
    const counter = matchAt(ORDINAL_AFTER, folded, last)?.[0];
    if (counter === undefined) return { found: null, end };
    const unit = ORDINAL_UNITS.get(counter) ?? counter;
    const span = { start: from, end: last + 1, numeralStart: start, numeralEnd: last };
    return { end: last + 1, found: { kind: 'ordinal', amount: value, upper: range?.value ?? null, unit, ...span } };
  }
  const range = readRange(folded, end);
  const to = range?.end ?? end;
  const unit = before.startsWith('v') ? 'volume' : before.startsWith('c') ? 'chapter' : 'episode';
  const upper = range?.value ?? null;
  return {
    end: to,
    found: { kind: 'ordinal', amount: value, upper, unit, start: from, end: to, numeralStart: start, numeralEnd: to },
  };
}

/** `2割5分` is 25 percent. */
function readTenths(folded: string, { value, start, end }: Span, kind: ValueKind | null): Read | null {
  if (kind !== null || folded[end] !== '割' || value > 10) return null;
  const fine = /^([\d一二三四五六七八九])分/.exec(folded.slice(end + 1, end + 3))?.[1];
  const to = end + 1 + (fine === undefined ? 0 : 2);
  const amount = value * 10 + (fine === undefined ? 0 : (parseNumeral(fine) ?? 0));
  return {
    end: to,
    found: { kind: 'percent', amount, upper: null, unit: '%', start, end: to, numeralStart: start, numeralEnd: to },
  };
}

/** The upper end of `3–5 days`: a connector, a currency sign perhaps, and digits. */
function readRange(folded: string, at: number): Span | null {
  const connector = matchAt(RANGE, folded, at);
  if (connector === null) return null;
  const signed =
    /^(?:us\$|[$¥€£])/.exec(folded.slice(at + connector[0].length, at + connector[0].length + 3))?.[0].length ?? 0;
  const start = at + connector[0].length + signed;
  const digits = matchAt(DIGITS_AT, folded, start);
  const value = digits === null ? null : parseNumeral(digits[0]);
  return digits === null || value === null ? null : { value, start, end: start + digits[0].length };
}

/** `3日〜5日`: the same unit again after a connector. */
function readJoinedRange(folded: string, unit: { readonly unit: string; readonly end: number }): Span | null {
  const range = readRange(folded, unit.end);
  if (range === null) return null;
  const again = matchUnit(folded, range.end, 'digits');
  return again?.unit === unit.unit ? { ...range, value: range.value * again.factor, end: again.end } : null;
}

function isGluedToWord(folded: string, start: number): boolean {
  return /[a-z_&=#@\\]$|[\w.]-$|\d[.,/:]$/.test(folded.slice(Math.max(0, start - 2), start));
}
