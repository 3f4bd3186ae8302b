/**
 * Whether two systems differ, from the same queries: Fisher's randomisation test on paired differences. If they did not
 * differ, each difference could as well have had the other sign; the p value is how often signs thrown at random give a
 * mean at least as far from 0 as the one that was seen (Fisher 1935; for retrieval, Smucker, Allan & Carterette 2007).
 */
import { createRandom } from '../core/random.js';

export interface SignFlipResult {
  /** Two-sided, in (0, 1]. */
  readonly p: number;
  /** Units with a value on both sides. */
  readonly pairs: number;
  /** Of them, those that differ. */
  readonly differing: number;
  /** Whether all ways of throwing signs were counted; else `rounds` were drawn. */
  readonly exact: boolean;
  /** Ways counted or drawn. */
  readonly rounds: number;
}

export interface SignFlipOptions {
  /** Names the stream of signs. */
  readonly seed: number | string;
  /** Rounds drawn where there are more ways than that; default 10,000. */
  readonly rounds?: number;
}

/** Sums that differ by less than this share of all differences are equal but for rounding. */
const ROUNDING = 1e-10;

/**
 * The test for each column of differences; a round throws one sign a unit, for all columns.
 *
 * Where 2^(units that differ) is no more than `rounds`, every way is counted and p is exact; else
 * p = (hits + 1) / (rounds + 1), the observed one being one of the ways (Phipson & Smyth 2010): it is never 0.
 *
 * @param columns differences by unit, in an order that is the caller's to fix; NaN where a unit has no pair
 * @returns null for a column without pairs
 */
export function signFlipTests(
  columns: readonly Float64Array[],
  { seed, rounds = 10_000 }: SignFlipOptions,
): readonly (SignFlipResult | null)[] {
  const units = columns[0]?.length ?? 0;
  if (columns.some((column) => column.length !== units)) throw new RangeError('columns must have one length');
  const counts = columns.map((column) => ({
    pairs: column.reduce((count, value) => count + (Number.isNaN(value) ? 0 : 1), 0),
    differing: column.filter((value) => !Number.isNaN(value) && value !== 0),
  }));
  const isExact = counts.map(({ differing }) => 2 ** differing.length <= rounds);
  const drawn = drawnHits(
    columns.filter((_, i) => !isExact[i]),
    { units, seed, rounds },
  );
  let next = 0;
  return counts.map(({ pairs, differing }, i): SignFlipResult | null => {
    if (pairs === 0) return null;
    const common = { pairs, differing: differing.length };
    if (isExact[i]) {
      const ways = 2 ** differing.length;
      return { p: countedHits(differing) / ways, ...common, exact: true, rounds: ways };
    }
    const hits = drawn[next++] ?? 0;
    return { p: (hits + 1) / (rounds + 1), ...common, exact: false, rounds };
  });
}

/** How far from 0 a sum must be to count as far as the observed one. */
function bar(differences: Float64Array): number {
  let sum = 0;
  let all = 0;
  for (const value of differences) {
    if (Number.isNaN(value)) continue;
    sum += value;
    all += Math.abs(value);
  }
  return Math.abs(sum) - all * ROUNDING;
}

/** Of all ways of throwing signs, those whose sum is as far from 0 as the observed one. */
function countedHits(differing: Float64Array): number {
  const least = bar(differing);
  let hits = 0;
  const walk = (at: number, sum: number): void => {
    const value = differing[at];
    if (value === undefined) {
      if (Math.abs(sum) >= least) hits += 1;
      return;
    }
    walk(at + 1, sum + value);
    walk(at + 1, sum - value);
  };
  walk(0, 0);
  return hits;
}

/** Units whose signs one table look-up sums. */
const OCTET = 8;
const PATTERNS = 2 ** OCTET;

/** By column, in how many of the drawn rounds the sum is as far from 0 as the observed one. */
function drawnHits(
  columns: readonly Float64Array[],
  { units, seed, rounds }: { readonly units: number; readonly seed: number | string; readonly rounds: number },
): readonly number[] {
  if (columns.length === 0) return [];
  const random = createRandom(`${seed}/sign flips`);
  const octets = Math.ceil(units / OCTET);
  const signs = new Uint8Array(Math.ceil(octets / 4) * 4);
  const tables = columns.map(sumsByPattern);
  const least = columns.map(bar);
  const hits = columns.map(() => 0);
  for (let round = 0; round < rounds; round++) {
    for (let at = 0; at < signs.length; at += 4) {
      const bits = (random.next() * 2 ** 32) >>> 0;
      signs[at] = bits;
      signs[at + 1] = bits >>> 8;
      signs[at + 2] = bits >>> 16;
      signs[at + 3] = bits >>> 24;
    }
    for (const [c, sums] of tables.entries()) {
      let sum = 0;
      for (let octet = 0; octet < octets; octet++) sum += sums[octet * PATTERNS + (signs[octet] as number)] as number;
      if (Math.abs(sum) >= (least[c] as number)) hits[c] = (hits[c] as number) + 1;
    }
  }
  return hits;
}

/** For each eight units, their sum under each of the 256 ways of throwing their signs: [octets × 256]. */
function sumsByPattern(column: Float64Array): Float64Array {
  const octets = Math.ceil(column.length / OCTET);
  const sums = new Float64Array(octets * PATTERNS);
  for (let octet = 0; octet < octets; octet++) {
    for (let pattern = 0; pattern < PATTERNS; pattern++) {
      let sum = 0;
      for (let bit = 0; bit < OCTET; bit++) {
        const value = column[octet * OCTET + bit] ?? Number.NaN;
        if (!Number.isNaN(value)) sum += (pattern >> bit) & 1 ? value : -value;
      }
      sums[octet * PATTERNS + pattern] = sum;
    }
  }
  return sums;
}
