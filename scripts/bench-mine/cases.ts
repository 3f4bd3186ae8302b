/** What is mined: files as `raft-corpus mine` and the faiss pipeline both read them. */
import { closeSync, openSync, readFileSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { SILENT } from '../../src/core/progress.js';
import { createRandom, type Random } from '../../src/core/random.js';
import { embedderSchema } from '../../src/embed/config.js';
import { openEmbedder } from '../../src/embed/open-embedder.js';
import { embedQueries } from '../../src/search/embed-queries.js';
import { readJaquad } from '../bench-negatives/jaquad.js';
import { writeVectors } from '../bench-search/vectors.js';

/** corpus.jsonl and .npy, queries.jsonl and .npy in a folder of their own. */
export interface MiningCase {
  readonly name: string;
  readonly folder: string;
  readonly passages: number;
  readonly queries: number;
  readonly dims: number;
}

/** JaQuAD's training questions over its passages, embedded by the bundled model. */
export async function jaquadCase(folder: string, options: { root: string; data: string }): Promise<MiningCase> {
  const { questions, texts } = readJaquad(options.data, 'train');
  const embedder = await openEmbedder(embedderSchema.parse({}), { root: options.root, progress: SILENT });
  const { dims } = embedder;
  const passages = await embedder.embed(
    texts.map(({ text }) => text),
    'passage',
  );
  writeNpy(join(folder, 'corpus.npy'), passages, dims);
  writeNpy(
    join(folder, 'queries.npy'),
    await embedQueries(
      embedder,
      questions.map(({ text }) => text),
    ),
    dims,
  );
  await embedder.close();
  writeLines(join(folder, 'corpus.jsonl'), texts, ({ passage_id, text }) => ({ _id: passage_id, text }));
  writeLines(join(folder, 'queries.jsonl'), questions, ({ id, text, answer, passageId }) => ({
    query_id: id,
    query: text,
    oracle_ids: [passageId],
    answer,
  }));
  return { name: 'jaquad', folder, passages: texts.length, queries: questions.length, dims };
}

const DIMS = 384;
/** Length of a query's own part; its passage's is 1: a cosine of about 0.9 with the passage. */
const APART = 0.45;

/** `count` clustered passages, and a query near each of `count` random ones. */
export function clusteredCase(folder: string, count: number): MiningCase {
  const raw = join(folder, 'vectors.f32');
  writeVectors({ path: raw, count, dims: DIMS, kind: 'clustered', seed: 3 });
  const passages = floats(raw);
  writeVectors({ path: raw, count, dims: DIMS, kind: 'random', seed: 4 });
  const queries = floats(raw);
  const random = createRandom('bench-mine');
  const asked = Array.from({ length: count }, () => random.int(count));
  for (const [query, row] of asked.entries()) approach(queries, query, passages, row);
  writeNpy(join(folder, 'corpus.npy'), passages, DIMS);
  writeNpy(join(folder, 'queries.npy'), queries, DIMS);
  const id = (row: number): string => `p${String(row).padStart(7, '0')}`;
  const rows = Array.from({ length: count }, (_, row) => row);
  writeLines(join(folder, 'corpus.jsonl'), rows, (row) => ({ _id: id(row), text: words(random) }));
  writeLines(join(folder, 'queries.jsonl'), asked, (row, query) => ({
    query_id: `q${query}`,
    query: `query ${query}`,
    oracle_ids: [id(row)],
  }));
  return { name: 'clustered', folder, passages: count, queries: count, dims: DIMS };
}

/** A text that is like no other. */
function words(random: Random): string {
  const letter = (): string => String.fromCharCode(0x61 + random.int(26));
  return Array.from({ length: 10 }, () => Array.from({ length: 2 + random.int(8) }, letter).join('')).join(' ');
}

/** Moves a query to the neighbourhood of a passage. */
function approach(queries: Float32Array, query: number, passages: Float32Array, row: number): void {
  const at = query * DIMS;
  let squares = 0;
  for (let d = 0; d < DIMS; d++) {
    const value = (passages[row * DIMS + d] ?? 0) + APART * (queries[at + d] ?? 0);
    queries[at + d] = value;
    squares += value * value;
  }
  for (let d = 0; d < DIMS; d++) queries[at + d] = (queries[at + d] ?? 0) / Math.sqrt(squares);
}

function floats(path: string): Float32Array {
  const bytes = readFileSync(path);
  return new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4).slice();
}

/** NumPy's format 1.0, little-endian float32, row-major. */
export function writeNpy(path: string, values: Float32Array, dims: number): void {
  const described = `{'descr': '<f4', 'fortran_order': False, 'shape': (${values.length / dims}, ${dims}), }`;
  const prefix = 10;
  const header = `${described.padEnd(Math.ceil((prefix + described.length + 1) / 64) * 64 - prefix - 1)}\n`;
  const start = Buffer.from([0x93, ...Buffer.from('NUMPY'), 1, 0, header.length % 256, header.length >> 8]);
  const file = openSync(path, 'w');
  writeSync(file, start);
  writeSync(file, header);
  writeSync(file, new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
  closeSync(file);
}

export function writeLines<T>(path: string, items: readonly T[], lineOf: (item: T, i: number) => unknown): void {
  writeFileSync(path, items.map((item, i) => `${JSON.stringify(lineOf(item, i))}\n`).join(''));
}
