/** Values as text: one canonical form for comparison, one short form for reports. */
import { MONTHS } from './months.js';
import { formatAmount } from './values-numerals.js';
import type { ValueKind } from './values-units.js';

/** The parts of a value that its meaning depends on. */
export interface Quantity {
  readonly kind: ValueKind;
  readonly amount: number;
  readonly upper: number | null;
  readonly unit: string | null;
}

/** Units that are the same thing in another size: a multiple of a base unit. */
const BASES: ReadonlyMap<string, readonly [string, number]> = new Map([
  ['week', ['day', 7]],
  ['calendar_day', ['day', 1]],
  ['year', ['month', 12]],
  ['minute', ['second', 60]],
  ['hour', ['second', 3600]],
]);

/** The base unit of a duration and its length in it; business days are a unit of their own. */
function toBase(unit: string, amount: number): readonly [string, number] {
  const base = BASES.get(unit);
  return base === undefined ? [unit, amount] : [base[0], Math.round(amount * base[1] * 1e6) / 1e6];
}

/** `duration:14 day` for two weeks, `duration:24 hour`, `money:3000 JPY`, `percent:10`, `count:3..5 volume`. */
export function canonicalValue({ kind, amount, upper, unit }: Quantity): string {
  if (kind === 'duration' && unit !== null) return `duration:${canonicalDuration(amount, upper, unit)}`;
  const range = upper === null ? formatAmount(amount) : `${formatAmount(amount)}..${formatAmount(upper)}`;
  return unit === null || kind === 'percent' ? `${kind}:${range}` : `${kind}:${range} ${unit}`;
}

function canonicalDuration(amount: number, upper: number | null, unit: string): string {
  const [base, low] = toBase(unit, amount);
  const high = upper === null ? null : toBase(unit, upper)[1];
  const [size, name] = base === 'second' ? largestClockUnit(low, high ?? low) : [1, base];
  const range = high === null ? formatAmount(low / size) : `${formatAmount(low / size)}..${formatAmount(high / size)}`;
  return `${range} ${name}`;
}

function largestClockUnit(low: number, high: number): readonly [number, string] {
  if (low % 3600 === 0 && high % 3600 === 0) return [3600, 'hour'];
  return low % 60 === 0 && high % 60 === 0 ? [60, 'minute'] : [1, 'second'];
}

/**
 * What two values must share before they can be compared: kind and unit in its base. Days and weeks
 * share one, days and business days do not; two currencies do not.
 */
export function comparableUnit({ kind, unit }: Pick<Quantity, 'kind' | 'unit'>): string {
  return kind === 'duration' && unit !== null ? `duration ${toBase(unit, 1)[0]}` : `${kind} ${unit ?? ''}`.trimEnd();
}

const PLURALS: ReadonlyMap<string, string> = new Map([['person', 'people']]);
const SYMBOLS = new Set(['GB', 'MB', 'KB', 'TB', 'kg', 'g', 'cm', 'mm', 'x']);

/** For people: `14 days`, `JPY 3000`, `10%`, `107 volumes`, `volume 12`, `2026-04-01`. */
export function formatValue(value: Quantity & { readonly canonical: string }): string {
  const { kind, unit } = value;
  if (kind === 'date' || kind === 'time') return withoutYear(value.canonical.slice(kind.length + 1));
  const amount = (kind === 'money' ? formatMoney : formatAmount)(value.amount);
  const upper = value.upper === null ? null : (kind === 'money' ? formatMoney : formatAmount)(value.upper);
  const range = upper === null ? amount : `${amount}–${upper}`;
  if (kind === 'money') return `${unit ?? ''} ${range}`;
  if (kind === 'percent') return `${range}%`;
  if (unit === null) return range;
  const name = unit.replaceAll('_', ' ');
  if (kind === 'ordinal') return `${name} ${range}`;
  if (unit === 'year_old') return `${range} years old`;
  if (SYMBOLS.has(unit)) return `${range} ${unit}`;
  return `${range} ${value.amount === 1 && value.upper === null ? name : plural(name)}`;
}

/** Whole amounts without decimals, others with two: `JPY 500`, `USD 10.50`. */
export function formatMoney(amount: number): string {
  return Number.isInteger(amount) ? String(amount) : amount.toFixed(2);
}

function plural(noun: string): string {
  const known = PLURALS.get(noun);
  if (known !== undefined) return known;
  if (/[^aeiou]y$/.test(noun)) return `${noun.slice(0, -1)}ies`;
  return /(?:s|x|ch|sh)$/.test(noun) ? `${noun}es` : /[^ -~]$/.test(noun) ? noun : `${noun}s`;
}

/** `--05` and `--05-03`, ISO 8601's way to write a date without its year, as `May` and `May 3`. */
function withoutYear(date: string): string {
  const [, month, day] = /^--(\d\d)(?:-(\d\d))?$/.exec(date) ?? [];
  if (month === undefined) return date;
  return `${MONTHS[Number(month) - 1] ?? month}${day === undefined ? '' : ` ${Number(day)}`}`;
}
