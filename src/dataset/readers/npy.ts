/** Vectors from NumPy's `.npy` files (https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html). */
import { readFile } from 'node:fs/promises';
import { messageOf, RaftCorpusError } from '../../core/errors.js';

/** A matrix as float32, row-major [rows × dims]. */
export interface Matrix {
  readonly data: Float32Array;
  readonly rows: number;
  readonly dims: number;
}

const MAGIC = '\x93NUMPY';
const FIX = 'Save a two-dimensional array of float16, float32 or float64: numpy.save("vectors.npy", vectors).';

/**
 * Reads a two-dimensional array of little-endian float16, float32 or float64, in C order.
 *
 * @throws RaftCorpusError when the file is missing, no such array, or cut off
 */
export async function readNpy(path: string, name: string = path): Promise<Matrix> {
  const bytes = await readFile(path).catch((error: unknown) => {
    throw new RaftCorpusError(`the vectors cannot be read (${messageOf(error)})`, { where: name, cause: error });
  });
  const { type, rows, dims, start } = readHeader(bytes, name);
  const size = SIZES[type];
  if (bytes.length - start < rows * dims * size) {
    throw new RaftCorpusError(`the file is cut off: ${rows} × ${dims} numbers are announced`, {
      where: name,
      fix: 'Copy it again, whole.',
    });
  }
  const body = bytes.subarray(start, start + rows * dims * size);
  return { data: toFloat32(body, type), rows, dims };
}

const SIZES = { '<f2': 2, '<f4': 4, '<f8': 8 } as const;
type NumberType = keyof typeof SIZES;

function readHeader(bytes: Buffer, name: string) {
  const refuse = (message: string): never => {
    throw new RaftCorpusError(message, { where: name, fix: FIX });
  };
  if (bytes.length < 12 || bytes.toString('latin1', 0, 6) !== MAGIC) refuse('not a .npy file');
  const major = bytes[6] as number;
  const lengthBytes = major === 1 ? 2 : 4;
  const start = 8 + lengthBytes + bytes.readUIntLE(8, lengthBytes);
  const header = bytes.toString('latin1', 8 + lengthBytes, start);
  const type = /'descr':\s*'([^']+)'/.exec(header)?.[1] ?? '';
  const shape = /'shape':\s*\((\d+),\s*(\d+),?\)/.exec(header);
  if (!isNumberType(type))
    return refuse(`the numbers are ${type || 'of no known type'}, not float16, float32 or float64`);
  if (/'fortran_order':\s*True/.test(header)) refuse('the array lies in Fortran order');
  if (shape === null) return refuse('the array is not two-dimensional');
  return { type, rows: Number(shape[1]), dims: Number(shape[2]), start };
}

function isNumberType(type: string): type is NumberType {
  return type in SIZES;
}

function toFloat32(bytes: Buffer, type: NumberType): Float32Array {
  // A copy, because the offset in the file need not be a multiple of the number's size.
  const copy = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
  if (type === '<f4') return new Float32Array(copy);
  if (type === '<f8') return Float32Array.from(new Float64Array(copy));
  return Float32Array.from(new Uint16Array(copy), fromHalf);
}

/** IEEE 754 binary16. */
function fromHalf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 0x1f) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}
