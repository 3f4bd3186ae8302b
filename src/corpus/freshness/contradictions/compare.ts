/** When two values say different things about the same quantity. */
import type { ValueMention } from '../../../text/values.js';
import { comparableUnit } from '../../../text/values-format.js';

/**
 * Whether both state a value of one unit, and not the same: `30 days` and `two weeks`. Two currencies,
 * days and business days, or a range and a single value are not comparable.
 */
export function differs(a: ValueMention, b: ValueMention): boolean {
  return isComparable(a, b) && a.canonical !== b.canonical;
}

/** Whether the two can be told equal or different at all. */
export function isComparable(a: ValueMention, b: ValueMention): boolean {
  return comparableUnit(a) === comparableUnit(b) && (a.upper === null) === (b.upper === null);
}

/** Millis of an ISO instant; null when unknown or unreadable. */
export function instantOf(text: string | null): number | null {
  const time = text === null ? Number.NaN : Date.parse(text);
  return Number.isNaN(time) ? null : time;
}
