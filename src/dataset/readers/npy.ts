/** Vectors from NumPy's `.npy` files (https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html). */
import { type FileHandle, open } from 'node:fs/promises';
import { messageOf, RaftCorpusError } from '../../core/errors.js';

/** A matrix as float32, row-major [rows × dims]. */
export interface Matrix {
  readonly data: Float32Array;
  readonly rows: number;
  readonly dims: number;
}

const MAGIC = '\x93NUMPY';
const FIX = 'Save a two-dimensional array of float16, float32 or float64: numpy.save("vectors.npy", vectors).';

/** Bytes read at once; numbers of other types than float32 are converted so many at a time. */
const CHUNK = 8 * 2 ** 20;

/**
 * Reads a two-dimensional array of little-endian float16, float32 or float64, in C order; of float32 nothing is in memory twice.
 *
 * @throws RaftCorpusError when the file is missing, no such array, or cut off
 */
export async function readNpy(path: string, name: string = path): Promise<Matrix> {
  const unreadable = (error: unknown): never => {
    throw new RaftCorpusError(`the vectors cannot be read (${messageOf(error)})`, { where: name, cause: error });
  };
  const file = await open(path).catch(unreadable);
  try {
    const { type, rows, dims, start } = await readHeader(file, name).catch((error: unknown) => {
      return error instanceof RaftCorpusError ? Promise.reject(error) : unreadable(error);
    });
    const { size } = await file.stat();
    if (size - start < rows * dims * SIZES[type]) throw cutOff(name, rows, dims);
    const data = new Float32Array(rows * dims);
    const isWhole = await readNumbers(file, { type, start, data }).catch(unreadable);
    if (!isWhole) throw cutOff(name, rows, dims);
    return { data, rows, dims };
  } finally {
    await file.close();
  }
}

function cutOff(name: string, rows: number, dims: number): RaftCorpusError {
  return new RaftCorpusError(`the file is cut off: ${rows} × ${dims} numbers are announced`, {
    where: name,
    fix: 'Copy it again, whole.',
  });
}

/** Fills `data` with the numbers from `start` on. @returns whether there were as many */
async function readNumbers(
  file: FileHandle,
  { type, start, data }: { readonly type: NumberType; readonly start: number; readonly data: Float32Array },
): Promise<boolean> {
  const size = SIZES[type];
  const buffer = type === '<f4' ? null : Buffer.alloc(Math.min(CHUNK, data.length * size));
  for (let done = 0; done < data.length; ) {
    const count = Math.min(CHUNK / size, data.length - done);
    const into = buffer ?? Buffer.from(data.buffer, done * size, count * size);
    if (!(await fill(file, into.subarray(0, count * size), start + done * size))) return false;
    if (buffer !== null) data.set(toFloat32(buffer, type, count), done);
    done += count;
  }
  return true;
}

/** Reads until the buffer is full. @returns whether the file had so much */
async function fill(file: FileHandle, buffer: Buffer, at: number): Promise<boolean> {
  for (let filled = 0; filled < buffer.length; ) {
    const { bytesRead } = await file.read(buffer, filled, buffer.length - filled, at + filled);
    if (bytesRead === 0) return false;
    filled += bytesRead;
  }
  return true;
}

const SIZES = { '<f2': 2, '<f4': 4, '<f8': 8 } as const;
type NumberType = keyof typeof SIZES;

/** Far more than any array of two axes needs. */
const MOST_HEADER = 65_536;

async function readHeader(file: FileHandle, name: string) {
  const refuse = (message: string): never => {
    throw new RaftCorpusError(message, { where: name, fix: FIX });
  };
  const head = Buffer.alloc(MOST_HEADER);
  const { bytesRead } = await file.read(head, 0, MOST_HEADER, 0);
  const bytes = head.subarray(0, bytesRead);
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

/** The first numbers of a buffer of its own. */
function toFloat32({ buffer, byteOffset }: Buffer, type: NumberType, count: number): Float32Array {
  if (type === '<f8') return Float32Array.from(new Float64Array(buffer, byteOffset, count));
  return Float32Array.from(new Uint16Array(buffer, byteOffset, count), fromHalf);
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
