/**
 * Passages as sorted arrays of hashed features, with an inverted index over the fresh side: what makes
 * matching fast for a page and bounded for a document of 50 MB.
 */
import { sha256 } from '../../core/hash.js';
import { plainText, termsOf, wordingKey } from './wording.js';

/** The features of one passage. */
export interface Profile {
  /** Equal for texts that differ in spacing, punctuation, case or markup only. */
  readonly key: string;
  /** Hashes of terms and of neighbouring pairs of terms, ascending, without repetition. */
  readonly features: Uint32Array;
  /** Sum of the features' weights. */
  weight: number;
}

/** Most buckets of the frequency table; collisions make a feature look commoner, which is harmless. */
const MOST_BUCKETS = 1 << 22;
/** Buckets for each feature: so many that collisions are rare, and a catalog entry needs no table of megabytes. */
const BUCKETS_EACH = 256;
/** Frequencies whose weight is kept. */
const MOST_WEIGHTS = 8192;
/** A feature in more fresh passages than this finds no candidates, unless the document is small. */
const COMMON = 64;
/** How many of its rarest features a passage looks up; fewer where there are thousands of passages. */
const PROBES = { most: 64, long: 20 };
/** Fresh passages from which a document is very long: only features in few passages are indexed. */
const LONG = 4000;
/** In a very long document, a feature in more passages than this is not indexed. */
const RARE = 12;

/** Profiles of both versions, frequencies over both, and the index of the fresh side. */
export class ProfileIndex {
  readonly old: readonly Profile[];
  readonly fresh: readonly Profile[];
  readonly #frequency: Uint32Array;
  /** Weights by frequency, filled as they are needed. */
  readonly #weights: Float64Array;
  readonly #passages: number;
  readonly #postings = new Map<number, number[]>();

  constructor(old: readonly string[], fresh: readonly string[]) {
    this.old = old.map(profileOf);
    this.fresh = fresh.map(profileOf);
    this.#passages = old.length + fresh.length;
    const features = [...this.old, ...this.fresh].reduce((sum, profile) => sum + profile.features.length, 0);
    this.#frequency = new Uint32Array(Math.min(MOST_BUCKETS, BUCKETS_EACH * features + 1));
    this.#weights = new Float64Array(Math.min(MOST_WEIGHTS, 4 * this.#passages + 1));
    const buckets = this.#frequency.length;
    for (const profile of [...this.old, ...this.fresh]) {
      for (const feature of profile.features) this.#frequency[feature % buckets] = this.#count(feature) + 1;
    }
    for (const profile of [...this.old, ...this.fresh]) {
      for (const feature of profile.features) profile.weight += this.weightOf(feature);
    }
    const wanted = new Uint8Array(buckets);
    for (const profile of this.old) for (const feature of profile.features) wanted[feature % buckets] = 1;
    const most = this.fresh.length > LONG ? RARE : Number.POSITIVE_INFINITY;
    this.fresh.forEach((profile, j) => {
      for (const feature of profile.features) {
        if (wanted[feature % buckets] === 1 && this.#count(feature) <= most) this.#post(feature, j);
      }
    });
  }

  /** Inverse document frequency within the two versions. */
  weightOf(feature: number): number {
    const count = Math.max(this.#count(feature), 1);
    const known = this.#weights[count];
    if (known !== undefined && known > 0) return known;
    const weight = Math.log(1 + this.#passages / count);
    if (count < this.#weights.length) this.#weights[count] = weight;
    return weight;
  }

  /** The fresh passages that share most of the rare features of `profile`, at most `limit`, best first. */
  candidates(profile: Profile, limit: number): readonly number[] {
    const found = [...profile.features]
      .map((feature) => ({ feature, at: this.#postings.get(feature) ?? [] }))
      .filter(({ at }) => at.length > 0 && (at.length <= COMMON || this.fresh.length <= 4 * COMMON))
      .sort((a, b) => a.at.length - b.at.length || a.feature - b.feature)
      .slice(0, this.fresh.length > LONG ? PROBES.long : PROBES.most);
    const sums = new Map<number, number>();
    for (const { feature, at } of found) {
      for (const j of at) sums.set(j, (sums.get(j) ?? 0) + this.weightOf(feature));
    }
    const ranked = [...sums].map(([j, sum]) => [j, sum / Math.sqrt((this.fresh[j]?.weight ?? 0) + 1)] as const);
    const byShare = [...ranked].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, limit);
    const bySum = [...sums].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, limit);
    return [...new Set([...bySum, ...byShare].map(([j]) => j))];
  }

  #count(feature: number): number {
    return this.#frequency[feature % this.#frequency.length] ?? 0;
  }

  #post(feature: number, j: number): void {
    const list = this.#postings.get(feature);
    if (list === undefined) this.#postings.set(feature, [j]);
    else if (list.length <= 4 * COMMON) list.push(j);
  }
}

/** Sum of the weights of the features that both have. */
export function sharedWeight(a: Profile, b: Profile, index: ProfileIndex): number {
  let sum = 0;
  for (let i = 0, j = 0; i < a.features.length && j < b.features.length; ) {
    const left = a.features[i] ?? 0;
    const right = b.features[j] ?? 0;
    if (left === right) sum += index.weightOf(left);
    if (left <= right) i += 1;
    if (right <= left) j += 1;
  }
  return sum;
}

function profileOf(text: string): Profile {
  const key = wordingKey(plainText(text));
  const terms = termsOf(key);
  const hashes = new Set<number>();
  terms.forEach((term, i) => {
    hashes.add(hash(term));
    const next = terms[i + 1];
    if (next !== undefined) hashes.add(hash(`${term}\u0000${next}`));
  });
  return { key: sha256(key), features: Uint32Array.from(hashes).sort(), weight: 0 };
}

/** FNV-1a, 32 bit (Fowler, Noll and Vo). */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return value >>> 0;
}
