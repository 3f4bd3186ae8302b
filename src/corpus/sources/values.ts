/** Raw values of columns into typed facts: strictly, because a wrong number is worse than none. */

import { parseDay, parseTimestamp } from '../../text/timestamps.js';
import { isUnknown } from '../../text/unknown.js';
import { formatAmount } from '../../text/values-numerals.js';
import type { FactValue } from '../document.js';
import type { FactSpec } from './config-fields.js';

/** A typed value, or what is wrong: `message` completes "column volumes: …". */
export type ParsedFact =
  | { readonly ok: true; readonly value: FactValue | null }
  | { readonly ok: false; readonly message: string; readonly fix: string };

/** Parses a raw value by the fact's type, else by its JSON type. Unknown gives `value: null`. */
export function parseFact(raw: unknown, spec: FactSpec, timezone: string): ParsedFact {
  const unknown = (value: unknown) => isUnknown(value) || spec.unknown?.includes(String(value).trim()) === true;
  if (unknown(raw) || (Array.isArray(raw) && raw.every(unknown))) return { ok: true, value: null };
  switch (spec.type ?? inferType(raw)) {
    case 'number':
      return parseNumber(raw, spec);
    case 'money':
      return parseMoney(raw, spec);
    case 'date':
      return parseDate(raw, timezone);
    case 'boolean':
      return parseBoolean(raw);
    case 'list':
      return parseList(raw, spec);
    default:
      return parseText(raw);
  }
}

function inferType(raw: unknown): FactSpec['type'] {
  if (typeof raw === 'number') return 'number';
  if (typeof raw === 'boolean') return 'boolean';
  return Array.isArray(raw) ? 'list' : 'text';
}

const PLAIN_NUMBER = /^[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?:e[+-]?\d{1,3})?$/i;

/** A number as exports write it: full width, thousands separators, a sign; null when it is none. */
export function readNumber(raw: unknown): number | null {
  if (typeof raw === 'number') return Number.isFinite(raw) ? raw : null;
  if (typeof raw !== 'string' || raw.length > 64) return null;
  const text = raw
    .normalize('NFKC')
    .trim()
    .replace(/^\u2212/, '-')
    .replace(/^([+-])\s+/, '$1');
  if (!PLAIN_NUMBER.test(text)) return null;
  const value = Number(text.replaceAll(',', ''));
  return Number.isFinite(value) ? value : null;
}

function parseNumber(raw: unknown, spec: FactSpec): ParsedFact {
  const unit = unitOf(spec);
  const value = readNumber(raw) ?? readNumber(withoutUnit(raw, spec));
  if (value === null) return refuse(`${shown(raw)} is not a number`, 'Correct it, leave it empty, or use type: text.');
  if (Number.isInteger(value) && !Number.isSafeInteger(value)) {
    return refuse(`${shown(raw)} has more digits than a number keeps`, 'Codes such as ISBN or JAN are type: text.');
  }
  return { ok: true, value: { type: 'number', value, ...(unit === undefined ? {} : { unit }) } };
}

/** The name of a number's unit that goes into the fact: English before Japanese. */
export function unitOf(spec: Pick<FactSpec, 'unit'>): string | undefined {
  return typeof spec.unit === 'object' ? (spec.unit.en ?? spec.unit.ja) : spec.unit;
}

/** `107 volumes` and `107巻` in a column whose unit says so. */
function withoutUnit(raw: unknown, spec: FactSpec): unknown {
  if (typeof raw !== 'string' || spec.unit === undefined) return null;
  const text = raw.normalize('NFKC').trim();
  const units = typeof spec.unit === 'object' ? [spec.unit.en, spec.unit.ja] : [spec.unit];
  const unit = units.find((each) => each !== undefined && text.toLowerCase().endsWith(each.toLowerCase()));
  return unit === undefined ? null : text.slice(0, -unit.length).trim();
}

/** Signs and words beside an amount. `¥` is the yen here: a shop in Japan; `$` is the US dollar. */
const CURRENCIES: ReadonlyMap<string, string> = new Map([
  ['¥', 'JPY'],
  ['円', 'JPY'],
  ['yen', 'JPY'],
  ['$', 'USD'],
  ['us$', 'USD'],
  ['ドル', 'USD'],
  ['€', 'EUR'],
  ['£', 'GBP'],
  ['₩', 'KRW'],
]);
const AMOUNT =
  /^(?<sign>[+-]?)(?<before>[^\d\s.,+-]{0,4})\s*(?<number>[+-]?[\d,]*\.?\d+)\s*(?<after>[^\d\s.,+-]{0,4})$/u;

