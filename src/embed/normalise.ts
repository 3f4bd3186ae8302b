/** Unit length, the same way for every provider. */

/**
 * Writes `vector` at L2 length 1 into `target` from `offset` on; a zero vector stays zero.
 * Sums in float64 in a fixed order, so the bytes depend on nothing but the vector.
 * @returns false when a value is not finite; then nothing is written
 */
export function writeNormalised(vector: ArrayLike<number>, target: Float32Array, offset: number): boolean {
  let squares = 0;
  for (let d = 0; d < vector.length; d++) squares += (vector[d] ?? 0) * (vector[d] ?? 0);
  if (!Number.isFinite(squares)) return false;
  const scale = squares > 0 ? 1 / Math.sqrt(squares) : 0;
  for (let d = 0; d < vector.length; d++) target[offset + d] = (vector[d] ?? 0) * scale;
  return true;
}
