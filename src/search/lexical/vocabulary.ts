/** Terms as numbers. Bigrams, most of what Japanese has, are looked up by their code units: no string is hashed. */

const INITIAL_SLOTS = 1 << 12;
/** Odd multiplier close to 2^32 / φ: spreads neighbouring keys (Knuth, TAOCP 3, 6.4, multiplicative hashing). */
const SPREAD = 0x9e3779b1;

/** Numbers given to terms in the order in which they were first seen: 0, 1, 2 … */
export class Vocabulary {
  /** Terms of one or two code units, by {@link unitsOf}; open addressing with linear probing, slots hold number + 1. */
  private keys = new Uint32Array(INITIAL_SLOTS);
  private slots = new Uint32Array(INITIAL_SLOTS);
  private short = 0;
  private readonly long = new Map<string, number>();

  get size(): number {
    return this.short + this.long.size;
  }

  /** The term's number, or undefined when it was never added. */
  find(term: string): number | undefined {
    if (!isShort(term)) return this.long.get(term);
    const found = this.slots[this.slotOf(unitsOf(term))] as number;
    return found === 0 ? undefined : found - 1;
  }

  /** The term's number; a new term gets the next one. */
  add(term: string): number {
    const next = this.size;
    if (!isShort(term)) {
      const known = this.long.get(term);
      if (known === undefined) this.long.set(term, next);
      return known ?? next;
    }
    const key = unitsOf(term);
    const slot = this.slotOf(key);
    const found = this.slots[slot] as number;
    if (found !== 0) return found - 1;
    this.keys[slot] = key;
    this.slots[slot] = next + 1;
    this.short += 1;
    if (this.short * 2 > this.slots.length) this.grow();
    return next;
  }

  private slotOf(key: number): number {
    const mask = this.slots.length - 1;
    let slot = (Math.imul(key, SPREAD) >>> 8) & mask;
    while (this.slots[slot] !== 0 && this.keys[slot] !== key) slot = (slot + 1) & mask;
    return slot;
  }

  private grow(): void {
    const { keys, slots } = this;
    this.keys = new Uint32Array(keys.length * 2);
    this.slots = new Uint32Array(slots.length * 2);
    for (let i = 0; i < slots.length; i++) {
      if (slots[i] === 0) continue;
      const slot = this.slotOf(keys[i] as number);
      this.keys[slot] = keys[i] as number;
      this.slots[slot] = slots[i] as number;
    }
  }
}

function isShort(term: string): boolean {
  return term.length === 1 || term.length === 2;
}

/** One number for one or two code units; no term holds U+0000, so a single unit meets no pair. */
function unitsOf(term: string): number {
  const last = term.charCodeAt(term.length - 1);
  return term.length === 1 ? last : term.charCodeAt(0) * 0x10000 + last;
}
