/**
 * Wall-clock times to instants and back. Built on `tzOffset` of @date-fns/tz and not on its `TZDate`,
 * whose answer for a time that a clock change skips depends on the time zone of the machine, and for
 * Beirut's skipped midnight lies on the day before.
 */
import { tzOffset } from '@date-fns/tz';

const OFFSET = /^[+-](?:0\d|1[0-4])(?::?[0-5]\d)?$/;
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** Names found valid so far: asking `Intl` costs 50 µs, and every record of a source asks. */
const known = new Set<string>();

/** True for an IANA name that this machine knows (`Asia/Tokyo`, `UTC`) and for an offset (`+09:00`). */
export function isTimezone(name: string): boolean {
  if (known.has(name) || OFFSET.test(name)) return true;
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: name });
    known.add(name);
    return true;
  } catch {
    return false;
  }
}

/**
 * The instant (epoch milliseconds) at which clocks in `timezone` show `wall`, which is the same reading
 * taken as UTC (`Date.UTC(…)`). A reading that occurs twice is its first occurrence; one that a clock
 * change skips moves forward by the skipped span, so that a skipped midnight is the first instant of that
 * day. These are the rules of java.time and of Temporal's `compatible`.
 */
export function wallToInstant(wall: number, timezone: string): number {
  const before = tzOffset(timezone, new Date(wall - DAY));
  const after = tzOffset(timezone, new Date(wall + DAY));
  const instants = [before, after]
    .map((offset) => ({ offset, instant: wall - offset * MINUTE }))
    .filter(({ offset, instant }) => tzOffset(timezone, new Date(instant)) === offset)
    .map(({ instant }) => instant);
  return instants.length > 0 ? Math.min(...instants) : wall - before * MINUTE;
}

/** The calendar day, `YYYY-MM-DD`, that `instant` (epoch milliseconds) falls on in `timezone`. */
export function dayOfInstant(instant: number, timezone: string): string {
  const wall = instant + tzOffset(timezone, new Date(instant)) * MINUTE;
  return new Date(wall).toISOString().slice(0, 10);
}
