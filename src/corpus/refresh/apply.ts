/**
 * Third stage of a refresh: the plan becomes rows. Rows of refresh n are invisible until the row of `refreshes`
 * is there, which the caller appends last; whatever happens before, readers see the state before.
 */
import type { Clock } from '../../core/clock.js';
import type { Progress } from '../../core/progress.js';
import type { Embedder } from '../../embed/embedder.js';
import type { PassageRow } from '../../store/rows.js';
import type { Store } from '../../store/store.js';
import type { StoreTable } from '../../store/table.js';
import { chunksOf, idIn, integer, ORPHAN, PREDICATE_IDS } from '../../store/versions.js';
import type { PassageWrite } from './passage-rows.js';
import type { RefreshPlan } from './plan.js';
import { copyHistory } from './reembed.js';
import { type EmbedCounts, keyedFor, openVectors } from './vectors.js';
import { blocksOf, type WriteOptions, writePassages } from './write-passages.js';

export interface ApplyOptions {
  readonly store: Store;
  readonly plan: RefreshPlan;
  readonly embedder: Embedder;
  /** Generation of passages that is written: beyond the committed one when everything is embedded anew. */
  readonly generation: number;
  /** Table whose rows are embedded anew first; null when the table written to has them. */
  readonly copyFrom: StoreTable<PassageRow> | null;
  readonly clock: Clock;
  readonly progress: Progress;
  /** Throws when another writer has taken over. */
  readonly confirm: () => Promise<void>;
  /** Changes a row on its way into the store: contradictions, found after the row was planned. */
  readonly finish: (row: PassageWrite) => PassageWrite;
}

/** Writes passages and documents of the plan, and ends the rows they replace. */
export async function applyPlan(options: ApplyOptions): Promise<EmbedCounts> {
  const { store, plan, embedder, clock, progress, confirm } = options;
  const passages = await store.createPassages(embedder.dims, options.generation);
  const vectors = await openVectors(passages, embedder);
  const write: Omit<WriteOptions, 'stage' | 'total'> = { vectors, clock, progress, confirm };
  if (options.copyFrom) await copyHistory({ ...write, from: options.copyFrom, completed: plan.stamp.n - 1 });
  await writePassages({ ...write, stage: 'writing passages', total: plan.writes.length }, planned(options));
  for await (const rows of blocksOf(plan.documents.read())) await store.documents.append(rows);
  await retire(options, passages);
  if ((await passages.count(`added_in = ${ORPHAN}`)) > 0) await passages.delete(`added_in = ${ORPHAN}`);
  return vectors.counts;
}

async function* planned({ plan, finish, embedder }: ApplyOptions): AsyncGenerator<PassageWrite> {
  for await (const row of plan.writes.read()) yield keyedFor(finish(row), embedder);
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
