/**
 * Near-duplicates among many texts in about linear time: MinHash signatures over character shingles, LSH
 * banding to find candidates, exact Jaccard similarity to confirm them. Nothing that is reported is an
 * estimate; what may be missed is a pair that falls into no common band (under 1 in 1,000 at the threshold,
 * far fewer above).
 *
 * Broder, "On the resemblance and containment of documents", 1997; banding as in Leskovec, Rajaraman and
 * Ullman, "Mining of Massive Datasets", chapter 3.
 */
import xxhash from 'xxhash-wasm';
import { createRandom } from '../core/random.js';
import { foldText, shinglesOf } from './normalize.js';

/**
 * Jaccard similarity from which two questions are nearly the same: the one measure by which builds keep them apart, and
 * audits and lint find them again.
 */
export const NEAR_DUPLICATE_QUESTION = 0.8;

export interface NearDuplicateOptions {
  readonly texts: readonly string[];
  /** Jaccard similarity of the shingle sets, in (0, 1], from which two texts are near-duplicates. Default 0.8. */
  readonly threshold?: number;
  /** Characters per shingle. Default 5; 2 or 3 suits corpora of short Japanese texts, where one character says more. */
  readonly shingle?: number;
}

/** Two texts by index, `a < b`, and the exact Jaccard similarity of their shingle sets. */
export interface NearDuplicate {
  readonly a: number;
  readonly b: number;
  readonly jaccard: number;
}

/** |A ∩ B| / |A ∪ B|; 0 when both are empty: nothing in common is known. */
export function jaccard(a: ReadonlySet<unknown>, b: ReadonlySet<unknown>): number {
  const [small, large] = a.size <= b.size ? [a, b] : [b, a];
  let shared = 0;
  for (const item of small) if (large.has(item)) shared += 1;
  const union = a.size + b.size - shared;
  return union === 0 ? 0 : shared / union;
}

/**
 * All pairs of near-duplicates, sorted by `a`, then `b`. Texts are compared folded, so case, width and
 * punctuation do not tell them apart; texts of nothing but punctuation are in no pair, and a text shorter than
 * a shingle only pairs with its equals. Same input, same output. Time grows with the number of texts and of
 * pairs: n copies of one text are n²/2 pairs, which {@link clusterNearDuplicates} avoids.
 *
 * @throws RangeError for a threshold or shingle size out of range
 */
export async function findNearDuplicates(options: NearDuplicateOptions): Promise<NearDuplicate[]> {
  const distinct = distinctTexts(options.texts);
  const pairs: NearDuplicate[] = [];
  for (const { members } of distinct) {
    members.forEach((a, i) => {
      for (const b of members.slice(i + 1)) pairs.push({ a, b, jaccard: 1 });
    });
  }
  await eachPair(options, distinct, (i, j, similarity) => {
    for (const a of distinct[i]?.members ?? []) {
      for (const b of distinct[j]?.members ?? []) {
        pairs.push({ a: Math.min(a, b), b: Math.max(a, b), jaccard: similarity });
      }
    }
  });
  return pairs.sort((x, y) => x.a - y.a || x.b - y.b);
}

/**
 * Groups of texts that near-duplicate pairs connect, as ascending indices, groups in order of their first
 * member; texts without a near-duplicate are in none. Connected means by a chain: the ends of a group may be
 * less alike than the threshold.
 *
 * @throws RangeError for a threshold or shingle size out of range
 */
export async function clusterNearDuplicates(options: NearDuplicateOptions): Promise<number[][]> {
  const distinct = distinctTexts(options.texts);
  const parent = distinct.map((_, i) => i);
  const root = (i: number): number => {
    let at = i;
    while (parent[at] !== at) {
      parent[at] = parent[parent[at] as number] as number;
      at = parent[at] as number;
    }
    return at;
  };
  const unite = (i: number, j: number) => {
    parent[Math.max(root(i), root(j))] = Math.min(root(i), root(j));
  };
  await eachPair(options, distinct, unite, (i, j) => root(i) === root(j));
  const groups = new Map<number, number[]>();
  distinct.forEach(({ members }, i) => {
    const group = groups.get(root(i)) ?? [];
    for (const member of members) group.push(member);
    groups.set(root(i), group);
  });
  return [...groups.values()]
    .filter((group) => group.length > 1)
    .map((group) => group.sort((a, b) => a - b))
    .sort((a, b) => (a[0] ?? 0) - (b[0] ?? 0));
}

/** A folded text and the indices of the texts that fold to it. */
interface Distinct {
  readonly folded: string;
  readonly members: number[];
}

function distinctTexts(texts: readonly string[]): Distinct[] {
  const byText = new Map<string, Distinct>();
  texts.forEach((text, i) => {
    const folded = foldText(text);
    if (folded === '') return;
    const known = byText.get(folded);
    if (known) known.members.push(i);
    else byText.set(folded, { folded, members: [i] });
  });
  return [...byText.values()];
}

type OnPair = (i: number, j: number, similarity: number) => void;

