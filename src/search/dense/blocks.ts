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

/** Bytes that a search may take beside the vectors it is given, what is found included. */
export const MEMORY_BUDGET = 256 * 2 ** 20;

/** How queries and passages are cut for multiplication. */
export interface Sizes {
  /** Queries multiplied with a block at once. */
  readonly queries: number;
  /** Rows of a block. */
  readonly rows: number;
}

/**
 * For a few queries. More at once are hardly faster, and larger blocks a tenth at most, but the runtime keeps 8 bytes a
 * product for good: 4 MB with these.
 */
const FEW: Sizes = { queries: 128, rows: 4096 };
/** For many: of a large block few rows are worth a score beside its best. */
const MANY: Sizes = { queries: 256, rows: 16_384 };

/** From so many queries on, a block is screened by bytes before anything is scored: making them takes as long as multiplying for a hundred. */
export const MANY_QUERIES = 512;

/** From so many queries on, the rows of a block are copied to where they are scored fast. */
export const SOME_QUERIES = 64;

/**
 * Sizes for a number of queries and bytes for blocks: two copies of the vectors of one, one as bytes, and two products for
 * each query of a batch.
 */
export function sizesFor(queries: number, dims: number, bytes: number): Sizes {
  const most = queries < MANY_QUERIES ? FEW : MANY;
  const perRow = 9 * dims + 8 * most.queries;
  return { queries: most.queries, rows: Math.max(64, Math.min(most.rows, Math.floor(bytes / perRow))) };
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
  // Even ones: a small last block would be multiplied slowly.
  const even = Math.ceil(rows.length / Math.ceil(rows.length / size));
  for (let start = 0; start < rows.length; start += even) {
    const part = rows.subarray(start, start + even);
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
