/**
 * Vectors as bytes, with how far each byte vector is from the float32 one. Products of bytes cost a third of float32 ones
 * and bound the true product on both sides, so that most rows need no float32 product at all.
 */

/** Bytes stand for −127 … 127 times a step. */
const MOST = 127;
/** What is added to a query's numbers, as the runtime multiplies unsigned by signed bytes. */
export const ZERO = 128;

/** Queries as bytes. */
export interface ByteQueries {
  /** Row-major [q × dims], {@link ZERO} added. */
  readonly bytes: Uint8Array;
  /** What 1 stands for, per row. */
  readonly steps: Float64Array;
  /** L2 distance of each row from what its bytes stand for. */
  readonly errors: Float64Array;
}

/** Each row with a step of its own. @param data row-major [q × dims] */
export function queryBytes(data: Float32Array, dims: number): ByteQueries {
  const count = data.length / dims;
  const bytes = new Uint8Array(data.length);
  const steps = new Float64Array(count);
  const errors = new Float64Array(count);
  for (let row = 0; row < count; row++) {
    const from = row * dims;
    const step = largest(data, from, from + dims) / MOST;
    const scale = step === 0 ? 0 : 1 / step;
    let squares = 0;
    for (let i = from; i < from + dims; i++) {
      const value = data[i] as number;
      const nearest = roundUp(value * scale);
      bytes[i] = nearest + ZERO;
      const apart = value - nearest * step;
      squares += apart * apart;
    }
    steps[row] = step;
    errors[row] = Math.sqrt(squares);
  }
  return { bytes, steps, errors };
}

/** Passages as bytes. One step for all, so that the order of byte products is that of what they stand for. */
export interface BytePassages {
  /** [dims × count]: transposed. */
  readonly bytes: Int8Array;
  readonly step: number;
  /** No row is further than this (L2) from what its bytes stand for. */
  readonly error: number;
}

/** Rows that are turned at once: their part of the output stays in the processor's cache. */
const TILE = 32;

/**
 * @param vectors row-major [count × dims]
 * @param buffer what the bytes may be written into, if it is large enough
 */
export function passageBytes(vectors: Float32Array, dims: number, buffer: Int8Array): BytePassages {
  const count = vectors.length / dims;
  const bytes = buffer.length < vectors.length ? new Int8Array(vectors.length) : buffer.subarray(0, vectors.length);
  const step = largest(vectors, 0, vectors.length) / MOST;
  const scale = step === 0 ? 0 : 1 / step;
  let most = 0;
  for (let tile = 0; tile < count; tile += TILE) {
    for (let row = tile; row < Math.min(count, tile + TILE); row++) {
      const from = row * dims;
      let squares = 0;
      for (let d = 0, to = row; d < dims; d++, to += count) {
        const value = vectors[from + d] as number;
        const nearest = roundUp(value * scale);
        bytes[to] = nearest;
        const apart = value - nearest * step;
        squares += apart * apart;
      }
      if (squares > most) most = squares;
    }
  }
  return { bytes, step, error: Math.sqrt(most) };
}

/** `Math.round` of −127 … 127 as one instruction: what is cut off above zero is the fraction. */
function roundUp(value: number): number {
  return ((value + (MOST + 0.5)) | 0) - MOST;
}

/** The largest magnitude from `from` to before `end`. */
function largest(data: Float32Array, from: number, end: number): number {
  let most = 0;
  for (let i = from; i < end; i++) {
    const value = Math.abs(data[i] as number);
    if (value > most) most = value;
  }
  return most;
}

/** What the bounds of {@link screenBound} are widened by, far above all rounding in float64 and the lengths' in float32. */
const ROUNDING = 1e-6;

/**
 * Most by which the product of a query and a passage differs from that of their bytes: q·p − q̂·p̂ = q·(p − p̂) + (q − q̂)·p̂,
 * each at most the product of the two lengths (Cauchy and Schwarz), and ‖p̂‖ ≤ ‖p‖ + ‖p − p̂‖.
 *
 * @param query its length and the distance of its bytes; `passages` the same for all rows of a block
 */
export function screenBound(
  query: { readonly length: number; readonly error: number },
  passages: { readonly longest: number; readonly error: number },
): number {
  const exact = query.length * passages.error + query.error * (passages.longest + passages.error);
  return (exact + query.length * passages.longest * ROUNDING) * (1 + ROUNDING);
}
