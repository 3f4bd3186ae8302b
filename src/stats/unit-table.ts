/**
 * Values of several measures by unit (a query, a document) as columns in one order, so that one draw of units serves every
 * measure.
 */
import { compareText } from '../core/order.js';

/** Units by id, each with its values by measure; a measure may be absent for a unit. */
export type UnitValues = Iterable<readonly [id: string, values: Readonly<Record<string, number>>]>;

/** One column a measure, over the same units. */
export interface UnitTable {
  /** Ids of the units, ascending: whoever lists the units in another order gets the same table. */
  readonly ids: readonly string[];
  /** Measures, in the order asked for, else as the units first name them. */
  readonly names: readonly string[];
  /** By measure, [ids.length]; NaN where the unit has no value. */
  readonly columns: readonly Float64Array[];
}

/** @param names the measures wanted; default all that any unit has */
export function unitTable(units: UnitValues, names?: readonly string[]): UnitTable {
  const sorted = [...units].sort(([a], [b]) => compareText(a, b));
  const wanted = names ?? [...new Set(sorted.flatMap(([, values]) => Object.keys(values)))];
  const columns = wanted.map((name) =>
    Float64Array.from(sorted, ([, values]) =>
      Object.hasOwn(values, name) ? (values[name] ?? Number.NaN) : Number.NaN,
    ),
  );
  return { ids: sorted.map(([id]) => id), names: wanted, columns };
}
