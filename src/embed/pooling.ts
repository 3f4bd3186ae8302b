/** From token vectors to one vector a text, over typed arrays. */

export type Pooling = 'mean' | 'cls';

/** Token vectors of one batch. */
export interface TokenVectors {
  /** Row-major [rows × width × dims]. */
  readonly data: Float32Array;
  readonly width: number;
  readonly dims: number;
}

/**
 * Pools row `row`, of which the first `length` tokens are real, into `out` (length dims).
 * `cls` is the first token; `mean` the arithmetic mean over the real tokens.
 */
export function poolRow(vectors: TokenVectors, row: number, length: number, pooling: Pooling): Float64Array {
  const { data, width, dims } = vectors;
  const out = new Float64Array(dims);
  const count = pooling === 'cls' ? 1 : length;
  for (let token = 0; token < count; token++) {
    const start = (row * width + token) * dims;
    for (let d = 0; d < dims; d++) out[d] = (out[d] ?? 0) + (data[start + d] ?? 0);
  }
  if (count > 1) for (let d = 0; d < dims; d++) out[d] = (out[d] ?? 0) / count;
  return out;
}

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
