/** Ids of one query's documents, numbered as they come, kept as bytes: a look-up makes no string. */

const SMALLEST = 1024;
const EMPTY = -1;
// FNV-1a's offset and prime (Fowler, Noll & Vo), and the multipliers of MurmurHash3's finaliser (Appleby).
const OFFSET = 0x811c9dc5 | 0;
const PRIME = 0x01000193;
const MIX_1 = 0x85ebca6b | 0;
const MIX_2 = 0xc2b2ae35 | 0;

/** A hash table with open addressing; its numbers count from 0 and end at {@link IdTable.clear}. */
export class IdTable {
  /** How many different ids there are. */
  size = 0;
  #bytes: Uint8Array = new Uint8Array(SMALLEST * 16);
  /** `#ends[n]` is where id n ends in `#bytes`, and id n + 1 begins. */
  #ends: Uint32Array = new Uint32Array(SMALLEST);
  #hashes: Int32Array = new Int32Array(SMALLEST);
  #slots: Int32Array = new Int32Array(SMALLEST * 2).fill(EMPTY);
  #mask = SMALLEST * 2 - 1;

  /** Forgets all ids. Room for many costs the next, smaller query nothing. */
  clear(): void {
    this.size = 0;
    this.#mask = SMALLEST * 2 - 1;
    this.#slots.fill(EMPTY, 0, this.#mask + 1);
  }

  /** The number of the id in `bytes` from `start` to `end`; a new one is `size` before the call. */
  add(bytes: Uint8Array, start: number, end: number): number {
    const from = this.#startOf(this.size);
    const length = end - start;
    if (from + length > this.#bytes.length) this.#bytes = grown(this.#bytes, from + length);
    const own = this.#bytes;
    // Copied while it is hashed: whether it stays is found out after.
    let hash = OFFSET;
    for (let i = 0; i < length; i++) {
      const byte = bytes[start + i] as number;
      own[from + i] = byte;
      hash = Math.imul(hash ^ byte, PRIME);
    }
    hash = Math.imul(hash ^ (hash >>> 16), MIX_1);
    hash = Math.imul(hash ^ (hash >>> 13), MIX_2);
    hash ^= hash >>> 16;
    let slot = hash & this.#mask;
    for (let found = this.#slots[slot] as number; found !== EMPTY; found = this.#slots[slot] as number) {
      if (this.#hashes[found] === hash && this.#isSame(found, from, length)) return found;
      slot = (slot + 1) & this.#mask;
    }
    return this.#keep(slot, hash, from + length);
  }

  /** By bytes, as trec_eval compares ids: negative, zero or positive. */
  compare(a: number, b: number): number {
    const bytes = this.#bytes;
    const aEnd = this.#ends[a] as number;
    const bEnd = this.#ends[b] as number;
    let i = this.#startOf(a);
    let j = this.#startOf(b);
    while (i < aEnd && j < bEnd) {
      const difference = (bytes[i++] as number) - (bytes[j++] as number);
      if (difference !== 0) return difference;
    }
    return aEnd - i - (bEnd - j);
  }

  /** An id as text. */
  text(id: number): string {
    return Buffer.from(this.#bytes.subarray(this.#startOf(id), this.#ends[id])).toString('utf8');
  }

  #startOf(id: number): number {
    return id === 0 ? 0 : (this.#ends[id - 1] as number);
  }

  #isSame(id: number, from: number, length: number): boolean {
    const start = this.#startOf(id);
    if ((this.#ends[id] as number) - start !== length) return false;
    for (let i = 0; i < length; i++) if (this.#bytes[start + i] !== this.#bytes[from + i]) return false;
    return true;
  }

  #keep(slot: number, hash: number, end: number): number {
    const id = this.size;
    if (id === this.#ends.length) {
      this.#ends = grown(this.#ends, id + 1);
      this.#hashes = grown(this.#hashes, id + 1);
    }
    this.#ends[id] = end;
    this.#hashes[id] = hash;
    this.#slots[slot] = id;
    this.size += 1;
    if (this.size * 2 > this.#mask) this.#widen();
    return id;
  }

  #widen(): void {
    const slots = (this.#mask + 1) * 2;
    this.#mask = slots - 1;
    if (this.#slots.length < slots) this.#slots = new Int32Array(slots);
    this.#slots.fill(EMPTY, 0, slots);
    for (let id = 0; id < this.size; id++) {
      let slot = (this.#hashes[id] as number) & this.#mask;
      while (this.#slots[slot] !== EMPTY) slot = (slot + 1) & this.#mask;
      this.#slots[slot] = id;
    }
  }
}

/** A copy with room for at least `least`, and for twice what there was; not for a Buffer, whose constructor is another. */
export function grown<A extends Uint8Array | Uint32Array | Int32Array | Float64Array>(array: A, least: number): A {
  const room = Math.max(least, array.length * 2);
  const larger = new (array.constructor as new (length: number) => A)(room);
  larger.set(array);
  return larger;
}
