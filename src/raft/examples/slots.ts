/** Where oracles stand in a context: every slot equally often, so that position gives nothing away. */
import type { Random } from '../../core/random.js';

/** Deals out slots; each context size is balanced on its own. */
export class SlotDealer {
  private readonly used = new Map<number, number[]>();

  constructor(private readonly random: Random) {}

  /** `count` different slots of `size`, the least used first, ties by seed. */
  deal(size: number, count: number): readonly number[] {
    const slots = this.choose(size, count);
    this.record(size, slots);
    return slots;
  }

  /** {@link deal} for a context that may yet come to nothing: it counts once it is recorded. */
  choose(size: number, count: number): readonly number[] {
    const used = this.used.get(size) ?? [];
    const order = this.random.shuffle(Array.from({ length: size }, (_, slot) => slot));
    return order.sort((a, b) => (used[a] ?? 0) - (used[b] ?? 0)).slice(0, count);
  }

  record(size: number, slots: readonly number[]): void {
    const used = this.used.get(size) ?? Array.from({ length: size }, () => 0);
    this.used.set(size, used);
    for (const slot of slots) used[slot] = (used[slot] ?? 0) + 1;
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
