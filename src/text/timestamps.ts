/**
 * Timestamps, dates and durations as sources and configs write them. What cannot be read for certain is
 * refused with a reason: a wrong date makes a stale passage look current.
 *
 * Numbers, and strings of digits: 8 digits are a compact date (`20260401`) and 14 a compact date and time;
 * 9 to 11 digits are epoch seconds, 12 and 13 epoch milliseconds (both reach from 1973 past 2286); anything
 * else is refused, since it is a year, a count or another unit.
 */
import { RaftCorpusError } from '../core/errors.js';
import { normalizeText } from './normalize.js';
import { dayOfInstant, isTimezone, wallToInstant } from './time-zones.js';
import { readWrittenTime, type WrittenTime } from './timestamp-forms.js';
import { isUnknown } from './unknown.js';

/** The smallest unit that was written. */
export type TimePrecision = 'day' | 'hour' | 'minute' | 'second' | 'millisecond';

export type ParsedTimestamp =
  | {
      readonly ok: true;
      /** ISO 8601 in UTC with milliseconds: `2026-03-31T15:00:00.000Z`. Sorts as text. */
      readonly instant: string;
      readonly precision: TimePrecision;
      /** Whether the value named its zone, or `timezone` was assumed. Epoch numbers name UTC. */
      readonly zone: 'stated' | 'assumed';
    }
  /** `reason` completes "`04/05/2026` …". */
  | { readonly ok: false; readonly reason: string }
  | { readonly ok: 'unknown' };

export type ParsedDay =
  | { readonly ok: true; readonly day: string }
  | { readonly ok: false; readonly reason: string }
  | { readonly ok: 'unknown' };

export interface TimestampOptions {
  /** IANA name or offset that holds where the value names no zone. */
  readonly timezone: string;
}

/**
 * Reads a timestamp: ISO 8601 with or without zone, `2026/04/01 10:30`, `2026年4月1日(水) 午後1時`, era years
 * (`令和8年4月1日`, `R8.4.1`), `April 1, 2026`, `Wed, 01 Apr 2026 10:00:00 GMT`, epoch numbers, full-width
 * digits. A date alone is the start of that day in `timezone`. Refused: impossible dates, day and month that
 * cannot be told apart (`04/05/2026`), two-digit years, a month without a day. `null`, `''`, `NULL` → unknown.
 *
 * @throws RaftCorpusError when `timezone` is not a time zone
 * @example parseTimestamp('2026年4月1日', { timezone: 'Asia/Tokyo' }) // instant 2026-03-31T15:00:00.000Z, precision 'day'
 */
export function parseTimestamp(value: unknown, { timezone }: TimestampOptions): ParsedTimestamp {
  const read = readValue(value, timezone);
  if (read.ok !== true || 'instant' in read) return read;
  const { written, precision } = read;
  const wall = wallOf(written);
  const instant = written.offset === undefined ? wallToInstant(wall, timezone) : wall - written.offset * 60_000;
  return finish(instant, precision, written.offset === undefined ? 'assumed' : 'stated');
}

/**
 * Reads the calendar day of a date fact, by the rules of {@link parseTimestamp}: the day as written, and for
 * values that name their zone (or are epoch numbers) the day on which that instant falls in `timezone`.
 *
 * @throws RaftCorpusError when `timezone` is not a time zone
 * @example parseDay('2026-03-31T15:00:00Z', { timezone: 'Asia/Tokyo' }) // day '2026-04-01'
 */
export function parseDay(value: unknown, { timezone }: TimestampOptions): ParsedDay {
  const read = readValue(value, timezone);
  if (read.ok !== true) return read;
  if ('written' in read && (read.written.offset === undefined || read.precision === 'day')) {
    return { ok: true, day: new Date(wallOf(read.written)).toISOString().slice(0, 10) };
  }
  const parsed = parseTimestamp(value, { timezone });
  return parsed.ok === true ? { ok: true, day: dayOfInstant(Date.parse(parsed.instant), timezone) } : parsed;
}

type Refusal = Exclude<ParsedTimestamp, { ok: true }>;
type Read = ParsedTimestamp | { readonly ok: true; readonly written: WrittenTime; readonly precision: TimePrecision };

function readValue(value: unknown, timezone: string): Read {
  if (!isTimezone(timezone)) {
    throw new RaftCorpusError(`"${timezone}" is not a time zone`, {
      fix: 'Use an IANA name such as Asia/Tokyo, UTC, or an offset such as +09:00.',
    });
  }
  if (isUnknown(value)) return { ok: 'unknown' };
  if (value instanceof Date) {
    return Number.isNaN(value.getTime())
      ? refuse('is an invalid date')
      : finish(value.getTime(), 'millisecond', 'stated');
  }
  if (typeof value !== 'string' && typeof value !== 'number') return refuse('is neither a string nor a number');
  const text = normalizeText(String(value).slice(0, 1000)).replaceAll('\u2212', '-').toLowerCase();
  const digits = /^(\d+)(?:\.\d+)?$/.exec(text)?.[1];
  if (digits !== undefined && digits.length !== 8 && digits.length !== 14)
    return readEpoch(Number(text), digits.length);
  const written = readWrittenTime(text);
  if (written === null) return refuse(whyUnreadable(text));
  const problem = problemOf(written);
  return problem === null ? { ok: true, written: on24(written), precision: precisionOf(written) } : refuse(problem);
}

