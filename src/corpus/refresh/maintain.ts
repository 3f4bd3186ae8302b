/** Keeps a store that is refreshed every day as small and quick as on its first. */
import { compact, dropReplaced } from '../../store/housekeeping.js';
import type { Store } from '../../store/store.js';

/** Refreshes between two compactions. */
const EVERY = 20;

/** Drops vectors that were replaced; compacts tables every twentieth refresh. */
export async function maintain(store: Store, at: { readonly n: number; readonly now: Date }): Promise<void> {
  await dropReplaced(store, at.now);
  if (at.n % EVERY === 0) await compact(store, at.now);
}
