/**
 * Volumes that nobody has announced: the most natural question that a catalog cannot answer. `The Lantern Ferry, Vol.
 * 11` is the last one on sale, so a customer asks for Vol. 12.
 */
import { foldText } from '../../../text/normalize.js';
import type { ViewIndex } from '../../../verify/view-index.js';
import type { FactIntent, UnknownIntent } from './fact-intents.js';
import { splitName, volumeOf } from './name-parts.js';
import { namesOf } from './subjects.js';

/**
 * One unknown intent per title, field and source, about the number after the last. Left out where any passage, current or
 * stale, already names it, and for titles whose last volume is no whole number.
 *
 * @param intents known facts; their fields are what is asked of the missing volume
 */
export function findNextVolumes(index: ViewIndex, intents: readonly FactIntent[]): readonly UnknownIntent[] {
  const last = lastVolumes(index);
  const found = new Map<string, UnknownIntent>();
  for (const intent of intents) {
    const { titles, volume } = intent.designation;
    if (volume === null || !isAsked(intent)) continue;
    const lasts = [titles.en, titles.ja].flatMap((title) => (title === null ? [] : [last.get(foldText(title)) ?? 0]));
    const [number = 0] = lasts;
    if (Number(volume) !== number || lasts.some((other) => other !== number) || !Number.isInteger(number)) continue;
    const key = JSON.stringify([intent.sourceId, intent.field, foldText(titles.en ?? titles.ja ?? '')]);
    if (!found.has(key)) found.set(key, successor(intent, String(number + 1)));
  }
  return [...found.values()];
}

/** When and for how much is what customers ask of a book that does not exist yet. */
function isAsked({ topic }: FactIntent): boolean {
  return topic === 'price' || topic.startsWith('release_date');
}

/** The highest volume that any passage names, by folded title; a range counts by its end. */
function lastVolumes(index: ViewIndex): ReadonlyMap<string, number> {
  const last = new Map<string, number>();
  for (const passage of index.view.passages) {
    const value = index.factValue(passage, 'volume') ?? index.factValue(passage, 'vol');
    const volume = volumeOf(value?.type === 'text' || value?.type === 'number' ? value.value : undefined);
    const names = namesOf(passage, index);
    for (const name of [passage.title, names.en, names.ja]) {
      if (name === null) continue;
      const parts = splitName(name, { volume, edition: null });
      const number = Number((parts.volume ?? volume ?? '').split('-').at(-1));
      const title = foldText(parts.title);
      if (number > (last.get(title) ?? 0)) last.set(title, number);
    }
  }
  return last;
}

function successor(intent: FactIntent, volume: string): UnknownIntent {
  const { designation, names } = intent;
  const said = designation.volume ?? '';
  const rename = (name: string | null): string | null =>
    name !== null && designation.subject.saysVolume
      ? name.replace(new RegExp(`(?<!\\d)${said}(?!.*\\d)`), volume)
      : name;
  return {
    sourceId: intent.sourceId,
    field: intent.field,
    topic: intent.topic.startsWith('release_date') ? 'release_date_future' : intent.topic,
    designation: {
      ...designation,
      subject: { ...designation.subject, volume },
      volume,
      edition: null,
      isShared: false,
    },
    names: { en: rename(names.en), ja: rename(names.ja) },
    group: intent.group,
    pageLang: intent.pageLang,
    example: intent.value,
  };
}
