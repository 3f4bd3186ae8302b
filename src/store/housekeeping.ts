/**
 * Keeps a store small. Files and tables that nothing names any more go once no reader can still be at them: readers take
 * no lock, so what they may have begun to read stays for an hour.
 */
import { statfs } from 'node:fs/promises';
import { subHours } from 'date-fns';
import { isLocal } from './connect.js';
import type { Store } from './store.js';

/** Readers that started within the last hour keep the files they read. */
const GRACE_HOURS = 1;

/** Drops what nobody needs any more of each table, after compacting it. */
export async function compact(store: Store, now: Date): Promise<void> {
  const cutoff = subHours(now, GRACE_HOURS);
  const passages = await store.passages();
  await passages?.optimize(cutoff);
  const { documents, sources, refreshes, artifacts, artifactRefs, lease } = store;
  for (const table of [documents, sources, refreshes, artifacts, artifactRefs, lease]) await table.optimize(cutoff);
  for (const later of [store.evals, store.evalNumbers]) await (await later.open())?.optimize(cutoff);
}

/**
 * Drops tables of passages that a newer one replaced more than an hour ago. Needs the lease.
 * @returns their generations
 */
export async function dropReplaced(store: Store, now: Date): Promise<number[]> {
  const cutoff = subHours(now, GRACE_HOURS).toISOString();
  const refreshes = await store.refreshes.rows({ columns: ['n', 'generation', 'finished_at'] });
  refreshes.sort((a, b) => a.n - b.n);
  const dropped: number[] = [];
  for (const generation of await store.generations()) {
    const replacedAt = refreshes.find((refresh) => refresh.generation > generation)?.finished_at;
    if (replacedAt === undefined || replacedAt > cutoff) continue;
    await store.dropPassages(generation);
    dropped.push(generation);
  }
  return dropped;
}

/** Bytes that are free where the store lies; null where nobody can say: a bucket, a service. */
export async function freeBytes({ uri }: Pick<Store, 'uri'>): Promise<number | null> {
  if (!isLocal(uri)) return null;
  return statfs(uri).then(
    ({ bavail, bsize }) => bavail * bsize,
    () => null,
  );
}
