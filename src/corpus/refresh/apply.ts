/**
 * Third stage of a refresh: the plan becomes rows. Rows of refresh n are invisible until the row of `refreshes`
 * is there, which the caller appends last; whatever happens before, readers see the state before.
 */
import type { Progress } from '../../core/progress.js';
import type { ScratchFile } from '../../core/scratch.js';
import type { Embedder } from '../../embed/embedder.js';
import type { DocumentRow, PassageRow } from '../../store/rows.js';
import type { Store } from '../../store/store.js';
import type { StoreTable } from '../../store/table.js';
import { chunksOf, idIn, integer, ORPHAN, PREDICATE_IDS } from '../../store/versions.js';
import { embedText } from '../passages/identity.js';
import type { PassageWrite } from './passage-rows.js';
import type { RefreshPlan } from './plan.js';

/** Rows that are written at a time; one fragment of the table each. */
const BATCH = 4_096;
/** … and UTF-16 units of their texts: one Arrow column holds 2 GB at most, and memory should hold far less. */
const BATCH_UNITS = 16 << 20;

/** What the embedder was spared and what it had to do, by source. */
export interface ApplyCounts {
  readonly embedded: Map<string, number>;
  readonly reused: number;
}

export interface ApplyOptions {
  readonly store: Store;
  readonly plan: RefreshPlan;
  readonly embedder: Embedder;
  readonly progress: Progress;
  /** Changes a row on its way into the store: contradictions, found after the row was planned. */
  readonly finish: (row: PassageWrite) => PassageWrite;
}

/** Writes passages and documents of the plan, and ends the rows they replace. */
export async function applyPlan(options: ApplyOptions): Promise<ApplyCounts> {
  const { store, plan, embedder, progress } = options;
  const passages = await store.createPassages(embedder.dims);
  const counts = { embedded: new Map<string, number>(), reused: 0 };
  const orphans = (await passages.count(`added_in = ${ORPHAN}`)) > 0;
  let done = 0;
  for await (const batch of batches(plan.writes, BATCH)) {
    const rows = batch.map(options.finish);
    const vectors = await vectorsFor({ rows, passages, embedder, orphans, before: plan.stamp.n - 1, counts });
    await passages.append(rows, vectors);
    done += rows.length;
    progress.update('writing passages', done, plan.writes.length);
  }
  for await (const rows of batches(plan.documents, BATCH)) await store.documents.append(rows);
  await retire(options, passages);
  if (orphans) await passages.delete(`added_in = ${ORPHAN}`);
  return counts;
}

interface VectorsInput {
  readonly rows: readonly PassageWrite[];
  readonly passages: StoreTable<PassageRow>;
  readonly embedder: Embedder;
  readonly orphans: boolean;
  readonly before: number;
  readonly counts: { readonly embedded: Map<string, number>; reused: number };
}

/** Vectors by embed_key: from the row's own older version, from an orphan, else from the model. */
async function vectorsFor(input: VectorsInput): Promise<Float32Array> {
  const { rows, embedder, counts } = input;
  const { dims } = embedder;
  const stored = await storedVectors(input);
  const out = new Float32Array(rows.length * dims);
  const missing: number[] = [];
  rows.forEach((row, i) => {
    const vector = stored.get(row.embed_key);
    if (vector) out.set(vector, i * dims);
    else missing.push(i);
  });
  counts.reused += rows.length - missing.length;
  const wanted = missing.map((i) => rows[i] as PassageWrite);
  const texts = wanted.map((row) => embedText({ title: row.title, headingPath: row.heading_path, text: row.text }));
  const vectors = texts.length > 0 ? await embedder.embed(texts, 'passage') : new Float32Array();
  for (const [at, i] of missing.entries()) out.set(vectors.subarray(at * dims, (at + 1) * dims), i * dims);
  for (const row of wanted) counts.embedded.set(row.source_id, (counts.embedded.get(row.source_id) ?? 0) + 1);
  return out;
}

async function storedVectors(input: VectorsInput): Promise<Map<string, Float32Array>> {
  const { passages, rows, embedder } = input;
  const found = new Map<string, Float32Array>();
  const wanted = new Set(rows.map((row) => row.embed_key));
  const read = async (where: string): Promise<void> => {
    for await (const batch of passages.scan({ where, columns: ['embed_key'], vectors: true })) {
      batch.rows.forEach(({ embed_key }, i) => {
        if (wanted.has(embed_key))
          found.set(embed_key, batch.vectors.slice(i * embedder.dims, (i + 1) * embedder.dims));
      });
    }
  };
  if (input.before > 0) {
    const ids = [...new Set(rows.map((row) => row.passage_id))];
    for (const chunk of chunksOf(ids, PREDICATE_IDS))
      await read(`${idIn('passage_id', chunk)} AND added_in <= ${integer(input.before)}`);
  }
  if (input.orphans) {
    const keys = [...wanted].filter((key) => !found.has(key));
    for (const chunk of chunksOf(keys, PREDICATE_IDS))
      await read(`${idIn('embed_key', chunk)} AND added_in = ${ORPHAN}`);
  }
  return found;
}

async function retire(options: ApplyOptions, passages: StoreTable<PassageRow>): Promise<void> {
  const { store, plan } = options;
  const { n } = plan.stamp;
  const open = `retired_in IS NULL AND added_in < ${integer(n)}`;
  for (const ids of chunksOf([...plan.retiredPassages], PREDICATE_IDS)) {
    await passages.update(`${idIn('passage_id', ids)} AND ${open}`, { retired_in: n });
  }
  for (const ids of chunksOf([...plan.retiredDocuments], PREDICATE_IDS)) {
    await store.documents.update(`${idIn('doc_key', ids)} AND ${open}`, { retired_in: n });
  }
}

async function* batches<T extends DocumentRow | PassageWrite>(file: ScratchFile<T>, size: number): AsyncGenerator<T[]> {
  let batch: T[] = [];
  let units = 0;
  for await (const record of file.read()) {
    batch.push(record);
    units += record.text.length;
    if (batch.length < size && units < BATCH_UNITS) continue;
    yield batch;
    batch = [];
    units = 0;
  }
  if (batch.length > 0) yield batch;
}
