/** Character n-grams as sparse features: what a classifier sees of a text that knows nothing of its meaning. */

import { mixBits } from './mix-bits.js';

/** Ascending indices and their values; the row has length 1, or is empty for an empty text. */
export interface NgramFeatures {
  readonly indices: Uint32Array;
  readonly values: Float32Array;
}

export interface NgramFeatureOptions {
  /** Shortest and longest n-gram, in code points; default 1 to 4. */
  readonly least?: number;
  readonly most?: number;
  /** Features are hashed into 2^bits; default 18. Collisions cost a little, and bound memory. */
  readonly bits?: number;
}

/**
 * n-grams of the text with its ends marked, case and punctuation kept (they are what gives a generator away), weighed by
 * 1 + ln(count) and brought to length 1. Hashing as in Weinberger et al., "Feature hashing for large scale multitask
 * learning", 2009, without the sign.
 */
export function ngramFeatures(text: string, options: NgramFeatureOptions = {}): NgramFeatures {
  if (text === '') return { indices: new Uint32Array(), values: new Float32Array() };
  const counts = new Map<number, number>();
  eachNgram(pointsOf(text), options, (index) => counts.set(index, (counts.get(index) ?? 0) + 1));
  const indices = Uint32Array.from(counts.keys()).sort();
  const values = Float32Array.from(indices, (index) => 1 + Math.log(counts.get(index) ?? 1));
  let squares = 0;
  for (const value of values) squares += value * value;
  const scale = 1 / Math.sqrt(squares);
  return { indices, values: values.map((value) => value * scale) };
}

/** Marks of the ends: control characters, which no text of ours has. */
const [START, END] = [2, 3];

function pointsOf(text: string): Uint32Array {
  return Uint32Array.from([START, ...Array.from(text, (point) => point.codePointAt(0) ?? 0), END]);
}

function eachNgram(
  points: Uint32Array,
  { least = 1, most = 4, bits = 18 }: NgramFeatureOptions,
  visit: (index: number) => void,
): void {
  const mask = 2 ** bits - 1;
  for (let start = 0; start < points.length; start++) {
    let hash = 0x811c9dc5;
    for (let length = 1; length <= most && start + length <= points.length; length++) {
      hash = Math.imul(hash ^ (points[start + length - 1] as number), 0x01000193);
      if (length >= least) visit(mixBits(hash ^ (length << 24)) & mask);
    }
  }
}
