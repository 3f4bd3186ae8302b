/** Splits by customer, so that no conversation and no user is in two splits, stratified by intent and language. */
import type { Random } from '../../src/core/random.js';
import type { Placed } from './people.js';
import { grouped, SPLITS, type Split } from './rows.js';

/**
 * Shares of production. With the synthetic rows, all of them in train, both production alone and the whole set stay within
 * one point of 80/10/10.
 */
const SHARES: Readonly<Record<Split, number>> = { train: 0.7945, validation: 0.10275, test: 0.10275 };

/** What a split must have its share of; of all rows above everything. */
const keysOf = ({ turn }: Placed): readonly string[] => [
  ...Array<string>(6).fill('all'),
  turn.intent,
  turn.lang,
  `${turn.intent}/${turn.lang}`,
];

/** Split by user id: those with most rows first, each to where its intents and languages are most wanting. */
export function splitByUser(rows: readonly Placed[], random: Random): ReadonlyMap<string, Split> {
  const totals = new Map<string, number>();
  for (const key of rows.flatMap(keysOf)) totals.set(key, (totals.get(key) ?? 0) + 1);
  const users = grouped(rows, ({ utterance }) => utterance.user_id);
  const have = new Map<string, number>();
  const wanting = (split: Split, own: readonly Placed[]): number => {
    const keys = own.flatMap(keysOf);
    const shares = keys.map((key) => (have.get(`${split}/${key}`) ?? 0) / (SHARES[split] * (totals.get(key) ?? 1)));
    return shares.reduce((a, b) => a + b, 0) / keys.length;
  };
  const order = random.shuffle([...users]).sort(([, a], [, b]) => b.length - a.length);
  return new Map(
    order.map(([user, own]) => {
      const [split] = SPLITS.map((name) => ({ name, fill: wanting(name, own) })).sort((a, b) => a.fill - b.fill);
      const name = split?.name ?? 'train';
      for (const key of own.flatMap(keysOf)) have.set(`${name}/${key}`, (have.get(`${name}/${key}`) ?? 0) + 1);
      return [user, name];
    }),
  );
}
