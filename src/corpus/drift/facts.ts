/** What changed between two versions of a document's typed facts. */
import type { DriftEntry, Scalar } from '../../store/rows.js';
import { formatMoney } from '../../text/values-format.js';
import type { Fact, FactValue } from '../document.js';

/**
 * One entry per field whose value differs, old fields first in their order, then new ones. Unknown and
 * missing are the same (`null`). Dates are compared by day, lists as sets (order and repetition are
 * layout), money with its currency; another type for a field is a change only if the values read differently.
 */
export function diffFacts(oldFacts: readonly Fact[], newFacts: readonly Fact[]): readonly DriftEntry[] {
  const before = new Map(oldFacts.map((fact) => [fact.field, fact.value]));
  const after = new Map(newFacts.map((fact) => [fact.field, fact.value]));
  const drift: DriftEntry[] = [];
  for (const field of new Set([...before.keys(), ...after.keys()])) {
    const old = before.get(field) ?? null;
    const now = after.get(field) ?? null;
    if (comparable(old) === comparable(now)) continue;
    const withUnit = old?.type === 'number' && now?.type === 'number' && old.value === now.value;
    drift.push({ field, old: factScalar(old, withUnit), new: factScalar(now, withUnit) });
  }
  return drift;
}

/**
 * A fact as a report shows it: numbers as numbers, money as `JPY 500`, dates as days, unknown as null.
 * `withUnit` writes a number as `500 volumes`, for the case that only its unit changed.
 */
export function factScalar(value: FactValue | null, withUnit = false): Scalar {
  if (value === null) return null;
  if (value.type === 'money') return `${value.currency} ${formatMoney(value.value)}`;
  if (value.type === 'date') return value.value.slice(0, 10);
  if (value.type === 'number' && withUnit && value.unit !== undefined) return `${value.value} ${value.unit}`;
  return value.value;
}

/** Equal strings for facts that say the same. */
function comparable(value: FactValue | null): string {
  if (value === null) return '';
  if (value.type === 'list') return `=${JSON.stringify([...new Set(value.value)].sort())}`;
  if (value.type === 'number') return `=${value.value}${value.unit === undefined ? '' : ` ${value.unit}`}`;
  return `=${String(factScalar(value)).normalize('NFKC').trim()}`;
}
