/** Mean and quantiles of a sample. */

/** Arithmetic mean; NaN for an empty sample. */
export function mean(values: readonly number[]): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}

/**
 * The `q`-quantile of a sample by linear interpolation between order statistics (type 7 of Hyndman & Fan 1996,
 * the default of R and numpy).
 *
 * @param sorted ascending; not checked
 * @param q in [0, 1]
 * @returns NaN for an empty sample
 */
export function quantile(sorted: ArrayLike<number>, q: number): number {
  if (sorted.length === 0) return Number.NaN;
  const position = (sorted.length - 1) * q;
  const below = Math.floor(position);
  const low = sorted[below] ?? Number.NaN;
  const high = sorted[Math.min(below + 1, sorted.length - 1)] ?? low;
  return low + (high - low) * (position - below);
}
