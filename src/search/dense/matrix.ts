/** Checks of vectors before anything is multiplied: a single NaN would silently evict real hits. */
import { RaftCorpusError } from '../../core/errors.js';

/** What {@link checkMatrix} takes. */
export interface MatrixToCheck {
  /** Row-major [n × dims]. */
  readonly data: Float32Array;
  readonly dims: number;
  readonly what: 'passage' | 'query';
  /** Number of the first row, for messages. Default: 0. */
  readonly firstRow?: number;
  /** For messages. */
  readonly idOf?: (row: number) => string | undefined;
}

/** Beyond this length float32 products could overflow; an embedding has length 1. */
const LONGEST = 2 ** 60;

/**
 * The L2 length of each row, in float32, which is well within what {@link errorBound} allows for; 0 is a zero vector, which has no direction: it finds nothing and is never found.
 * @throws RaftCorpusError where the numbers are not rows of `dims`, or a component is NaN, infinite or beyond all embeddings
 */
export function checkMatrix(matrix: MatrixToCheck): Float32Array {
  const { data, dims } = matrix;
  checkShape(matrix);
  const lengths = new Float32Array(data.length / dims);
  for (let row = 0; row < lengths.length; row++) {
    const length = Math.sqrt(sumOfSquares(data, row * dims, dims));
    if (!(length <= LONGEST)) throw unusable(matrix, row);
    lengths[row] = length;
  }
  return lengths;
}

function unusable({ data, dims, what, firstRow = 0, idOf }: MatrixToCheck, row: number): RaftCorpusError {
  const bad = data.subarray(row * dims, (row + 1) * dims).find((value) => !Number.isFinite(value));
  const id = idOf?.(row);
  return new RaftCorpusError(
    `a ${what} vector ${bad === undefined ? 'is far too long for an embedding' : `holds ${bad}`}`,
    {
      where: `${what} row ${firstRow + row}${id === undefined ? '' : ` (${id})`}`,
      fix: 'Embed the text again; if it persists, the model is broken.',
    },
  );
}

function checkShape({ data, dims, what }: MatrixToCheck): void {
  if (!Number.isInteger(dims) || dims < 1 || data.length % dims !== 0) {
    throw new RaftCorpusError(`the ${what} vectors (${data.length} numbers) are not rows of ${dims}`);
  }
}

/** In float64, where squares of float32 neither overflow nor vanish: zero exactly for a zero vector. */
function sumOfSquares(data: Float32Array, from: number, dims: number): number {
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  const whole = from + dims - (dims % 4);
  for (let i = from; i < whole; i += 4) {
    s0 += square(data[i] as number);
    s1 += square(data[i + 1] as number);
    s2 += square(data[i + 2] as number);
    s3 += square(data[i + 3] as number);
  }
  for (let i = whole; i < from + dims; i++) s0 += square(data[i] as number);
  return s0 + s1 + s2 + s3;
}

/** Eight times as fast as `value ** 2`, which calls a function for powers. */
function square(value: number): number {
  return value * value;
}
