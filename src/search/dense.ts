/**
 * Exact dense search: the inner product of every query with every passage, no index. Rows lie in ascending
 * passage_id order, which makes trec_eval's rule for ties (score, then id by bytes, both descending) "the later row first".
 */
import { RaftCorpusError } from '../core/errors.js';

export interface DenseSearchOptions {
  /** Row-major [n × dims], L2-normalised, rows in ascending passage_id order. */
  readonly vectors: Float32Array;
  readonly dims: number;
  /** Row-major [q × dims], L2-normalised. */
  readonly queries: Float32Array;
  /** Most hits per query; a k beyond what can be found gives all there is. */
  readonly k: number;
  /** Rows that may be found; all by default. */
  readonly allowed?: (row: number) => boolean;
}

/** A found row and its inner product with the query (the cosine, for normalised vectors). */
export interface DenseHit {
  readonly index: number;
  readonly score: number;
}

/** Passages scored while the queries pass over them: a block stays in the cache. */
const BLOCK_ROWS = 256;

/**
 * The `k` best rows per query, best first; ties by later row. Products are summed in double precision in the
 * order of dimensions, so blocks and batches change no score. A zero vector (a text without any known token) has no
 * direction: as a query it finds nothing, as a passage it is never found.
 *
 * @returns one array per query, in the order of the queries
 * @throws RaftCorpusError on a NaN or infinite component, a shape that does not fit `dims`, or k < 1
 */
export async function searchDense(options: DenseSearchOptions): Promise<DenseHit[][]> {
  const { vectors, dims, queries, k } = options;
  if (!Number.isInteger(k) || k < 1) throw new RaftCorpusError(`k must be a positive integer, not ${k}`);
  const rows = searchableRows(options, checkMatrix(vectors, dims, 'passage'));
  const usable = checkMatrix(queries, dims, 'query');
  const heaps = Array.from(usable, () => new TopK(Math.min(k, rows.length)));
  for (let start = 0; start < rows.length; start += BLOCK_ROWS) {
    const block = rows.subarray(start, start + BLOCK_ROWS);
    for (let query = 0; query < usable.length; query++) {
      if (usable[query] === 1) scoreBlock(options, query, block, heaps[query] as TopK);
    }
  }
  return heaps.map((heap) => heap.sorted());
}

function searchableRows(options: DenseSearchOptions, nonZero: Uint8Array): Int32Array {
  const rows: number[] = [];
  for (let row = 0; row < nonZero.length; row++) {
    if (nonZero[row] === 1 && (options.allowed?.(row) ?? true)) rows.push(row);
  }
  return Int32Array.from(rows);
}

function scoreBlock(options: DenseSearchOptions, query: number, block: Int32Array, heap: TopK): void {
  const { vectors, dims, queries } = options;
  const from = query * dims;
  for (let i = 0; i < block.length; i++) {
    const row = block[i] as number;
    const base = row * dims;
    let score = 0;
    for (let d = 0; d < dims; d++) score += (queries[from + d] as number) * (vectors[base + d] as number);
    heap.offer(row, score);
  }
}

/** One flag per row: 1 when the row is not zero. A single NaN would silently evict real hits, so it is an error. */
function checkMatrix(matrix: Float32Array, dims: number, what: 'passage' | 'query'): Uint8Array {
  if (!Number.isInteger(dims) || dims < 1 || matrix.length % dims !== 0) {
    throw new RaftCorpusError(`the ${what} vectors (${matrix.length} numbers) are not rows of ${dims}`);
  }
  const flags = new Uint8Array(matrix.length / dims);
  for (let i = 0; i < matrix.length; i++) {
    const value = matrix[i] as number;
    if (value === 0) continue;
    if (!Number.isFinite(value)) {
      throw new RaftCorpusError(`a ${what} vector holds ${value}`, {
        where: `${what} row ${Math.floor(i / dims)}`,
        fix: 'Embed the text again; if it persists, the model is broken.',
      });
    }
    flags[Math.floor(i / dims)] = 1;
  }
  return flags;
}

/** A bounded binary heap whose root is the worst hit kept. */
class TopK {
  private readonly rows: Int32Array;
  private readonly scores: Float64Array;
  private size = 0;

  constructor(capacity: number) {
    this.rows = new Int32Array(capacity);
    this.scores = new Float64Array(capacity);
  }

  offer(row: number, score: number): void {
    if (this.size < this.rows.length) {
      this.place(this.size++, row, score);
      this.siftUp(this.size - 1);
    } else if (this.size > 0 && isBetter(score, row, this.scores[0] as number, this.rows[0] as number)) {
      this.place(0, row, score);
      this.siftDown();
    }
  }

  sorted(): DenseHit[] {
    const hits = Array.from({ length: this.size }, (_, i) => ({
      index: this.rows[i] as number,
      score: this.scores[i] as number,
    }));
    return hits.sort((a, b) => b.score - a.score || b.index - a.index);
  }

  private place(slot: number, row: number, score: number): void {
    this.rows[slot] = row;
    this.scores[slot] = score;
  }

  private worse(a: number, b: number): boolean {
    return isBetter(this.scores[b] as number, this.rows[b] as number, this.scores[a] as number, this.rows[a] as number);
  }

  private swap(a: number, b: number): void {
    const row = this.rows[a] as number;
    const score = this.scores[a] as number;
    this.place(a, this.rows[b] as number, this.scores[b] as number);
    this.place(b, row, score);
  }

  private siftUp(start: number): void {
    let slot = start;
    while (slot > 0) {
      const parent = (slot - 1) >> 1;
      if (!this.worse(slot, parent)) return;
      this.swap(slot, parent);
      slot = parent;
    }
  }

  private siftDown(): void {
    let slot = 0;
    for (;;) {
      const left = 2 * slot + 1;
      if (left >= this.size) return;
      const right = left + 1;
      const child = right < this.size && this.worse(right, left) ? right : left;
      if (!this.worse(child, slot)) return;
      this.swap(slot, child);
      slot = child;
    }
  }
}

function isBetter(score: number, row: number, otherScore: number, otherRow: number): boolean {
  return score > otherScore || (score === otherScore && row > otherRow);
}
