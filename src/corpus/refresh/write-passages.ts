/** Passage rows on their way into a table, with their vectors: in blocks, so that memory does not grow with them. */
import type { Clock } from '../../core/clock.js';
import type { Progress } from '../../core/progress.js';
import type { PassageRow } from '../../store/rows.js';
import { chunksOf } from '../../store/versions.js';
import type { VectorSource } from './vectors.js';

/** Rows that are written at a time; one fragment of the table each. */
const BLOCK = 4_096;
/** … and UTF-16 units of their texts: one Arrow column holds 2 GB at most, and memory should hold far less. */
const BLOCK_UNITS = 16 << 20;
/** Texts that go through the model at a time. */
const SLICE = 512;
/** A slow model's vectors are written this often, so that a run that dies loses little: milliseconds. */
const LONGEST_WAIT = 20_000;

export interface WriteOptions {
  readonly vectors: VectorSource;
  readonly clock: Clock;
  readonly progress: Progress;
  /** What the progress line says, and how many rows there will be. */
  readonly stage: string;
  readonly total: number;
  /** Throws when another writer has taken over. */
  readonly confirm: () => Promise<void>;
}

/** Writes rows, embedding what the table has no vector for. */
export async function writePassages(options: WriteOptions, rows: AsyncIterable<PassageRow>): Promise<void> {
  let done = 0;
  for await (const block of blocksOf(rows)) {
    await writeBlock(options, block, done);
    done += block.length;
  }
}

async function writeBlock(options: WriteOptions, block: readonly PassageRow[], done: number): Promise<void> {
  const { vectors: source, clock, progress, stage, total } = options;
  const vectors = await source.stored(block);
  const missing = block.filter((row) => !vectors.has(row.embed_key));
  source.counts.reused += block.length - missing.length;
  let waiting = block;
  let since = clock.now().getTime();
  const append = async (): Promise<void> => {
    const ready = waiting.filter((row) => vectors.has(row.embed_key));
    waiting = waiting.filter((row) => !vectors.has(row.embed_key));
    await options.confirm();
    await source.table.append(ready, packed(ready, vectors, source.embedder.dims));
    since = clock.now().getTime();
    progress.update(stage, done + block.length - waiting.length, total);
  };
  for (const slice of chunksOf(missing, SLICE)) {
    await source.embed(slice, vectors);
    const left = waiting.reduce((count, row) => count + (vectors.has(row.embed_key) ? 0 : 1), 0);
    progress.update(stage, done + block.length - left, total);
    if (clock.now().getTime() - since >= LONGEST_WAIT) await append();
  }
  if (waiting.length > 0) await append();
}

function packed(rows: readonly PassageRow[], vectors: ReadonlyMap<string, Float32Array>, dims: number): Float32Array {
  const out = new Float32Array(rows.length * dims);
  for (const [i, { embed_key }] of rows.entries()) out.set(vectors.get(embed_key) ?? [], i * dims);
  return out;
}

/** Records in arrays of bounded length and text. */
export async function* blocksOf<Row extends { readonly text: string }>(
  rows: AsyncIterable<Row>,
): AsyncGenerator<Row[]> {
  let block: Row[] = [];
  let units = 0;
  for await (const row of rows) {
    block.push(row);
    units += row.text.length;
    if (block.length < BLOCK && units < BLOCK_UNITS) continue;
    yield block;
    block = [];
    units = 0;
  }
  if (block.length > 0) yield block;
}
