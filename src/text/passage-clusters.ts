/**
 * Clusters of passages that nearly repeat each other, for corpora of any size: `clusterNearDuplicates` folds and interns
 * every shingle, which takes a minute for 100,000 passages; this takes seconds and holds signatures alone. Texts are
 * compared by the letters, digits and ideographs they are made of, in lower case and NFKC.
 *
 * Signatures are MinHash (Broder 1997), for longer texts by one permutation with empty bins filled from the next full one
 * (Li, Owen and Zhang 2012; Shrivastava and Li 2014). Candidates are confirmed by the exact Jaccard similarity of their
 * shingles' hashes.
 */
import { mixBits } from './mix-bits.js';
import { chooseBanding, jaccardOf } from './near-duplicates.js';

export interface PassageClusterOptions {
  readonly texts: readonly string[];
  /** Jaccard similarity in (0, 1] from which two texts are near-duplicates; default 0.8. */
  readonly threshold?: number;
}

/** Letters per shingle. */
const SHINGLE = 5;
/** Texts with fewer shingles are signed with as many permutations as there are minima. */
const SHORT = 128;
/** In a bucket beyond this, each text is compared with its neighbours alone: a form, not copies. */
const LARGE_BUCKET = 64;
const NEIGHBOURS = 8;
/** Sets of shingles that are kept while candidates are confirmed. */
const KEPT_SETS = 4096;

/** Groups that near-duplicate pairs connect, as ascending indices, in the order of their first members; singles are in none. */
export function clusterPassages({ texts, threshold = 0.8 }: PassageClusterOptions): number[][] {
  const { bands, rows } = chooseBanding(threshold);
  const keys = new Uint32Array(texts.length * bands);
  const isEmpty = new Uint8Array(texts.length);
  for (const [i, text] of texts.entries()) {
    const set = shingleHashes(text);
    if (set.length === 0) isEmpty[i] = 1;
    else signInto(set, { keys, at: i * bands, bands, rows });
  }
  const sets = keptSets(texts);
  const clusters = new Clusters(texts.length);
  for (let band = 0; band < bands; band++) {
    for (const bucket of bucketsOf(keys, { band, bands, isEmpty })) {
      for (const [a, b] of pairsOf(bucket)) {
        if (clusters.find(a) !== clusters.find(b) && jaccardOf(sets(a), sets(b), threshold) >= threshold)
          clusters.join(a, b);
      }
    }
  }
  return clusters.groups();
}

/** Sorted hashes of the distinct shingles; a text shorter than a shingle has one, of all of it. */
function shingleHashes(text: string): Uint32Array {
  const letters = lettersOf(text);
  if (letters.length === 0) return new Uint32Array();
  const count = Math.max(1, letters.length - SHINGLE + 1);
  const hashes = new Uint32Array(count);
  for (let i = 0; i < count; i++) {
    let hash = 0x811c9dc5;
    for (let j = i; j < Math.min(letters.length, i + SHINGLE); j++)
      hash = Math.imul(hash ^ (letters[j] as number), 0x01000193);
    hashes[i] = mixBits(hash);
  }
  hashes.sort();
  let kept = 1;
  for (let i = 1; i < count; i++) if (hashes[i] !== hashes[kept - 1]) hashes[kept++] = hashes[i] as number;
  return hashes.subarray(0, kept);
}

/** Code units of letters, digits and ideographs. */
function lettersOf(text: string): Uint16Array {
  const folded = text.normalize('NFKC').toLowerCase();
  const letters = new Uint16Array(folded.length);
  let count = 0;
  for (let i = 0; i < folded.length; i++) {
    const unit = folded.charCodeAt(i);
    if (isLetter(unit)) letters[count++] = unit;
  }
  return letters.subarray(0, count);
}

function isLetter(unit: number): boolean {
  if (unit < 0x80) return (unit >= 0x61 && unit <= 0x7a) || (unit >= 0x30 && unit <= 0x39);
  // General punctuation and symbols up to U+2BFF, and CJK punctuation.
  return (
    unit >= 0xc0 &&
    !(unit >= 0x2000 && unit < 0x2c00) &&
    !(unit >= 0x3000 && unit <= 0x3004) &&
    !(unit >= 0x3008 && unit <= 0x3020)
  );
}

interface Signature {
  readonly keys: Uint32Array;
  readonly at: number;
  readonly bands: number;
  readonly rows: number;
}

