/** Passages that stream by, in blocks: for corpora that are larger than memory. */
import { RaftCorpusError } from '../../core/errors.js';
import { type Block, memoryBlocks, searchableMatrix } from './blocks.js';
import { checkMatrix } from './matrix.js';

/** Passages as a scan of the store gives them; a batch may have any number of rows. */
export interface PassageBatch {
  /** passage_id per row; no id twice in a scan. */
  readonly ids: readonly string[];
  /** Row-major [ids.length × dims], L2-normalised. */
  readonly vectors: Float32Array;
}

/** A checked block of a scan. */
export interface ScannedBlock {
  /** passage_id per row of the scan, those that cannot be found too. */
  readonly ids: readonly string[];
  /** Null when all its rows are zero. Its `rowOf` counts through the whole scan. */
  readonly block: Block | null;
}

/**
 * The scan in blocks of at most `size` rows. Vectors are used where they lie; only batches too small to be worth a
 * multiplication are gathered.
 *
 * @throws RaftCorpusError for a batch whose vectors are not `ids.length` rows of `dims`, and as {@link checkMatrix}
 */
export async function* scannedBlocks(
  scan: AsyncIterable<PassageBatch>,
  { dims, size }: { readonly dims: number; readonly size: number },
): AsyncGenerator<ScannedBlock> {
  let firstRow = 0;
  for await (const { ids, vectors } of regrouped(scan, dims, size)) {
    const from = firstRow;
    const lengths = checkMatrix({ data: vectors, dims, what: 'passage', firstRow, idOf: (row) => ids[row] });
    const [block] = memoryBlocks(searchableMatrix({ vectors, dims, lengths }), size);
    yield { ids, block: block ? { ...block, rowOf: (i) => from + block.rowOf(i) } : null };
    firstRow += ids.length;
  }
}

async function* regrouped(scan: AsyncIterable<PassageBatch>, dims: number, size: number): AsyncGenerator<PassageBatch> {
  const buffer = new Float32Array(size * dims);
  let ids: string[] = [];
  const gathered = (): PassageBatch => ({ ids, vectors: buffer.subarray(0, ids.length * dims) });
  for await (const batch of scan) {
    checkBatch(batch, dims);
    for (const piece of pieces(batch, dims, size)) {
      if (ids.length + piece.ids.length > size) {
        yield gathered();
        ids = [];
      }
      if (piece.ids.length * 2 >= size) yield piece;
      else {
        buffer.set(piece.vectors, ids.length * dims);
        ids.push(...piece.ids);
      }
    }
  }
  if (ids.length > 0) yield gathered();
}

function checkBatch({ ids, vectors }: PassageBatch, dims: number): void {
  if (vectors.length === ids.length * dims) return;
  throw new RaftCorpusError(`${ids.length} passages came with ${vectors.length} numbers, not with rows of ${dims}`, {
    where: ids[0] === undefined ? 'an empty batch' : `passage ${ids[0]} and those after it`,
    fix: 'The store was filled by another embedder: run `raft-corpus refresh --reembed`.',
  });
}

function* pieces({ ids, vectors }: PassageBatch, dims: number, size: number): Generator<PassageBatch> {
  for (let start = 0; start < ids.length; start += size) {
    const end = Math.min(start + size, ids.length);
    yield { ids: ids.slice(start, end), vectors: vectors.subarray(start * dims, end * dims) };
  }
}
