/** Draws turns from the grammar: no pattern twice while another is left, and no text near to one that is there. */

import type { Random } from '../../src/core/random.js';
import { openNearDuplicateIndex } from '../../src/text/near-duplicate-index.js';
import type { Line } from './lines.js';
import type { Lang, Turn } from './rows.js';
import { drawPattern, fillSlots, slotsOf } from './spintax.js';
import type { Topic } from './topics.js';
import { typed, withAside } from './typing.js';

/** Shingles of three letters, and a similarity well below what an audit calls a near-duplicate (0.8). */
const APART = { threshold: 0.62, shingle: 3 } as const;

/** Texts that are taken, by word and by likeness. */
export interface Taken {
  /** Whether the text is near to none that was added. */
  isNew(text: string): boolean;
  add(text: string): void;
}

export async function openTaken(texts: readonly string[]): Promise<Taken> {
  const index = await openNearDuplicateIndex(APART);
  for (const text of texts) index.add(text);
  return { isNew: (text) => index.find(text) === undefined, add: (text) => void index.add(text) };
}

/** A template of the grammar with how often it was used. */
interface Template {
  readonly template: string;
  readonly group: string;
  used: number;
}

export interface Drawn {
  readonly turn: Turn;
  /** What it is about, for the turns that follow. */
  readonly topic: Topic;
  /** Template that it came from. */
  readonly group: string;
}

export interface DrawerOptions {
  /** Lines by intent. */
  readonly grammar: ReadonlyMap<string, readonly Line[]>;
  readonly asides: readonly Line[];
  readonly taken: Taken;
  readonly random: Random;
  /** How often one template may be used; default: as often as it has new patterns. */
  readonly mostUses?: number;
}

/** @returns a turn of the intent and language wanted; asks for a topic at every try, so give one or the same again. */
export type Draw = (wanted: { intent: string; lang: Lang }, topicFor: () => Topic) => Drawn;

const TRIES = 400;

/** Uses all templates evenly. @throws when the grammar has nothing left that is new enough */
export function createDraw({ grammar, asides, taken, random, mostUses = Infinity }: DrawerOptions): Draw {
  const patterns = new Set<string>();
  const pools = new Map<string, Template[]>();
  for (const [intent, lines] of grammar) {
    lines.forEach(({ lang, text }, at) => {
      const pool = pools.get(`${intent}/${lang}`) ?? [];
      pools.set(`${intent}/${lang}`, pool);
      pool.push({ template: text, group: `${intent}-${lang}-${String(at + 1).padStart(2, '0')}`, used: 0 });
    });
  }
  const poolOf = (intent: string, lang: Lang): readonly Template[] => {
    const pool = pools.get(`${intent}/${lang}`);
    if (!pool) throw new Error(`no template for ${intent} in ${lang}`);
    return pool;
  };
  return ({ intent, lang }, topicFor) => {
    for (let attempt = 0; attempt < TRIES; attempt++) {
      // The least used of three: even use, without a fixed order.
      const three = [0, 1, 2].map(() => random.pick(poolOf(intent, lang))).sort((a, b) => a.used - b.used);
      const chosen = three[0] as Template;
      if (chosen.used >= mostUses) continue;
      const pattern = drawPattern(chosen.template, random);
      const topic = topicFor();
      const known = slotsOf(pattern).every((slot) => topic(slot) !== undefined);
      if (!known || (patterns.has(pattern) && attempt < TRIES / 2)) continue;
      const text = typed(withAside(fillSlots(pattern, topic), lang, { asides, random }), lang, random);
      if (!taken.isNew(text)) continue;
      chosen.used += 1;
      patterns.add(pattern);
      taken.add(text);
      return { turn: { text, lang, intent }, topic, group: chosen.group };
    }
    throw new Error(`the grammar of ${intent} in ${lang} is used up: add templates`);
  };
}
