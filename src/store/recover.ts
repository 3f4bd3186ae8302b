/** What an unfinished refresh leaves behind, and how it is taken back. */
import type { Store } from './store.js';
import { integer, ORPHAN } from './versions.js';

/**
 * Makes a store ready for refresh `n`: rows that an unfinished refresh retired hold again, and rows that it wrote
 * become orphans, in no state but still there for their vectors.
 * @returns whether there were any
 */
export async function recover(store: Store, completed: number): Promise<boolean> {
  const last = integer(completed);
  const unfinished = `added_in > ${last} AND added_in < ${ORPHAN}`;
  const passages = await store.passages();
  let found = 0;
  if (passages) {
    found += await passages.update(unfinished, { added_in: ORPHAN, retired_in: null });
    found += await passages.update(`retired_in > ${last}`, { retired_in: null });
  }
  for (const table of [store.documents, store.sources] as const) {
    found += await table.count(unfinished);
    await table.delete(`added_in > ${last}`);
    found += await table.update(`retired_in > ${last}`, { retired_in: null });
  }
  return found > 0;
}
