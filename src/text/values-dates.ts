/** Dates and times of day around a numeral, on folded text (see values-numerals.ts). */
import { parseNumeral } from './values-numerals.js';
import { matchAt } from './values-units.js';

/** A date or time: `canonical` without its kind, e.g. `2026-04-01`, `2026-04`, `--04-01`, `2026`, `15:00`. */
export interface DateMatch {
  readonly kind: 'date' | 'time';
  readonly text: string;
  readonly unit: 'day' | 'month' | 'year' | 'month_day' | 'month_of_year' | 'day_of_month' | 'minute';
  /** The digits of the date: 20260401, 202604, 401; minutes after midnight for a time. */
  readonly amount: number;
  readonly start: number;
  readonly end: number;
}

const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const MONTH_NAME =
  '(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)';
const MONTH_BEFORE = new RegExp(`(?<![a-z])${MONTH_NAME}\\.? $`);
const DAY_AND_YEAR = /(\d{1,2})(?:st|nd|rd|th)?(?!\d|[.,]\d)(?:,? (\d{4})(?!\d))?/y;
const YEAR_ONLY = /(\d{4})(?![\d-])/y;
const DAY_MONTH_YEAR = new RegExp(
  `(\\d{1,2})(?:st|nd|rd|th)?(?: of)? ${MONTH_NAME}(?![a-z])\\.?(?:,? (\\d{4})(?!\\d))?`,
  'y',
);
const ISO_DATE =
  /(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?![\d/])(?:t\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:z|[+-]\d{2}:?\d{2})?)?/y;
const JAPANESE_DIGIT = '[\\d〇一二三四五六七八九十]';
const JAPANESE_FULL = new RegExp(
  `(\\d{4}|[〇一二三四五六七八九]{4}|${JAPANESE_DIGIT}{1,3}) ?年 ?(${JAPANESE_DIGIT}{1,3}) ?月(?: ?(${JAPANESE_DIGIT}{1,3}) ?日(?!間))?`,
  'y',
);
const JAPANESE_MONTH_DAY = new RegExp(`(${JAPANESE_DIGIT}{1,3}) ?月 ?(?:(${JAPANESE_DIGIT}{1,3}) ?日(?!間))?`, 'y');
const JAPANESE_YEAR = /(\d{4}) ?年(?:度|版)?(?!間)/y;
const JAPANESE_DAY = new RegExp(`(${JAPANESE_DIGIT}{1,3}) ?日`, 'y');
const ERAS: ReadonlyMap<string, number> = new Map([
  ['令和', 2018],
  ['平成', 1988],
  ['昭和', 1925],
]);
const CLOCK = /(\d{1,2}):(\d{2})(?!\d|:\d)(?: ?([ap])\.?m\b\.?)?/y;
const HOUR_AM_PM = /(\d{1,2}) ?([ap])\.?m\b\.?/y;
const JAPANESE_HOUR = /(\d{1,2})時(?!間)(?:(\d{1,2})分|(半))?/y;

/** The date or time whose numeral starts at `at`, or null. `text` is the original, to tell `May 1` from `may 1`. */
export function matchDate(folded: string, text: string, at: number): DateMatch | null {
  return japanese(folded, at) ?? iso(folded, at) ?? english(folded, text, at) ?? timeOfDay(folded, at);
}

function iso(folded: string, at: number): DateMatch | null {
  const match = matchAt(ISO_DATE, folded, at);
  return match === null ? null : day([match[1], match[3], match[4]], at, at + match[0].length);
}

