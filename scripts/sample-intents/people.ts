/** Gives conversations their customers, times and ids. */
import type { Random } from '../../src/core/random.js';
import { stamp } from './calendar.js';
import type { Turn, Utterance } from './rows.js';

/** A conversation with the moment it began, in milliseconds since the epoch. */
export interface Dated {
  readonly turns: readonly Turn[];
  readonly start: number;
}

/** Utterances with the turn behind each, in the order of the clock. */
export interface Placed {
  readonly utterance: Utterance;
  readonly turn: Turn;
}

export interface PlaceOptions {
  /** First letters of the ids, so that two files can be read together. */
  readonly prefix: { readonly row: string; readonly conversation: string; readonly user: string };
  readonly random: Random;
}

/** Share of conversations whose customer has written before. */
const COMES_BACK = 0.3;

const numbered = (prefix: string, n: number, width: number): string => `${prefix}${String(n).padStart(width, '0')}`;

/** Numbers conversations and rows by time; a turn comes 20 seconds to 4 minutes after the one before. */
export function place(conversations: readonly Dated[], { prefix, random }: PlaceOptions): Placed[] {
  const users: string[] = [];
  const byTime = [...conversations].sort((a, b) => a.start - b.start);
  const placed = byTime.flatMap(({ turns, start: begin }, at) => {
    const known = users.length > 0 && random.next() < COMES_BACK;
    const user = known ? random.pick(users) : numbered(prefix.user, users.length + 1, 4);
    if (!known) users.push(user);
    let now = begin;
    return turns.map((turn) => {
      const said = { turn, user, conversation: numbered(prefix.conversation, at + 1, 4), at: now };
      now += (20 + random.int(220)) * 1000;
      return said;
    });
  });
  return placed
    .sort((a, b) => a.at - b.at)
    .map(({ turn, user, conversation, at }, i) => ({
      turn,
      utterance: {
        id: numbered(prefix.row, i + 1, 4),
        text: turn.text,
        lang: turn.lang,
        conversation_id: conversation,
        user_id: user,
        at: stamp(at),
        origin: 'production',
      },
    }));
}
