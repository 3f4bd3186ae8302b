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