function japanese(folded: string, at: number): DateMatch | null {
  const era = ERAS.get(folded.slice(Math.max(0, at - 2), at));
  const start = era === undefined ? at : at - 2;
  const full = matchAt(JAPANESE_FULL, folded, at);
  if (full !== null) {
    const year = (parseNumeral(full[1] ?? '') ?? 0) + (era ?? 0);
    if (year >= 1000) return day([String(year), full[2], full[3]], start, at + full[0].length);
  }
  const monthDay = matchAt(JAPANESE_MONTH_DAY, folded, at);
  if (monthDay !== null) return day([undefined, monthDay[1], monthDay[2]], at, at + monthDay[0].length);
  const year = matchAt(JAPANESE_YEAR, folded, at);
  if (year !== null) return day([year[1], undefined, undefined], at, at + year[0].length);
  const only = matchAt(JAPANESE_DAY, folded, at);
  if (only !== null) {
    const isOfMonth = /(?:毎月|当月|翌月|今月|来月|月の)$/.test(folded.slice(Math.max(0, at - 2), at));
    const hasWeekday = /^\([月火水木金土日]/.test(folded.slice(at + only[0].length, at + only[0].length + 2));
    if (isOfMonth || hasWeekday) return day([undefined, undefined, only[1]], at, at + only[0].length);
  }
  return null;
}

function english(folded: string, text: string, at: number): DateMatch | null {
  const before = folded.slice(Math.max(0, at - 11), at);
  const named = MONTH_BEFORE.exec(before);
  if (named !== null) {
    const start = at - named[0].length;
    const month = monthNumber(named[1] ?? '', text[start]);
    if (month !== null) {
      const year = matchAt(YEAR_ONLY, folded, at);
      if (year !== null) return day([year[1], month, undefined], start, at + year[0].length);
      const match = matchAt(DAY_AND_YEAR, folded, at);
      if (match !== null) return day([match[2], month, match[1]], start, at + match[0].length);
    }
  }
  const match = matchAt(DAY_MONTH_YEAR, folded, at);
  if (match === null) return null;
  const nameAt = at + match[0].indexOf(match[2] ?? '');
  const month = monthNumber(match[2] ?? '', text[nameAt]);
  return month === null ? null : day([match[3], month, match[1]], at, at + match[0].length);
}

/** `may` and `march` are verbs unless written with a capital. */
function monthNumber(name: string, first: string | undefined): string | null {
  if (first === undefined || (first === first.toLowerCase() && /^(?:may|mar|march)$/.test(name))) return null;
  return String(MONTHS.indexOf(name.slice(0, 3)) + 1);
}

function timeOfDay(folded: string, at: number): DateMatch | null {
  const clock = matchAt(CLOCK, folded, at);
  if (clock !== null) return time([clock[1], clock[2], clock[3]], at, at + clock[0].length);
  const hour = matchAt(HOUR_AM_PM, folded, at);
  if (hour !== null) return time([hour[1], '0', hour[2]], at, at + hour[0].length);
  const japaneseHour = matchAt(JAPANESE_HOUR, folded, at);
  if (japaneseHour === null) return null;
  const half = /(午前|午後)$/.exec(folded.slice(Math.max(0, at - 2), at))?.[1];
  const minutes = japaneseHour[3] === undefined ? (japaneseHour[2] ?? '0') : '30';
  const part = half === undefined ? undefined : half === '午後' ? 'p' : 'a';
  return time([japaneseHour[1], minutes, part], half === undefined ? at : at - 2, at + japaneseHour[0].length);
}

type Parts = readonly [string | undefined, string | undefined, string | undefined];

/** Year, month and day as far as they are written; null when there is no such day. */
function day(parts: Parts, start: number, end: number): DateMatch | null {
  const [year, month, date] = parts.map((part) => (part === undefined ? null : parseNumeral(part)));
  if (month !== null && month !== undefined && (month < 1 || month > 12)) return null;
  const known = [year ?? null, month ?? null, date ?? null] as const;
  if (known[2] !== null && (known[2] < 1 || known[2] > daysIn(known[0] ?? 2024, known[1] ?? 1))) return null;
  const two = (value: number): string => String(value).padStart(2, '0');
  const [y, m, d] = known;
  const amount = (y ?? 0) * (m === null ? 1 : d === null ? 100 : 10_000) + (m ?? 0) * (d === null ? 1 : 100) + (d ?? 0);
  const base = { kind: 'date', amount, start, end } as const;
  if (y !== null && m !== null && d !== null) return { ...base, unit: 'day', text: `${y}-${two(m)}-${two(d)}` };
  if (y !== null && m !== null) return { ...base, unit: 'month', text: `${y}-${two(m)}` };
  if (y !== null) return { ...base, unit: 'year', text: String(y) };
  if (m !== null && d !== null) return { ...base, unit: 'month_day', text: `--${two(m)}-${two(d)}` };
  if (m !== null) return { ...base, unit: 'month_of_year', text: `--${two(m)}` };
  return d === null ? null : { ...base, unit: 'day_of_month', text: `---${two(d)}` };
}

function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** Hour, minutes, and `a` or `p` where a half of the day is named. */
function time([hour, minute, half]: Parts, start: number, end: number): DateMatch | null {
  const h = Number(hour);
  const m = Number(minute);
  if (h > 24 || m > 59 || (half !== undefined && h > 12)) return null;
  const full = half === undefined ? h : (h % 12) + (half === 'p' ? 12 : 0);
  const text = `${String(full).padStart(2, '0')}:${String(m).padStart(2, '0')}`;
  return { kind: 'time', unit: 'minute', amount: full * 60 + m, text, start, end };
}
