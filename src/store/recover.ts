/** What an unfinished refresh leaves behind, and how it is taken back. */
import type { PassageRow } from './rows.js';
import type { Store } from './store.js';
import type { StoreTable } from './table.js';
import { integer, ORPHAN } from './versions.js';

/**
 * Makes a store ready for refresh `completed + 1`: rows that an unfinished refresh retired hold again, and rows that it
 * wrote become orphans, in no state but still there for their vectors.
 * @returns whether there were any
 */
export async function recover(store: Store, completed: number): Promise<boolean> {
  const last = integer(completed);
  const passages = await store.passages();
  let found = passages ? await recoverPassages(passages, completed) : 0;
  for (const table of [store.documents, store.sources] as const) {
    found += await table.count(`added_in > ${last} AND added_in < ${ORPHAN}`);
    await table.delete(`added_in > ${last}`);
    found += await table.update(`retired_in > ${last}`, { retired_in: null });
  }
  return found > 0;
}

/** The same for one table of passages. @returns how many rows changed */
export async function recoverPassages(passages: StoreTable<PassageRow>, completed: number): Promise<number> {
  const last = integer(completed);
  const unfinished = `added_in > ${last} AND added_in < ${ORPHAN}`;
  const orphaned = await passages.update(unfinished, { added_in: ORPHAN, retired_in: null });
  return orphaned + (await passages.update(`retired_in > ${last}`, { retired_in: null }));
}
