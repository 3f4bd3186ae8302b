/** Order that is the same on every machine. */

/** By UTF-16 code units, never by the rules of a locale: negative, zero or positive, for `sort`. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/**
 * By UTF-8 bytes, as trec_eval compares document ids: negative, zero or positive. Code units give the same order but for
 * a surrogate pair (U+10000 and above) beside one of U+E000–U+FFFF, which bytes put first.
 */
export function compareBytes(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  let i = 0;
  while (i < length && a.charCodeAt(i) === b.charCodeAt(i)) i += 1;
  if (i === length) return a.length - b.length;
  return byteRank(a.charCodeAt(i)) - byteRank(b.charCodeAt(i));
}

/** Surrogates stand for code points above all other code units. */
function byteRank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}
