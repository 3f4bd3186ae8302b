/** Twins: the same documents in another order, so that order is learnt to mean nothing. */
import { sha256 } from '../../core/hash.js';
import type { Random } from '../../core/random.js';
import type { RaftRow } from '../../dataset/raft-row.js';
import { arrange, type SlotDealer } from './slots.js';

/** Tries at an order that did not occur yet; small contexts have few. */
const TRIES = 32;

/**
 * Up to `count` rows with the documents of `row` in orders of their own, each with `twin_of: row.id`; fewer where the
 * documents have fewer orders. Their oracles take part in the balance of slots.
 */
export function twinsOf(
  row: RaftRow,
  options: { readonly count: number; readonly slots: SlotDealer; readonly random: Random },
): readonly RaftRow[] {
  const { count, slots, random } = options;
  const oracles = row.context.filter(({ role }) => role === 'oracle');
  const distractors = row.context.filter(({ role }) => role === 'distractor');
  const seen = new Set([orderOf(row.context)]);
  const twins: RaftRow[] = [];
  for (let left = count * TRIES; left > 0 && twins.length < count; left--) {
    const chosen = slots.choose(row.context.length, oracles.length);
    const context = arrange(random.shuffle(oracles), random.shuffle(distractors), chosen);
    if (seen.has(orderOf(context))) continue;
    seen.add(orderOf(context));
    slots.record(context.length, chosen);
    twins.push({ ...row, id: sha256('twin', row.id, orderOf(context)).slice(0, 24), context, twin_of: row.id });
  }
  return twins;
}

function orderOf(context: RaftRow['context']): string {
  return context.map(({ passage_id }) => passage_id).join();
}
