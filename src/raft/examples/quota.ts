/** Exact shares: by largest remainder, not by coin. */

/**
 * Splits `total` into whole numbers in proportion to `weights` (Hamilton's method); ties go to the earlier one.
 *
 * @returns one number per weight, summing to `total`; all zero when the weights are
 */
export function largestRemainder(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((a, b) => a + b, 0);
  if (sum === 0) return weights.map(() => 0);
  const exact = weights.map((weight) => (total * weight) / sum);
  const whole = exact.map(Math.floor);
  const missing = total - whole.reduce((a, b) => a + b, 0);
  const order = exact
    .map((value, i) => ({ i, remainder: value - Math.floor(value) }))
    .sort((a, b) => b.remainder - a.remainder || a.i - b.i);
  for (const { i } of order.slice(0, missing)) whole[i] = (whole[i] ?? 0) + 1;
  return whole;
}

/**
 * {@link largestRemainder} under capacities: what does not fit into one cell goes to the others in proportion.
 *
 * @returns at most `capacities[i]` each, summing to min(total, Σ capacities)
 */
export function quotaWithin(total: number, weights: readonly number[], capacities: readonly number[]): number[] {
  const filled = weights.map(() => 0);
  for (;;) {
    const left =
      Math.min(
        total,
        capacities.reduce((a, b) => a + b, 0),
      ) - filled.reduce((a, b) => a + b, 0);
    if (left <= 0) return filled;
    const open = weights.map((weight, i) =>
      (filled[i] ?? 0) < (capacities[i] ?? 0) ? Math.max(weight, Number.MIN_VALUE) : 0,
    );
    const shares = largestRemainder(left, open);
    for (const [i, share] of shares.entries()) filled[i] = Math.min(capacities[i] ?? 0, (filled[i] ?? 0) + share);
  }
}
