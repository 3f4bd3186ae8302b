/** When customers write: days of a period, hours of the day in Japan, minutes between the turns of a conversation. */
import type { Random } from '../../src/core/random.js';
import type { Snapshot } from '../sample-shop/records.js';

/** First and last day, both included. */
export interface Period {
  readonly from: string;
  readonly to: string;
}

export const PRODUCTION: Period = { from: '2026-04-11', to: '2026-07-20' };
export const UNLABELED: Period = { from: '2026-07-21', to: '2026-07-31' };

/** Where the words only make sense in some weeks; July begins when the autumn's fair was announced. */
const MONTHS: Readonly<Record<string, Period>> = {
  '04': { from: '2026-04-11', to: '2026-04-30' },
  '05': { from: '2026-05-05', to: '2026-05-14' },
  '06': { from: '2026-06-19', to: '2026-06-30' },
  '07': { from: '2026-07-09', to: '2026-07-20' },
};

const DAY = 86_400_000;
/** Weights of the hours 0 to 23 in Japan: lunch breaks and evenings; the small hours are other time zones. */
const HOURS = [6, 4, 3, 3, 3, 3, 4, 6, 8, 9, 9, 10, 14, 11, 9, 9, 9, 10, 12, 14, 16, 17, 14, 10];

/** Draws an hour by its weight. */
function hour(random: Random): number {
  let left = random.next() * HOURS.reduce((a, b) => a + b, 0);
  for (const [at, weight] of HOURS.entries()) {
    left -= weight;
    if (left < 0) return at;
  }
  return HOURS.length - 1;
}

/** Milliseconds since the epoch of a moment in the period, or in the month that the words belong to. */
export function moment(period: Period, { month, random }: { month?: string | undefined; random: Random }): number {
  const { from, to } = (month === undefined ? undefined : MONTHS[month]) ?? period;
  const days = Math.round((Date.parse(to) - Date.parse(from)) / DAY) + 1;
  const day = Date.parse(`${from}T00:00:00+09:00`) + random.int(days) * DAY;
  return day + ((hour(random) * 60 + random.int(60)) * 60 + random.int(60)) * 1000;
}

/** `2026-05-03T20:14:09+09:00` */
export function stamp(at: number): string {
  return `${new Date(at + 9 * 3_600_000).toISOString().slice(0, 19)}+09:00`;
}

/** Which export of the catalog the customer saw. */
export function snapshotAt(at: number): Snapshot {
  return at < Date.parse('2026-07-10T10:00:00+09:00') ? '2026-04' : '2026-07';
}
