/** Shingles as sorted numbers: a tenth of the memory of a set of strings, and two are compared in one pass. */
import { mixBits } from './mix-bits.js';

/**
 * Ascending 53-bit hashes of the distinct shingles that `shinglesOf` finds: character n-grams of the folded form, counted
 * in code points; a text shorter than `n` is its own single shingle. Two shingles share a hash once in 9 × 10¹⁵.
 *
 * @param folded a text as `foldText` gives it
 */
export function shingleHashes(folded: string, n: number): Float64Array {
  const points = codePointsOf(folded);
  if (points.length === 0) return new Float64Array();
  const length = Math.min(n, points.length);
  const hashes = new Float64Array(points.length - length + 1);
  for (let at = 0; at < hashes.length; at++) hashes[at] = hashOf(points, at, length);
  hashes.sort();
  let kept = 1;
  for (let i = 1; i < hashes.length; i++) if (hashes[i] !== hashes[kept - 1]) hashes[kept++] = hashes[i] as number;
  return hashes.slice(0, kept);
}

/**
 * Jaccard similarity of two ascending sets of numbers; 0 as soon as it is certain that it is below `threshold`. Two empty
 * sets have 0.
 */
export function similarityOf(a: Float64Array, b: Float64Array, threshold: number): number {
  const both = a.length + b.length;
  if (Math.min(a.length, b.length) < threshold * Math.max(a.length, b.length)) return 0;
  // J ≥ t asks for t (|a| + |b|) / (1 + t) shared shingles: of texts that are not alike the first few tell.
  let spare = a.length - (threshold * both) / (1 + threshold) + 1e-9;
  let shared = 0;
  for (let i = 0, j = 0; i < a.length; i++) {
    const wanted = a[i] as number;
    while (j < b.length && (b[j] as number) < wanted) j += 1;
    if (b[j] === wanted) shared += 1;
    else if (--spare < 0) return 0;
  }
  return both === shared ? 0 : shared / (both - shared);
}

function codePointsOf(folded: string): Uint32Array {
  const points = new Uint32Array(folded.length);
  let count = 0;
  for (let at = 0; at < folded.length; at++) {
    const point = folded.codePointAt(at) as number;
    points[count++] = point;
    if (point > 0xffff) at += 1;
  }
  return points.subarray(0, count);
}

/** Two multiplicative hashes (FNV-1a and one with Knuth's multiplier), each mixed, as one whole number below 2⁵³. */
function hashOf(points: Uint32Array, from: number, length: number): number {
  let [high, low] = [0x811c9dc5, 0x9e3779b9];
  for (let i = from; i < from + length; i++) {
    const point = points[i] as number;
    high = Math.imul(high ^ point, 0x01000193);
    low = Math.imul(low + point, 0x9e3779b1) ^ (low >>> 15);
  }
  return (mixBits(high) >>> 11) * 0x1_0000_0000 + mixBits(low);
}
