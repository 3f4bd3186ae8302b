/** Keeps a store that is refreshed every day as small and quick as on its first. */
import { subHours } from 'date-fns';
import type { Store } from '../../store/store.js';

/** Refreshes between two compactions. */
const EVERY = 20;
/** Readers that started within the last hour keep the files they read. */
const GRACE_HOURS = 1;

/** Compacts tables and drops files nobody can still be reading, every twentieth refresh. */
export async function maintain(store: Store, at: { readonly n: number; readonly now: Date }): Promise<void> {
  if (at.n % EVERY !== 0) return;
  const cutoff = subHours(at.now, GRACE_HOURS);
  const passages = await store.passages();
  const tables = [store.documents, store.sources, store.refreshes, store.artifacts, store.artifactRefs, store.lease];
  await passages?.optimize(cutoff);
  for (const table of tables) await table.optimize(cutoff);
}