function signInto(set: Uint32Array, { keys, at, bands, rows }: Signature): void {
  const minima = set.length < SHORT ? minimaOf(set, bands * rows) : onePermutation(set, bands * rows);
  for (let band = 0; band < bands; band++) {
    let key = 0x811c9dc5;
    for (let row = band * rows; row < (band + 1) * rows; row++)
      key = mixBits(Math.imul(key ^ (minima[row] as number), 0x01000193));
    keys[at + band] = key;
  }
}

/** The least value of each of `count` permutations. */
function minimaOf(set: Uint32Array, count: number): Uint32Array {
  const minima = new Uint32Array(count);
  for (let i = 0; i < count; i++) {
    const multiplier = (Math.imul(i, 0x9e3779b1) ^ 0x5bd1e995) | 1;
    let least = 0xffffffff;
    for (let j = 0; j < set.length; j++) {
      const mixed = Math.imul((set[j] as number) ^ multiplier, multiplier);
      const value = (mixed ^ (mixed >>> 15)) >>> 0;
      if (value < least) least = value;
    }
    minima[i] = least;
  }
  return minima;
}

/** The least value in each of `count` bins of one permutation; an empty bin takes that of the next full one, marked by its distance. */
function onePermutation(set: Uint32Array, count: number): Uint32Array {
  const minima = new Uint32Array(count).fill(0xffffffff);
  for (let j = 0; j < set.length; j++) {
    const value = mixBits((set[j] as number) ^ 0x27d4eb2f);
    const bin = Math.floor((value / 0x100000000) * count);
    if (value < (minima[bin] as number)) minima[bin] = value;
  }
  const full = minima.slice();
  for (let bin = 0; bin < count; bin++) {
    for (let step = 0; step < count && minima[bin] === 0xffffffff; step++) {
      const other = full[(bin + step) % count] as number;
      if (other !== 0xffffffff) minima[bin] = mixBits(other + Math.imul(step, 0x85ebca6b));
    }
  }
  return minima;
}

function keptSets(texts: readonly string[]): (index: number) => Uint32Array {
  const kept = new Map<number, Uint32Array>();
  return (index) => {
    const known = kept.get(index);
    if (known !== undefined) return known;
    const set = shingleHashes(texts[index] as string);
    kept.set(index, set);
    for (const oldest of kept.keys()) {
      if (kept.size <= KEPT_SETS) break;
      kept.delete(oldest);
    }
    return set;
  };
}

interface Band {
  readonly band: number;
  readonly bands: number;
  readonly isEmpty: Uint8Array;
}

/** Texts with one key in a band, ascending. */
function* bucketsOf(keys: Uint32Array, { band, bands, isEmpty }: Band): Generator<readonly number[]> {
  const first = new Map<number, number>();
  const buckets = new Map<number, number[]>();
  for (let text = 0; text < isEmpty.length; text++) {
    if (isEmpty[text] === 1) continue;
    const key = keys[text * bands + band] as number;
    const other = first.get(key);
    if (other === undefined) first.set(key, text);
    else {
      const bucket = buckets.get(key);
      if (bucket) bucket.push(text);
      else buckets.set(key, [other, text]);
    }
  }
  yield* buckets.values();
}

function* pairsOf(bucket: readonly number[]): Generator<readonly [number, number]> {
  const reach = bucket.length > LARGE_BUCKET ? NEIGHBOURS : bucket.length;
  for (let i = 0; i < bucket.length; i++) {
    for (let j = i + 1; j < Math.min(bucket.length, i + 1 + reach); j++)
      yield [bucket[i] as number, bucket[j] as number];
  }
}

/** Union–find over indices; a set is named by its least. */
class Clusters {
  private readonly parents: Int32Array;

  constructor(size: number) {
    this.parents = Int32Array.from({ length: size }, (_, i) => i);
  }

  find(index: number): number {
    let at = index;
    while (this.parents[at] !== at) {
      const up = this.parents[at] as number;
      this.parents[at] = this.parents[up] as number;
      at = up;
    }
    return at;
  }

  join(a: number, b: number): void {
    const [x, y] = [this.find(a), this.find(b)];
    this.parents[Math.max(x, y)] = Math.min(x, y);
  }

  groups(): number[][] {
    const groups = new Map<number, number[]>();
    for (let i = 0; i < this.parents.length; i++) {
      const root = this.find(i);
      const group = groups.get(root);
      if (group) group.push(i);
      else groups.set(root, [i]);
    }
    return [...groups.values()].filter((group) => group.length > 1);
  }
}