function readEpoch(value: number, digits: number): ParsedTimestamp {
  if (digits >= 9 && digits <= 11) {
    return finish(Math.round(value * 1000), Number.isInteger(value) ? 'second' : 'millisecond', 'stated');
  }
  if (digits === 12 && compactMinute(value)) {
    return refuse('is either epoch milliseconds or a date with hour and minute; write it as 2026-04-01T10:30');
  }
  if (digits === 12 || digits === 13) return finish(Math.round(value), 'millisecond', 'stated');
  if (digits === 4) return refuse('names a year but no day');
  return refuse('is no epoch time: seconds have 9 to 11 digits, milliseconds 12 or 13');
}

/** `202604011030` would be epoch milliseconds of 1976: more likely a compact date, but not for certain. */
function compactMinute(value: number): boolean {
  const [, year, month, day, hour, minute] = (/^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(String(value)) ?? []).map(
    Number,
  );
  if (year === undefined || month === undefined || day === undefined) return false;
  return year >= 1900 && year <= 2100 && problemOf({ year, month, day, hour: hour ?? 0, minute: minute ?? 0 }) === null;
}

function whyUnreadable(text: string): string {
  if (/^\d{1,2}[-/.]\d{1,2}[-/.]\d{4}\b/.test(text))
    return 'does not say which number is the day and which the month; write 2026-04-05';
  if (/^\d{1,2}[-/.]\d{1,2}[-/.]\d{2}\b/.test(text)) return 'has a two-digit year; write 2026-04-05';
  if (/^\d{4}(?:[-/.]\d{1,2}|年(?:\s*\d{1,2}月)?)?$/.test(text)) return 'names a month or year but no day';
  if (/\d\s*[a-z]{3,5}$/.test(text))
    return 'is not a date in a form known here (zones: Z, UTC, GMT, JST or an offset such as +09:00)';
  return 'is not a date in a form known here; write 2026-04-05 or 2026-04-05T10:30:00+09:00';
}

function problemOf({
  year,
  month,
  day,
  hour = 0,
  minute = 0,
  second = 0,
  half,
  offset = 0,
}: WrittenTime): string | null {
  if (!(year >= 1)) return 'has an impossible year';
  if (month < 1 || month > 12) return `names month ${month}, which does not exist`;
  const days = new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();
  if (day < 1 || day > days) return `names day ${day} of a month that has ${days} days`;
  const midnight = hour === 24 && minute === 0 && second === 0;
  if (half ? hour > 12 : hour > 23 && !midnight) return `names hour ${hour}, which does not exist`;
  if (minute > 59) return `names minute ${minute}, which does not exist`;
  if (second > 59) return `names second ${second}, which does not exist here (no leap seconds)`;
  if (Math.abs(offset) > 14 * 60) return 'names an offset from UTC that no place has';
  return null;
}

function on24(written: WrittenTime): WrittenTime {
  if (written.half === undefined || written.hour === undefined) return written;
  return { ...written, hour: (written.hour % 12) + (written.half === 'pm' ? 12 : 0) };
}

function precisionOf(written: WrittenTime): TimePrecision {
  if (written.millisecond !== undefined) return 'millisecond';
  if (written.second !== undefined) return 'second';
  if (written.minute !== undefined) return 'minute';
  return written.hour === undefined ? 'day' : 'hour';
}

function wallOf({ year, month, day, hour = 0, minute = 0, second = 0, millisecond = 0 }: WrittenTime): number {
  const wall = new Date(Date.UTC(2000, 0, 1, hour, minute, second, millisecond));
  const days = hour === 24 ? 1 : 0;
  return wall.setUTCFullYear(year, month - 1, day + days);
}

function finish(instant: number, precision: TimePrecision, zone: 'stated' | 'assumed'): ParsedTimestamp {
  const iso = new Date(instant).toISOString();
  return iso.length === 24 ? { ok: true, instant: iso, precision, zone } : refuse('lies outside the years 0 to 9999');
}

function refuse(reason: string): Refusal {
  return { ok: false, reason };
}

/** A config's duration: a whole number of days, weeks or hours, such as `90d`. */
export const DURATION_PATTERN = /^(\d{1,6})([dwh])$/;

const UNIT_MS = { h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;

/**
 * Milliseconds of a config's duration: `90d`, `12w`, `24h`. Days are 24 hours.
 *
 * @throws RaftCorpusError when it has another form
 */
export function parseDuration(text: string): number {
  const [, count, unit] = DURATION_PATTERN.exec(text.trim()) ?? [];
  if (count === undefined) {
    throw new RaftCorpusError(`"${text}" is not a duration`, { fix: 'Write a number and d, w or h: 90d, 12w, 24h.' });
  }
  return Number(count) * UNIT_MS[unit as keyof typeof UNIT_MS];
}
