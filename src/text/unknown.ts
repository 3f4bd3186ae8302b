/** One word for "the source does not say": the many spellings of null are one thing. */

/**
 * True for `undefined`, `null`, NaN, blank strings, and the string `null` in any case and width: exports
 * write all of these for a missing value. Not for `None`, `N/A`, `-` or `0`: those can be a title, a
 * policy's answer or a count, so a source that means "unknown" by them has to be cleaned by its owner.
 */
export function isUnknown(value: unknown): boolean {
  if (value === undefined || value === null) return true;
  if (typeof value === 'number') return Number.isNaN(value);
  if (typeof value !== 'string') return false;
  if (value.length > MAX_LENGTH) return value.trim() === '';
  const bare = value.normalize('NFKC').trim().toLowerCase();
  return bare === '' || bare === 'null';
}

/** Longer strings cannot spell null; a 50 MB text is not worth normalising to find out. */
const MAX_LENGTH = 64;
