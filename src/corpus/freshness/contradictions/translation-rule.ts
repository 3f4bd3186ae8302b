/** Translation lag: the older of two twins states another value than the newer one at the same place. */

import type { ValueMention } from '../../../text/values.js';
import { comparableUnit } from '../../../text/values-format.js';
import type { StatementReader } from '../../drift/statements.js';
import { instantOf, isComparable } from './compare.js';
import { isClaimable, type ReadPassage, type ValueSentence } from './read.js';
import { alignSections, type Section, sectionsOf } from './sections.js';
import { contradiction, fieldsIn } from './statement-rule.js';
import type { Contradiction } from './types.js';

/** A value with the sentence it stands in. */
interface Place {
  readonly sentence: ValueSentence;
  readonly value: ValueMention;
}

/** Kinds that translators keep; bare numbers and ordinals are often written otherwise. */
const KEPT_KINDS: ReadonlySet<string> = new Set(['duration', 'money', 'percent', 'count', 'date', 'time']);

/**
 * Claims against the older twin. Twins are compared section by section, and in a section sentence by
 * sentence where both have the same values' units in the same order, else unit by unit; nothing is claimed
 * where more than one reading is left, or where the timestamps do not say which twin is older.
 */
export function contradictedTranslations(
  texts: readonly ReadPassage[],
  read: StatementReader,
): readonly Contradiction[] {
  const documents = new Map<string, ReadPassage[]>();
  for (const text of texts) {
    const id = documentKey(text.passage.source_id, text.passage.doc_id);
    const list = documents.get(id) ?? [];
    list.push(text);
    documents.set(id, list);
  }
  return [...documents.values()].flatMap((translation) => {
    const { passage } = translation[0] as ReadPassage;
    if (passage.translation_of === null) return [];
    const original = documents.get(documentKey(passage.source_id, passage.translation_of));
    return original === undefined ? [] : compareTwins(translation, original, read);
  });
}

function documentKey(sourceId: string, docId: string): string {
  return `${sourceId}\n${docId}`;
}

function compareTwins(
  a: readonly ReadPassage[],
  b: readonly ReadPassage[],
  read: StatementReader,
): readonly Contradiction[] {
  const [left, right] = [a[0]?.passage, b[0]?.passage];
  const [leftTime, rightTime] = [instantOf(left?.updated_at ?? null), instantOf(right?.updated_at ?? null)];
  if (leftTime === null || rightTime === null || leftTime === rightTime) return [];
  const [older, newer] = leftTime < rightTime ? [a, b] : [b, a];
  return alignSections(sectionsOf(older), sectionsOf(newer)).flatMap(([low, high]) =>
    pairsOf(low, high).map(([old, now]) => {
      const field =
        fieldsIn(now.sentence, read).get(now.value) ?? fieldsIn(old.sentence, read).get(old.value) ?? old.value.kind;
      return contradiction({ rule: 'translation', field, low: old, high: now });
    }),
  );
}

/** Values that stand for each other in two sections and differ. */
function pairsOf(low: Section, high: Section): readonly (readonly [Place, Place])[] {
  const [a, b] = [low.sentences.filter(isComparedSentence), high.sentences.filter(isComparedSentence)];
  const isParallel =
    a.length === b.length && a.every((sentence, i) => unitsOf(sentence) === unitsOf(b[i] as ValueSentence));
  if (isParallel) return a.flatMap((sentence, i) => leftovers([sentence], [b[i] as ValueSentence]));
  return leftovers(a, b);
}

function isComparedSentence(sentence: ValueSentence): boolean {
  return sentence.values.some(isCompared);
}

function isCompared({ kind, unit }: ValueMention): boolean {
  return KEPT_KINDS.has(kind) && !(kind === 'date' && unit === 'year');
}

function unitsOf({ values }: ValueSentence): string {
  return values.filter(isCompared).map(comparableUnit).sort().join(' | ');
}

/** Per unit: what only one side states. A pair is claimed when exactly one value is left on each side. */
function leftovers(a: readonly ValueSentence[], b: readonly ValueSentence[]): readonly (readonly [Place, Place])[] {
  const [left, right] = [byUnit(a), byUnit(b)];
  return [...left].flatMap(([unit, places]) => {
    const others = right.get(unit) ?? new Map<string, Place>();
    const gone = [...places].filter(([canonical]) => !others.has(canonical));
    const come = [...others].filter(([canonical]) => !places.has(canonical));
    const [old, now] = [gone[0]?.[1], come[0]?.[1]];
    if (gone.length !== 1 || come.length !== 1 || places.size !== others.size || old === undefined || now === undefined)
      return [];
    const isClear = isComparable(old.value, now.value) && isClaimable(old.sentence) && isClaimable(now.sentence);
    return isClear ? [[old, now] as const] : [];
  });
}

/** Unit → canonical value → where it stands first. */
function byUnit(sentences: readonly ValueSentence[]): ReadonlyMap<string, ReadonlyMap<string, Place>> {
  const units = new Map<string, Map<string, Place>>();
  for (const sentence of sentences) {
    for (const value of sentence.values.filter(isCompared)) {
      const unit = comparableUnit(value);
      const places = units.get(unit) ?? new Map<string, Place>();
      if (!places.has(value.canonical)) places.set(value.canonical, { sentence, value });
      units.set(unit, places);
    }
  }
  return units;
}
