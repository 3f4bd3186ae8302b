/**
 * Near-duplicates of texts that come one by one: the measure of `near-duplicates.ts`, kept as an index. What it finds
 * among the texts added so far is what `findNearDuplicates` would pair with the text.
 */
import xxhash from 'xxhash-wasm';
import { bandHasher, chooseBanding, jaccardOf } from './near-duplicates.js';
import { foldText, shinglesOf } from './normalize.js';

export interface NearDuplicateIndex {
  /** Number of the first text added that is a near-duplicate, in the order of adding; undefined: none is. */
  find(text: string): number | undefined;
  /** @returns its number, counted from 0 */
  add(text: string): number;
}

/** @param options as for `findNearDuplicates` */
export async function openNearDuplicateIndex(
  options: { readonly threshold?: number; readonly shingle?: number } = {},
): Promise<NearDuplicateIndex> {
  const { threshold = 0.8, shingle = 5 } = options;
  const { h32 } = await xxhash();
  const banding = chooseBanding(threshold);
  const keysOf = bandHasher(banding);
  const ids = new Map<string, number>();
  const hashes: number[] = [];
  const sets: Uint32Array[] = [];
  const buckets = Array.from({ length: banding.bands }, () => new Map<number, number[]>());

  const idOf = (piece: string): number => {
    const known = ids.get(piece);
    if (known !== undefined) return known;
    ids.set(piece, hashes.length);
    return hashes.push(h32(piece)) - 1;
  };
  const piecesOf = (text: string): ReadonlySet<string> => shinglesOf(foldText(text), shingle);

  return {
    find: (text) => {
      // Pieces that are new get numbers for this once: what is only looked for is not remembered.
      const strange: number[] = [];
      const numberOf = (piece: string): number => ids.get(piece) ?? hashes.length + strange.push(h32(piece)) - 1;
      const set = Uint32Array.from(piecesOf(text), numberOf).sort();
      if (set.length === 0) return undefined;
      const candidates = new Set<number>();
      const hashOf = (id: number): number => (hashes[id] ?? strange[id - hashes.length]) as number;
      for (const [band, key] of keysOf(set, hashOf).entries()) {
        for (const number of buckets[band]?.get(key) ?? []) candidates.add(number);
      }
      const near = [...candidates].filter((i) => jaccardOf(set, sets[i] as Uint32Array, threshold) >= threshold);
      return near.length === 0 ? undefined : Math.min(...near);
    },
    add: (text) => {
      const set = Uint32Array.from(piecesOf(text), idOf).sort();
      const number = sets.push(set) - 1;
      if (set.length === 0) return number;
      for (const [band, key] of keysOf(set, (id) => hashes[id] as number).entries()) {
        const bucket = buckets[band]?.get(key);
        if (bucket) bucket.push(number);
        else buckets[band]?.set(key, [number]);
      }
      return number;
    },
  };
}
