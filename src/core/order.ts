/** Order that is the same on every machine. */

/** By UTF-16 code units, never by the rules of a locale: negative, zero or positive, for `sort`. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
