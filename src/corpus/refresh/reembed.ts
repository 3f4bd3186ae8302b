/**
 * Embedding the corpus anew. Every row of every kept state is copied, with its vector of the new embedder, into a table of
 * the next generation, beside the one that readers go on reading; the refresh then writes its own rows there, and its
 * row of `refreshes` switches readers over. Rows that an interrupted run copied are found there and left as they are.
 */
import { RaftCorpusError } from '../../core/errors.js';
import type { Embedder } from '../../embed/embedder.js';
import { recoverPassages } from '../../store/recover.js';
import type { PassageRow } from '../../store/rows.js';
import type { Store } from '../../store/store.js';
import type { StoreTable } from '../../store/table.js';
import { chunksOf, idIn, integer, ORPHAN, PREDICATE_IDS } from '../../store/versions.js';
import type { CompletedRefresh } from '../state.js';
import { keyedFor } from './vectors.js';
import { type WriteOptions, writePassages } from './write-passages.js';

/** Where a refresh writes its passages. */
export interface Target {
  readonly generation: number;
  /** Table whose rows are to be embedded anew first; null where nothing is. */
  readonly copyFrom: StoreTable<PassageRow> | null;
}

export interface TargetInput {
  readonly store: Store;
  readonly last: CompletedRefresh | null;
  readonly embedder: Pick<Embedder, 'fingerprint' | 'dims'>;
  readonly warn: (message: string) => void;
}

/**
 * Chooses the table to write to, and makes it fit: what an unfinished re-embedding left is taken over when it is of the
 * same embedder, and dropped when it is not.
 */
export async function prepareTarget({ store, last, embedder, warn }: TargetInput): Promise<Target> {
  const committed = last?.generation ?? 1;
  const generation = last === null || last.embedder === embedder.fingerprint ? committed : committed + 1;
  for (const found of (await store.generations()).filter((each) => each > committed)) {
    const table = await store.passages(found);
    if (table === null) continue;
    if (found === generation && (await fits(table, embedder))) {
      await recoverPassages(table, last?.n ?? 0);
      const rows = await table.count();
      if (rows > 0) warn(`a re-embedding did not finish: going on with the ${rows.toLocaleString('en')} rows it has`);
      continue;
    }
    const rows = await table.count();
    if (rows > 0) {
      warn(
        `a re-embedding with another model did not finish and is given up: dropping its ${rows.toLocaleString('en')} rows`,
      );
    }
    await store.dropPassages(found);
  }
  return { generation, copyFrom: generation === committed ? null : await store.passages(committed) };
}

async function fits(
  table: StoreTable<PassageRow>,
  { dims, fingerprint }: Pick<Embedder, 'fingerprint' | 'dims'>,
): Promise<boolean> {
  if (!/^[0-9a-f]{16,64}$/.test(fingerprint)) throw new TypeError(`not a fingerprint: ${JSON.stringify(fingerprint)}`);
  return table.dims === dims && (await table.count(`embedder <> '${fingerprint}'`)) === 0;
}

export interface CopyOptions extends Omit<WriteOptions, 'stage' | 'total'> {
  readonly from: StoreTable<PassageRow>;
  /** Number of the last completed refresh. */
  readonly completed: number;
}

/**
 * Copies the rows of all completed states, embedded anew.
 * @throws RaftCorpusError when the copy does not hold as many rows as the original
 */
export async function copyHistory(options: CopyOptions): Promise<void> {
  const { from, vectors, completed } = options;
  const kept = `added_in <= ${integer(completed)}`;
  const total = await from.count(kept);
  const there = await vectors.table.count(kept);
  await writePassages({ ...options, stage: 'embedding anew', total: total - there }, missing());
  const copied = await vectors.table.count(kept);
  if (copied === total) return;
  await vectors.table.update(kept, { added_in: ORPHAN, retired_in: null });
  throw new RaftCorpusError(
    `the copy of the passages holds ${copied} rows in place of ${total}; readers never saw it`,
    {
      fix: 'Another writer may have been at work. Run the command again: nothing is embedded twice.',
    },
  );

  async function* missing(): AsyncGenerator<PassageRow> {
    for await (const { rows } of from.scan({ where: kept })) {
      const known = there === 0 ? new Set<string>() : await presentIn(vectors.table, rows);
      for (const row of rows) if (!known.has(versionOf(row))) yield keyedFor(row, vectors.embedder);
    }
  }
}

async function presentIn(table: StoreTable<PassageRow>, rows: readonly PassageRow[]): Promise<Set<string>> {
  const found = new Set<string>();
  const ids = [...new Set(rows.map((row) => row.passage_id))];
  for (const chunk of chunksOf(ids, PREDICATE_IDS)) {
    const where = `${idIn('passage_id', chunk)} AND added_in < ${ORPHAN}`;
    for (const row of await table.rows({ where, columns: ['passage_id', 'added_in'] })) found.add(versionOf(row));
  }
  return found;
}

function versionOf({ passage_id, added_in }: Pick<PassageRow, 'passage_id' | 'added_in'>): string {
  return `${passage_id}@${added_in}`;
}
