/**
 * Ten days of production that nobody has labelled: what the twelve intents know, two intents that they don't, and chatter;
 * and the key that says which is which.
 */
import { createRandom, type Random } from '../../src/core/random.js';
import { moment, UNLABELED } from './calendar.js';
import { createDraw, type Taken } from './draw.js';
import { type Dated, type Placed, place } from './people.js';
import { groupTurns, SIZES, shareOut, type Wanted } from './plan.js';
import { drawConversation } from './production.js';
import { LANGS, type Utterance } from './rows.js';
import type { Sources } from './sources.js';
import type { TopicMaker } from './topics.js';

/** Utterances that the grammar adds, with intents about as frequent as before. */
const KNOWN = 92;

export interface JulyOptions {
  readonly sources: Sources;
  readonly topics: TopicMaker;
  readonly taken: Taken;
  readonly seed: number;
}

export interface July {
  readonly rows: readonly Utterance[];
  /** What each row is: an intent of the set, a new one, or `out_of_scope`. Ids by name, in the order of the clock. */
  readonly key: ReadonlyMap<string, readonly string[]>;
}

export function julyRows({ sources, topics, taken, seed }: JulyOptions): July {
  const random = createRandom(`${seed}/unlabeled`);
  const strange: Dated[] = [...sources.july].flatMap(([intent, lines]) =>
    lines.map(({ lang, text }) => ({ turns: [{ intent, lang, text }], start: moment(UNLABELED, { random }) })),
  );
  const written = sources.julyKnown.map(({ turns }): Dated => ({ turns, start: moment(UNLABELED, { random }) }));
  const draw = createDraw({ grammar: sources.grammar, asides: sources.asides, taken, random });
  const known = groupTurns(wantedOf(random), random).map((group): Dated => {
    const start = moment(UNLABELED, { random });
    return { start, turns: drawConversation(group, { draw, topics, random, start }) };
  });
  const prefix = { row: 'n-', conversation: 'd-', user: 'v-' };
  return withKey(place([...strange, ...written, ...known], { prefix, random }));
}

/** Every intent at least once. */
function wantedOf(random: Random): Wanted[] {
  const all = Object.values(SIZES).reduce((a, b) => a + b, 0);
  const wanted = Object.entries(SIZES).flatMap(([intent, size]) => {
    const shares = shareOut(Math.max(1, Math.round((size / all) * KNOWN)));
    return LANGS.flatMap((lang) => Array.from({ length: shares[lang] }, () => ({ intent, lang })));
  });
  return random.shuffle(wanted);
}

function withKey(placed: readonly Placed[]): July {
  const key = new Map<string, string[]>();
  for (const { turn, utterance } of placed) key.set(turn.intent, [...(key.get(turn.intent) ?? []), utterance.id]);
  return { rows: placed.map(({ utterance }) => utterance), key };
}
