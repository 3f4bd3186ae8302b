/** Where oracles stand in a context: every slot equally often, so that position gives nothing away. */
import type { Random } from '../../core/random.js';

/** Deals out slots; each context size is balanced on its own. */
export class SlotDealer {
  private readonly used = new Map<number, number[]>();

  constructor(private readonly random: Random) {}

  /** `count` different slots of `size`, the least used first, ties by seed. */
  deal(size: number, count: number): readonly number[] {
    const used = this.used.get(size) ?? Array.from({ length: size }, () => 0);
    this.used.set(size, used);
    const order = this.random.shuffle(used.map((_, slot) => slot)).sort((a, b) => (used[a] ?? 0) - (used[b] ?? 0));
    const slots = order.slice(0, count);
    for (const slot of slots) used[slot] = (used[slot] ?? 0) + 1;
    return slots;
  }
}

/** A context with `oracles` in `slots` and `distractors` in the others, in their order. */
export function arrange<T>(oracles: readonly T[], distractors: readonly T[], slots: readonly number[]): T[] {
  const rest = [...distractors];
  return Array.from({ length: oracles.length + distractors.length }, (_, slot) => {
    const at = slots.indexOf(slot);
    return (at >= 0 ? oracles[at] : rest.shift()) as T;
  });
}
