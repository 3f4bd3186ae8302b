/** The one arithmetic of scores: the same pair of vectors has the same score wherever it is worked out. */

/** Decimals that a score keeps. */
const SCALE = 1e10;

/**
 * A score as it is reported: to ten decimals. Inner products that are equal in exact arithmetic can differ in the last
 * bits of a float64 (by less than 1e-13 for vectors of length 1), as the terms come in another order. Those are ties, which the
 * passage id decides; ten decimals make them so, and a run file that prints them whole ranks as we do.
 */
export function roundScore(score: number): number {
  // + 0 turns -0 into 0.
  return Math.round(score * SCALE) / SCALE + 0;
}

/**
 * Scores pairs of rows: the inner product of row `i` of `a` and row `j` of `b` in float64, rounded by {@link roundScore}. A
 * product of two float32 is exact in float64; the sum runs in a fixed order, in four strands that the processor can
 * keep in flight at once.
 *
 * @param a row-major [any × dims]
 * @param b row-major [any × dims]
 */
export function innerProducts(a: Float32Array, b: Float32Array, dims: number): (i: number, j: number) => number {
  const whole = dims - (dims % 4);
  return (i, j) => {
    const x = i * dims;
    const y = j * dims;
    let s0 = 0;
    let s1 = 0;
    let s2 = 0;
    let s3 = 0;
    for (let d = 0; d < whole; d += 4) {
      s0 += (a[x + d] as number) * (b[y + d] as number);
      s1 += (a[x + d + 1] as number) * (b[y + d + 1] as number);
      s2 += (a[x + d + 2] as number) * (b[y + d + 2] as number);
      s3 += (a[x + d + 3] as number) * (b[y + d + 3] as number);
    }
    for (let d = whole; d < dims; d++) s0 += (a[x + d] as number) * (b[y + d] as number);
    return roundScore(s0 + s1 + (s2 + s3));
  };
}

/**
 * Most by which a float32 inner product, summed in any order and grouping, with or without fused multiply-add, differs from
 * the float64 one: |fl(qᵀp) − qᵀp| ≤ γ_d·|q|ᵀ|p| ≤ γ_d·‖q‖·‖p‖ with γ_d = d·u/(1 − d·u) and u = 2⁻²⁴ (Higham, Accuracy and Stability of
 * Numerical Algorithms, 2nd ed., 2002, eq. 3.5 and §3.1), the same with u = 2⁻⁵³ for our own sum, and d·2⁻¹²⁶ for products
 * that underflow where denormals are flushed (ibid., eq. 2.8).
 *
 * @param lengths product of the L2 lengths ‖q‖·‖p‖, each right to float32: a millionth more covers that and the sum with the product
 */
export function errorBound(dims: number, lengths: number): number {
  return (gamma(dims, 2 ** -24) + gamma(dims, 2 ** -53)) * lengths * (1 + 1e-6) + dims * 2 ** -126;
}

function gamma(dims: number, unit: number): number {
  return (dims * unit) / (1 - dims * unit);
}