/** Calls `onPair` once for every confirmed pair of distinct texts, but for those that `skip` answers for. */
async function eachPair(
  { threshold = 0.8, shingle = 5 }: NearDuplicateOptions,
  distinct: readonly Distinct[],
  onPair: OnPair,
  skip: (i: number, j: number) => boolean = () => false,
): Promise<void> {
  if (!(threshold > 0 && threshold <= 1)) throw new RangeError(`threshold ${threshold} is not in (0, 1]`);
  if (!Number.isInteger(shingle) || shingle < 1) throw new RangeError(`shingle ${shingle} is not a whole number ≥ 1`);
  const { sets, hashes } = await internShingles(distinct, shingle);
  const banding = chooseBanding(threshold);
  const keys = bandKeys(sets, hashes, banding);
  for (let band = 0; band < banding.bands; band++) {
    for (const bucket of bucketsOf(keys, band, banding.bands)) {
      bucket.forEach((i, at) => {
        for (const j of bucket.slice(at + 1)) {
          if (skip(i, j) || metBefore(keys, { i, j, band, bands: banding.bands })) continue;
          const similarity = jaccardOf(sets[i] as Uint32Array, sets[j] as Uint32Array, threshold);
          if (similarity >= threshold) onPair(i, j, similarity);
        }
      });
    }
  }
}

/** Numbers every distinct shingle: sets become sorted ids (exact, small), and each shingle is hashed once. */
async function internShingles(distinct: readonly Distinct[], n: number) {
  const { h32 } = await xxhash();
  const ids = new Map<string, number>();
  const hashes: number[] = [];
  const sets = distinct.map(({ folded }) => {
    const set = Uint32Array.from(shinglesOf(folded, n), (shingle) => {
      const known = ids.get(shingle);
      if (known !== undefined) return known;
      ids.set(shingle, hashes.length);
      return hashes.push(h32(shingle)) - 1;
    });
    return set.sort();
  });
  return { sets, hashes: Uint32Array.from(hashes) };
}

/** How a signature is cut: `bands` keys of `rows` minima each. */
export interface Banding {
  readonly bands: number;
  readonly rows: number;
}

const MISS = 0.001;
const SIGNATURE_MAX = 256;

/**
 * The most selective cut that misses a pair right at the threshold t with probability at most `MISS`:
 * (1 − t^rows)^bands ≤ MISS, within 256 minima.
 */
export function chooseBanding(threshold: number): Banding {
  for (let rows = 10; rows > 1; rows--) {
    const bands = Math.max(1, Math.ceil(Math.log(MISS) / Math.log(1 - threshold ** rows)));
    if (rows * bands <= SIGNATURE_MAX) return { rows, bands };
  }
  return { rows: 1, bands: SIGNATURE_MAX };
}

/** The band keys of every text, row-major: `keys[text * bands + band]`. */
function bandKeys(sets: readonly Uint32Array[], hashes: Uint32Array, banding: Banding): Uint32Array {
  const keysOf = bandHasher(banding);
  const keys = new Uint32Array(sets.length * banding.bands);
  sets.forEach((set, text) => {
    keys.set(
      keysOf(set, (shingle) => hashes[shingle] as number),
      text * banding.bands,
    );
  });
  return keys;
}

/** Computes the band keys of one set of shingles, given the hash of each; the array it returns is used again. */
export function bandHasher({ bands, rows }: Banding) {
  const random = createRandom('near-duplicates');
  const coefficients = () => Uint32Array.from({ length: bands * rows }, () => random.int(2 ** 32));
  const multipliers = coefficients().map((value) => value | 1);
  const offsets = coefficients();
  const keys = new Uint32Array(bands);
  return (set: Uint32Array, hashOf: (shingle: number) => number): Uint32Array => {
    const hashes = set.map(hashOf);
    for (let band = 0; band < bands; band++) {
      let key = 0x811c9dc5;
      for (let row = band * rows; row < (band + 1) * rows; row++) {
        const minimum = minHash(hashes, multipliers[row] as number, offsets[row] as number);
        key = Math.imul(key ^ minimum, 0x01000193) ^ (minimum >>> 15);
      }
      keys[band] = key;
    }
    return keys;
  };
}

/** The least value that the permutation (multiplier, offset) gives to any of the hashes. */
function minHash(hashes: Uint32Array, multiplier: number, offset: number): number {
  let minimum = 0xffffffff;
  for (let i = 0; i < hashes.length; i++) {
    const mixed = Math.imul((hashes[i] as number) ^ offset, multiplier);
    const value = (mixed ^ (mixed >>> 16)) >>> 0;
    if (value < minimum) minimum = value;
  }
  return minimum;
}

function* bucketsOf(keys: Uint32Array, band: number, bands: number): Generator<readonly number[]> {
  const buckets = new Map<number, number[]>();
  for (let text = 0; text * bands < keys.length; text++) {
    const key = keys[text * bands + band] as number;
    const bucket = buckets.get(key);
    if (bucket) bucket.push(text);
    else buckets.set(key, [text]);
  }
  for (const bucket of buckets.values()) if (bucket.length > 1) yield bucket;
}

/** Whether an earlier band has already brought the pair together: then it has been looked at. */
function metBefore(keys: Uint32Array, { i, j, band, bands }: { i: number; j: number; band: number; bands: number }) {
  for (let earlier = 0; earlier < band; earlier++) {
    if (keys[i * bands + earlier] === keys[j * bands + earlier]) return true;
  }
  return false;
}

/** Exact Jaccard of two sorted sets of numbers; 0 as soon as their sizes alone rule the threshold out. */
export function jaccardOf(a: Uint32Array, b: Uint32Array, threshold: number): number {
  if (Math.min(a.length, b.length) / Math.max(a.length, b.length) < threshold) return 0;
  let shared = 0;
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    const x = a[i] as number;
    const y = b[j] as number;
    if (x === y) shared += 1;
    if (x <= y) i += 1;
    if (y <= x) j += 1;
  }
  return shared / (a.length + b.length - shared);
}
