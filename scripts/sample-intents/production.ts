/** Labelled production: everything written by hand, and what the grammar adds to reach the sizes of the plan. */
import { createRandom } from '../../src/core/random.js';
import { annotate } from './annotate.js';
import { moment, PRODUCTION, snapshotAt } from './calendar.js';
import { createDraw, type Draw, type Taken } from './draw.js';
import { type Dated, type Placed, place } from './people.js';
import { groupTurns, missing, type Wanted } from './plan.js';
import type { ProductionRow, Turn } from './rows.js';
import type { Sources } from './sources.js';
import { splitByUser } from './split.js';
import type { Topic, TopicMaker } from './topics.js';

export interface ProductionOptions {
  readonly sources: Sources;
  readonly topics: TopicMaker;
  /** Texts that are there; those of the rows are added. */
  readonly taken: Taken;
  readonly seed: number;
}

/** Rows in the order of the clock. */
export function productionRows({ sources, topics, taken, seed }: ProductionOptions): ProductionRow[] {
  const random = createRandom(`${seed}/production`);
  const { written, grammar, asides } = sources;
  const draw = createDraw({ grammar, asides, taken, random });
  const groups = groupTurns(missing(written, random), random);
  const conversations: Dated[] = [
    ...written.map(({ turns, month }) => ({ turns, start: moment(PRODUCTION, { month, random }) })),
    ...groups.map((group) => {
      const start = moment(PRODUCTION, { random });
      return { start, turns: drawConversation(group, { draw, topics, random, start }) };
    }),
  ];
  const prefix = { row: 'p-', conversation: 'c-', user: 'u-' };
  const placed = place(conversations, { prefix, random });
  return labelled(placed, seed);
}

export interface ConversationOptions {
  readonly draw: Draw;
  readonly topics: TopicMaker;
  readonly random: ReturnType<typeof createRandom>;
  readonly start: number;
}

/** Turns of one conversation, about one thing. */
export function drawConversation(
  group: readonly Wanted[],
  { draw, topics, random, start }: ConversationOptions,
): Turn[] {
  let about: Topic | undefined;
  return group.map((wanted) => {
    const fresh = (): Topic => topics({ romaji: wanted.lang === 'romaji', snapshot: snapshotAt(start), random });
    const { turn, topic } = draw(wanted, () => about ?? fresh());
    about = topic;
    return turn;
  });
}

function labelled(placed: readonly Placed[], seed: number): ProductionRow[] {
  const splits = splitByUser(placed, createRandom(`${seed}/splits`));
  const named = placed.map(({ utterance, turn }) => ({ id: utterance.id, intent: turn.intent }));
  const annotations = annotate(named, createRandom(`${seed}/annotations`));
  return placed.map(({ utterance: { id, text, ...rest }, turn: { intent } }) => {
    const split = splits.get(rest.user_id) ?? 'train';
    const own = annotations.get(id);
    return { id, text, intent, ...rest, split, ...(own && { annotations: own }) };
  });
}
