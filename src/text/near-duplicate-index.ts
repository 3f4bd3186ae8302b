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
  const setOf = (text: string): Uint32Array => Uint32Array.from(shinglesOf(foldText(text), shingle), idOf).sort();
  const keys = (set: Uint32Array): Uint32Array => keysOf(set, (piece) => hashes[piece] as number);

  return {
    find: (text) => {
      const set = setOf(text);
      if (set.length === 0) return undefined;
      const candidates = new Set<number>();
      for (const [band, key] of keys(set).entries()) {
        for (const number of buckets[band]?.get(key) ?? []) candidates.add(number);
      }
      const near = [...candidates].filter((i) => jaccardOf(set, sets[i] as Uint32Array, threshold) >= threshold);
      return near.length === 0 ? undefined : Math.min(...near);
    },
    add: (text) => {
      const set = setOf(text);
      const number = sets.push(set) - 1;
      if (set.length === 0) return number;
      for (const [band, key] of keys(set).entries()) {
        const bucket = buckets[band]?.get(key);
        if (bucket) bucket.push(number);
        else buckets[band]?.set(key, [number]);
      }
      return number;
    },
  };
}
