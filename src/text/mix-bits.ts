/** The last step of a hash: every bit of the input moves every bit of the result. */

/** The finaliser of MurmurHash3 (Appleby). @returns an unsigned 32-bit integer */
export function mixBits(hash: number): number {
  let h = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
