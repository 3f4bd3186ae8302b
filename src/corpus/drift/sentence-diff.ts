/** What changed within one sentence: values, modality, names, and otherwise its wording. */
import type { DriftEntry, Scalar } from '../../store/rows.js';
import { formatModality, type ModalityMention } from '../../text/modality.js';
import type { ValueMention } from '../../text/values.js';
import { comparableUnit, formatValue } from '../../text/values-format.js';
import { excerptAround } from './excerpt.js';
import { changedNames } from './names.js';
import { maskValues, type Sentence } from './sentences.js';
import { wordingKey } from './wording.js';

/** The declared field that each value of a sentence states, if any. */
export type FieldsOf = (sentence: Sentence) => ReadonlyMap<ValueMention, string>;

/** The entries that tell the change from one sentence to the other; none when both say the same. */
export function diffSentence(old: Sentence, fresh: Sentence, fieldsOf: FieldsOf): readonly DriftEntry[] {
  if (old.key === fresh.key) return [];
  const values = diffValues(old, fresh, fieldsOf);
  const modality = diffModality(old.modality, fresh.modality);
  const names = changedNames(
    maskValues(old.plain, old.values, () => '0'),
    maskValues(fresh.plain, fresh.values, () => '0'),
  );
  const told = [
    ...values,
    ...modality,
    ...names.map(({ old: from, fresh: to }) => ({ field: 'name', old: from, new: to })),
  ];
  if (
    told.length > 0 &&
    restOf(
      old,
      names.map((name) => name.old),
    ) ===
      restOf(
        fresh,
        names.map((name) => name.fresh),
      )
  )
    return told;
  const { old: before, fresh: after } = excerptAround(old.plain, fresh.plain);
  return [...told, { field: 'text', old: before, new: after }];
}

/** A value as a report shows it: numbers as numbers, everything else as text. */
export function valueScalar(value: ValueMention): Scalar {
  return value.kind === 'number' && value.upper === null ? value.amount : formatValue(value);
}

function diffValues(old: Sentence, fresh: Sentence, fieldsOf: FieldsOf): readonly DriftEntry[] {
  const [gone, come] = difference(old.values, fresh.values, ({ canonical }) => canonical);
  const [oldFields, newFields] = [fieldsOf(old), fieldsOf(fresh)];
  const rest = new Set(come);
  const partners = new Map<ValueMention, ValueMention>();
  const sameness: readonly ((a: ValueMention, b: ValueMention) => boolean)[] = [
    (a, b) => oldFields.has(a) && oldFields.get(a) === newFields.get(b),
    (a, b) => comparableUnit(a) === comparableUnit(b),
    (a, b) => a.kind === b.kind,
  ];
  for (const isSame of sameness) {
    for (const value of gone) {
      if (partners.has(value)) continue;
      const partner = [...rest].find((candidate) => isSame(value, candidate));
      if (partner === undefined) continue;
      partners.set(value, partner);
      rest.delete(partner);
    }
  }
  const changed = gone.map((value) => {
    const partner = partners.get(value);
    const field = oldFields.get(value) ?? (partner && newFields.get(partner)) ?? value.kind;
    return { field, old: valueScalar(value), new: partner === undefined ? null : valueScalar(partner) };
  });
  const added = [...rest].map((value) => ({
    field: newFields.get(value) ?? value.kind,
    old: null,
    new: valueScalar(value),
  }));
  return [...changed, ...added];
}

function diffModality(old: readonly ModalityMention[], fresh: readonly ModalityMention[]): readonly DriftEntry[] {
  const [gone, come] = difference(old, fresh, ({ modality }) => modality);
  const length = Math.max(gone.length, come.length);
  return Array.from({ length }, (_, i) => {
    const [from, to] = [gone[i], come[i]];
    return {
      field: 'modality',
      old: from === undefined ? null : formatModality(from.modality),
      new: to === undefined ? null : formatModality(to.modality),
    };
  });
}

/** What only the first has and what only the second has, as bags, in order. */
function difference<T>(
  a: readonly T[],
  b: readonly T[],
  keyOf: (item: T) => string,
): readonly [readonly T[], readonly T[]] {
  const only = (from: readonly T[], other: readonly T[]): readonly T[] => {
    const counts = new Map<string, number>();
    for (const item of other) counts.set(keyOf(item), (counts.get(keyOf(item)) ?? 0) + 1);
    return from.filter((item) => {
      const left = counts.get(keyOf(item)) ?? 0;
      counts.set(keyOf(item), left - 1);
      return left <= 0;
    });
  };
  return [only(a, b), only(b, a)];
}

/** The wording without values, modals and changed names: equal when nothing else changed. */
function restOf({ plain, values, modality }: Sentence, names: readonly string[]): string {
  const spans = [...values, ...modality].sort((a, b) => a.start - b.start);
  let out = '';
  let at = 0;
  for (const { start, end } of spans) {
    if (start < at) continue;
    out += `${plain.slice(at, start)} `;
    at = end;
  }
  out += plain.slice(at);
  return wordingKey(names.reduce((text, name) => text.replaceAll(name, ' '), out));
}
