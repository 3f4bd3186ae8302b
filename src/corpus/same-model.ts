/**
 * Is the model behind an endpoint still the one that made the store's vectors? A fingerprint covers what the user wrote
 * about it, not what a server loads under that name. So before vectors are added to a store, or queries are held against
 * it, a few stored passages are embedded again: one request, and the directions have to be the same.
 */
import { RaftCorpusError } from '../core/errors.js';
import type { Embedder } from '../embed/embedder.js';
import type { PassageRow } from '../store/rows.js';
import type { StoreTable } from '../store/table.js';
import { embedText } from './passages/identity.js';

/** What of a stored passage decides its vector. */
type Embedded = Pick<PassageRow, 'title' | 'heading_path' | 'text'>;

/** Stored passages with their vectors, row-major [rows.length × dims]. */
export interface StoredVectors {
  readonly rows: readonly Embedded[];
  readonly vectors: Float32Array;
}

const SAMPLES = 3;
/**
 * Cosine below which it is another model. What another batch, device or float16 moves a vector by is orders of magnitude
 * less than this allows; vectors of other weights have nothing to do with each other.
 */
const SAME = 0.999;

/**
 * Embeds a few of the `stored` passages again; nothing to do for a model whose weights the fingerprint covers.
 * @throws RaftCorpusError when their vectors have come to be others
 */
export async function checkSameModel(stored: StoredVectors, embedder: Embedder, where: string): Promise<void> {
  if (!embedder.remote || stored.vectors.length !== stored.rows.length * embedder.dims) return;
  const sample = sampleOf(stored, embedder.dims);
  if (sample.length === 0) return;
  const again = await embedder.embed(
    sample.map(({ row }) => embedText({ title: row.title, headingPath: row.heading_path, text: row.text })),
    'passage',
  );
  const cosines = sample.map(({ vector }, i) =>
    dot(vector, again.subarray(i * embedder.dims, (i + 1) * embedder.dims)),
  );
  const lowest = Math.min(...cosines);
  if (lowest >= SAME) return;
  throw new RaftCorpusError(
    `the endpoint serves another model as "${embedder.model}" than the one that made the store's vectors: a stored passage embedded again has a cosine of ${lowest.toFixed(3)} with its vector`,
    {
      where,
      fix: 'Bring the old model back; or, if it was changed on purpose, give embedder.revision a new value and run `raft-corpus refresh --reembed`.',
    },
  );
}

/** {@link checkSameModel} for a table that is about to be written to. */
export async function checkSameModelAs(table: StoreTable<PassageRow>, embedder: Embedder): Promise<void> {
  if (!embedder.remote) return;
  // Fingerprints are hexadecimal; the store's own check of that is at the door.
  const where = `embedder = '${embedder.fingerprint.replace(/[^0-9a-f]/g, '')}'`;
  for await (const batch of table.scan({ where, columns: ['title', 'heading_path', 'text'], vectors: true })) {
    if (batch.rows.length > 0) return checkSameModel(batch, embedder, "the store's passages");
  }
}

/** Rows spread over the whole, without those whose text has no vector. */
function sampleOf({ rows, vectors }: StoredVectors, dims: number) {
  const samples: { readonly row: Embedded; readonly vector: Float32Array }[] = [];
  const step = Math.max(1, Math.floor(rows.length / SAMPLES));
  for (let from = 0; from < rows.length && samples.length < SAMPLES; from += step) {
    for (let at = from; at < Math.min(rows.length, from + step); at++) {
      const [row, vector] = [rows[at], vectors.subarray(at * dims, (at + 1) * dims)];
      if (row === undefined || vector.every((value) => value === 0)) continue;
      samples.push({ row, vector });
      break;
    }
  }
  return samples;
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let d = 0; d < a.length; d++) sum += (a[d] ?? 0) * (b[d] ?? 0);
  return sum;
}