function parseMoney(raw: unknown, spec: FactSpec): ParsedFact {
  const plain = readNumber(raw);
  if (plain !== null) {
    if (spec.currency !== undefined)
      return { ok: true, value: { type: 'money', value: plain, currency: spec.currency } };
    return refuse(`${shown(raw)} names no currency`, 'Set currency: JPY (or another ISO 4217 code) on the fact.');
  }
  const text = typeof raw === 'string' && raw.length <= 64 ? raw.normalize('NFKC').trim().replace('\u2212', '-') : '';
  const { sign, before, number, after } = AMOUNT.exec(text)?.groups ?? {};
  const value = readNumber(`${sign ?? ''}${number ?? ''}`);
  const names = [before, after].filter((each): each is string => each !== undefined && each !== '');
  const currency = names.length === 1 ? currencyOf(names[0] ?? '') : null;
  if (value === null || currency === null) {
    return refuse(`${shown(raw)} is not an amount of money`, 'Write 1650, ¥1,650 or 12.99 USD.');
  }
  if (spec.currency !== undefined && spec.currency !== currency) {
    return refuse(`${shown(raw)} is in ${currency}, not ${spec.currency}`, 'Correct the value or the currency.');
  }
  return { ok: true, value: { type: 'money', value, currency } };
}

function currencyOf(name: string): string | null {
  return CURRENCIES.get(name.toLowerCase()) ?? (/^[A-Za-z]{3}$/.test(name) ? name.toUpperCase() : null);
}

/** A day stays the day as written; a value with a time of day is an instant. */
function parseDate(raw: unknown, timezone: string): ParsedFact {
  const parsed = parseTimestamp(raw, { timezone });
  if (parsed.ok === 'unknown') return { ok: true, value: null };
  if (!parsed.ok)
    return refuse(`${shown(raw)} ${parsed.reason}`, 'Write 2026-04-01; use type: text for partial dates.');
  if (parsed.precision !== 'day') return { ok: true, value: { type: 'date', value: parsed.instant } };
  const day = parseDay(raw, { timezone });
  return { ok: true, value: { type: 'date', value: day.ok === true ? day.day : parsed.instant } };
}

const TRUE = new Set(['true', 'yes', 'y', 't', '1', 'on', 'はい', '有', 'あり', '有り', '○', '〇', '真']);
const FALSE = new Set(['false', 'no', 'n', 'f', '0', 'off', 'いいえ', '無', 'なし', '無し', '×', '偽']);

/** `true`, `yes`, `1`, `はい`, `あり`, `○` and their opposites; null for anything else. */
export function readBoolean(raw: unknown): boolean | null {
  if (typeof raw === 'boolean') return raw;
  const word = String(raw).slice(0, 16).normalize('NFKC').trim().toLowerCase();
  return TRUE.has(word) ? true : FALSE.has(word) ? false : null;
}

function parseBoolean(raw: unknown): ParsedFact {
  const value = readBoolean(raw);
  if (value !== null) return { ok: true, value: { type: 'boolean', value } };
  return refuse(`${shown(raw)} is neither yes nor no`, 'Write true or false, yes or no, 1 or 0, はい or いいえ.');
}

/** Tried in order; a comma comes last because names hold it. */
const SEPARATORS = [/[|｜]/, /[;；]/, /、/, /[,，]/];

function parseList(raw: unknown, spec: FactSpec): ParsedFact {
  const items = Array.isArray(raw) ? raw : typeof raw === 'string' ? splitList(raw, spec.separator) : [raw];
  const texts: string[] = [];
  for (const item of items) {
    if (isUnknown(item)) continue;
    const text = scalarText(item);
    if (text === null)
      return refuse('a list may hold texts and numbers only', 'Point the column at the part that is meant.');
    if (!texts.includes(text)) texts.push(text);
  }
  return { ok: true, value: texts.length === 0 ? null : { type: 'list', value: texts } };
}

function splitList(text: string, separator: string | undefined): string[] {
  if (separator !== undefined) return text.split(separator);
  const found = SEPARATORS.find((each) => each.test(text));
  return found === undefined ? [text] : text.split(found);
}

function parseText(raw: unknown): ParsedFact {
  const text = Array.isArray(raw)
    ? raw
        .filter((item) => !isUnknown(item))
        .map((item) => scalarText(item))
        .join(', ')
    : scalarText(raw);
  if (text !== null) return { ok: true, value: text === '' ? null : { type: 'text', value: text } };
  return refuse('the value is an object', 'Name the part that is meant with a dotted path: titles.en');
}

/** A single value as trimmed text; null for objects and arrays. */
export function scalarText(value: unknown): string | null {
  if (typeof value === 'string') return value.trim();
  if (typeof value === 'number')
    return Number.isSafeInteger(value) || !Number.isInteger(value) ? String(value) : formatAmount(value);
  return typeof value === 'boolean' || typeof value === 'bigint' ? String(value) : null;
}

function shown(raw: unknown): string {
  const text = JSON.stringify(raw) ?? String(raw);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

function refuse(message: string, fix: string): ParsedFact {
  return { ok: false, message, fix };
}
