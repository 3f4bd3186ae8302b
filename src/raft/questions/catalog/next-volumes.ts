/**
 * Volumes that nobody has announced: the most natural question that a catalog cannot answer. `The Lantern Ferry, Vol.
 * 11` is the last one on sale, so a customer asks for Vol. 12.
 */
import type { FactValue } from '../../../corpus/document.js';
import { foldText } from '../../../text/normalize.js';
import type { ViewIndex } from '../../../verify/view-index.js';
import type { FactIntent, UnknownIntent } from './fact-intents.js';
import { namesOf, type SubjectNames } from './subjects.js';

/** The volume in a name: `Vol. 12`, `12巻`; the ranges of box sets are none. */
const VOLUME = /(?<=\b(?:vol|volume|book|no)\.? ?)(\d+)(?=\D*$)|(?<![\d〜～~–-])(\d+)(?=巻\D*$)/i;

/**
 * One unknown intent per numbered series of names, about the number after the last. Left out where any passage, current
 * or stale, already names it.
 *
 * @param intents known facts; their fields are what is asked of the missing volume
 */
export function findNextVolumes(index: ViewIndex, intents: readonly FactIntent[]): readonly UnknownIntent[] {
  const titles = new Set<string>();
  for (const passage of index.view.passages) {
    const names = namesOf(passage, index);
    for (const name of [passage.title, names.en, names.ja]) if (name !== null) titles.add(foldText(name));
  }
  const last = new Map<string, { readonly number: number; readonly intent: FactIntent }>();
  for (const intent of intents) {
    const number = volumeOf(intent.names.en ?? '');
    if (!isAsked(intent.value) || !Number.isSafeInteger(number)) continue;
    const key = JSON.stringify([intent.sourceId, intent.group, intent.field, pattern(intent.names.en ?? '')]);
    if ((last.get(key)?.number ?? 0) < number) last.set(key, { number, intent });
  }
  return [...last.values()].flatMap(({ number, intent }) => {
    const names = { en: successor(intent.names.en, number), ja: successor(intent.names.ja, number) };
    const isNamed = [names.en, names.ja].some((name) => name !== null && titles.has(foldText(name)));
    if (names.en === null || isNamed) return [];
    const { passage } = intent.evidence;
    return [
      { sourceId: intent.sourceId, field: intent.field, example: intent.value, names, passage, group: intent.group },
    ];
  });
}

/** When and for how much is what customers ask of a book that does not exist yet. */
function isAsked(value: FactValue): boolean {
  return value.type === 'money' || value.type === 'date';
}

function pattern(name: string): string {
  return name.replace(VOLUME, '#');
}

function successor(name: SubjectNames['en'], number: number): string | null {
  return name === null || volumeOf(name) !== number ? null : name.replace(VOLUME, String(number + 1));
}

function volumeOf(name: string): number {
  return Number(VOLUME.exec(name)?.[0] ?? Number.NaN);
}
