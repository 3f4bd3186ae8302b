/** What measures make of one ranked list. */
import { type Policies, valueUnder } from '../policies.js';
import type { Measure, RankedList } from './measure.js';

/** Values by measure name; a measure that has none is absent. */
export type Values = Readonly<Record<string, number>>;

/** What the measures make of a list; those without a value, after the policies had their say, are left out. */
export function measureValues(
  list: RankedList,
  measures: readonly Measure[],
  policies: Pick<Policies, 'noRelevant'>,
): Values {
  const values: Record<string, number> = {};
  for (const measure of measures) {
    const value = valueUnder(policies, measure, measure.compute(list));
    if (value !== null) values[measure.name] = value;
  }
  return values;
}
