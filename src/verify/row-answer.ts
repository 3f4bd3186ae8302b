/** Does a row's answer say what its facts and quotes say? */
import type { FactValue } from '../corpus/document.js';
import type { RaftRow } from '../dataset/raft-row.js';
import { extractValues } from '../text/values.js';
import { findValue, mentions, sameValue, valueForms } from './value-forms.js';

/** A fact as rows hold it: without its type. */
export type RowFact = RaftRow['facts'][number];

/**
 * Whether `text` states a fact: in one of the forms that its type is written in, or folded (width, case, kana). A list is
 * stated by all its items, in any order.
 */
export function statesValue(text: string, value: FactValue): boolean {
  if (value.type === 'list') return value.value.every((item) => mentions(text, item));
  if (value.type === 'boolean') return valueForms(value).some((form) => mentions(text, form));
  return findValue(text, value).length > 0 || valueForms(value).some((form) => mentions(text, form));
}

/**
 * Whether an answer agrees with a fact: it states the value, a number in words too; of a yes or no it is enough not to say
 * the contrary.
 */
export function answersFact(answer: string, value: FactValue): boolean {
  if (statesValue(answer, value)) return true;
  if (value.type === 'number') return extractValues(answer).some(({ amount }) => amount === value.value);
  return value.type === 'boolean' && !statesValue(answer, { type: 'boolean', value: !value.value });
}

/** Whether `text` holds `wanted`: its words, or all its values in whatever words (`two weeks` for `14 days`). */
export function statesText(text: string, wanted: string): boolean {
  if (mentions(text, wanted)) return true;
  const values = extractValues(wanted);
  if (values.length === 0) return false;
  const stated = new Set(extractValues(text).map(({ canonical }) => canonical));
  return values.every(({ canonical }) => stated.has(canonical));
}

/** Whether every value in `text` stands in one of the sources, by its amount: `Vol. 3` for 3, `14日` for `14 days`. */
export function takesValuesFrom(text: string, sources: readonly string[]): boolean {
  const known = new Set(sources.flatMap((source) => extractValues(source).flatMap(amountsOf)));
  return extractValues(text).every((value) => amountsOf(value).every((amount) => known.has(amount)));
}

function amountsOf({ amount, upper }: { readonly amount: number; readonly upper: number | null }): number[] {
  return upper === null ? [amount] : [amount, upper];
}

/** The typed forms that a row's fact may have: that of its gold answer, where it holds the fact; else what the plain value allows. */
export function typedForms(fact: RowFact, row: Pick<RaftRow, 'gold'>): readonly FactValue[] {
  const gold = (row.gold?.facts ?? []).flatMap(({ field, value }) =>
    field === fact.field ? (readTyped(value) ?? []) : [],
  );
  const same = gold.filter((value) => sameValue(value, fact.value));
  return same.length > 0 ? same : untyped(fact.value);
}

type Plain = RowFact['value'];

function readTyped({ type, value, ...more }: { readonly type: string; readonly value: Plain }): FactValue | null {
  if (type === 'list' && Array.isArray(value)) return { type, value };
  if (type === 'boolean' && typeof value === 'boolean') return { type, value };
  if ((type === 'text' || type === 'date') && typeof value === 'string') return { type, value };
  if (typeof value !== 'number') return null;
  const { unit, currency } = more as { readonly unit?: unknown; readonly currency?: unknown };
  if (type === 'money' && typeof currency === 'string') return { type, value, currency };
  if (type !== 'number') return null;
  return { type, value, ...(typeof unit === 'string' ? { unit } : {}) };
}

/** A number may be an amount of money with its cents; text may be a date. */
function untyped(value: Plain): readonly FactValue[] {
  if (Array.isArray(value)) return [{ type: 'list', value }];
  if (typeof value === 'boolean') return [{ type: 'boolean', value }];
  if (typeof value === 'number') {
    return [
      { type: 'number', value },
      { type: 'money', value, currency: 'USD' },
    ];
  }
  if (value === null) return [];
  return [/^\d{4}-\d{2}-\d{2}/.test(value) ? { type: 'date', value } : { type: 'text', value }];
}
