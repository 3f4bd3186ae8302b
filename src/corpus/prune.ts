/** Forgets history by age: refreshes that nobody replays any more, and passages that have been stale for long. */
import { subHours } from 'date-fns';
import type { Clock } from '../core/clock.js';
import { type Writer, withLease } from '../store/lease.js';
import { recover } from '../store/recover.js';
import type { PassageRow } from '../store/rows.js';
import type { Store } from '../store/store.js';
import { chunksOf, idIn, integer, PREDICATE_IDS, stateAt } from '../store/versions.js';
import { completedRefreshes } from './state.js';

export interface PruneOptions {
  readonly store: Store;
  /** ISO instant: what ended before it goes. */
  readonly before: string;
  readonly dryRun: boolean;
  readonly clock: Clock;
  readonly writer: Writer;
}

export interface PruneReport {
  readonly before: string;
  readonly dry_run: boolean;
  /** Tags that can no longer be replayed. */
  readonly refreshes: readonly string[];
  /** Oldest tag that still can. */
  readonly oldest_kept: string | null;
  /** Passages, stale since before `before`, that are dropped from every state. */
  readonly stale_passages: number;
  /** Row versions deleted from `passages` and `documents`. */
  readonly rows: number;
}

/** Prunes a store. The newest refresh is always kept. */
export async function prune(options: PruneOptions): Promise<PruneReport> {
  if (options.dryRun) return work(options);
  return withLease(options, async () => {
    const last = (await completedRefreshes(options.store)).at(-1);
    await recover(options.store, last?.n ?? 0);
    return work(options);
  });
}

async function work({ store, before, dryRun, clock }: PruneOptions): Promise<PruneReport> {
  const all = await completedRefreshes(store);
  const last = all.at(-1);
  const dropped = all.filter((refresh) => refresh.as_of < before && refresh !== last);
  const oldest = all.find((refresh) => !dropped.includes(refresh));
  const passages = await store.passages();
  if (!last || !oldest || !passages) {
    return { before, dry_run: dryRun, refreshes: [], oldest_kept: null, stale_passages: 0, rows: 0 };
  }
  const ended = `retired_in <= ${integer(oldest.n)}`;
  const candidates = await passages.rows({ where: stateAt(last.n), columns: ['passage_id', 'verdict', 'stale_since'] });
  const stale = candidates
    .filter((row) => isGone(row) && row.stale_since !== null && row.stale_since < before)
    .map((row) => row.passage_id);
  const rows = (await passages.count(ended)) + (await store.documents.count(ended)) + stale.length;
  if (!dryRun) {
    // Tags go first: should this be interrupted, no tag is left that points at missing rows.
    await store.refreshes.delete(`n < ${integer(oldest.n)}`);
    for (const table of [passages, store.documents, store.sources] as const) await table.delete(ended);
    for (const ids of chunksOf(stale, PREDICATE_IDS))
      await passages.delete(`${idIn('passage_id', ids)} AND retired_in IS NULL`);
    const cutoff = subHours(clock.now(), 1);
    for (const table of [passages, store.documents, store.sources, store.refreshes] as const)
      await table.optimize(cutoff);
  }
  return {
    before,
    dry_run: dryRun,
    refreshes: dropped.map((refresh) => refresh.tag),
    oldest_kept: oldest.tag,
    stale_passages: stale.length,
    rows,
  };
}

/** Its source no longer says it. A contradicted passage still stands in its source, and must not be lost. */
function isGone({ verdict }: Pick<PassageRow, 'verdict'>): boolean {
  return verdict === 'removed' || verdict === 'superseded';
}
