/** Passages in memory, cut into blocks of rows that may be found, each small enough to be multiplied at once. */

/** Rows to be searched: none of them zero, forbidden or NaN. */
export interface Block {
  /** Row-major [count × dims]; shares memory with the caller's vectors where nothing is left out. */
  readonly vectors: Float32Array;
  readonly count: number;
  /** No row is longer than this (L2). */
  readonly longest: number;
  /** The caller's row number of the `i`-th. */
  rowOf(i: number): number;
}

/** Bytes that a search may take beside the vectors it is given: half for what is found, a quarter for blocks. */
export const MEMORY_BUDGET = 256 * 2 ** 20;

/** Queries multiplied with a block at once. More are hardly faster and need more memory. */
export const BATCH_QUERIES = 128;

/** Larger blocks are a little faster (a tenth at most), but the runtime keeps 8 bytes a product for good: 4 MB with these. */
const MOST_ROWS = 4096;

/** Rows per block: the vectors, a copy of them, and a product for each query of a batch fit a quarter of the budget. */
export function blockRows(dims: number, memoryBudget: number): number {
  const perRow = 4 * (2 * dims + BATCH_QUERIES);
  return Math.max(64, Math.min(MOST_ROWS, Math.floor(memoryBudget / 4 / perRow)));
}

/** Vectors in memory that have been checked. */
export interface SearchableMatrix {
  /** Row-major [n × dims]. */
  readonly vectors: Float32Array;
  readonly dims: number;
  /** Rows that may be found, ascending: allowed and not zero. */
  readonly rows: Int32Array;
  /** L2 length of the longest of them. */
  readonly longest: number;
}

/** What {@link searchableMatrix} takes: a checked matrix, and the L2 lengths of its rows. */
export interface MatrixParts {
  readonly vectors: Float32Array;
  readonly dims: number;
  readonly lengths: Float32Array;
  /** All rows by default. */
  readonly allowed?: ((row: number) => boolean) | undefined;
}

/** Finds the rows that may be found. */
export function searchableMatrix({ vectors, dims, lengths, allowed = () => true }: MatrixParts): SearchableMatrix {
  const rows = new Int32Array(lengths.length);
  let count = 0;
  let longest = 0;
  for (let row = 0; row < lengths.length; row++) {
    const length = lengths[row] as number;
    if (length === 0 || !allowed(row)) continue;
    rows[count++] = row;
    longest = Math.max(longest, length);
  }
  return { vectors, dims, rows: count < rows.length ? rows.slice(0, count) : rows, longest };
}

/** The blocks of an array. Only a block with gaps is copied, into a buffer that the next such block overwrites. */
export function* memoryBlocks(matrix: SearchableMatrix, size: number): Generator<Block> {
  const { rows } = matrix;
  let buffer: Float32Array | undefined;
  for (let start = 0; start < rows.length; start += size) {
    const part = rows.subarray(start, start + size);
    const first = part[0] as number;
    if ((part.at(-1) as number) - first + 1 === part.length) {
      yield blockOf(matrix, part, matrix.vectors.subarray(first * matrix.dims, (first + part.length) * matrix.dims));
    } else {
      buffer ??= new Float32Array(size * matrix.dims);
      yield blockOf(matrix, part, gather(matrix, part, buffer));
    }
  }
}

function blockOf({ longest }: SearchableMatrix, part: Int32Array, vectors: Float32Array): Block {
  return { vectors, count: part.length, longest, rowOf: (i) => part[i] as number };
}

function gather({ vectors, dims }: SearchableMatrix, part: Int32Array, buffer: Float32Array): Float32Array {
  for (let i = 0; i < part.length; i++) {
    const from = (part[i] as number) * dims;
    buffer.set(vectors.subarray(from, from + dims), i * dims);
  }
  return buffer.subarray(0, part.length * dims);
}
