/** Forgets history by age: refreshes that nobody replays any more, and passages that have been stale for long. */
import type { Clock } from '../core/clock.js';
import { compact, dropReplaced } from '../store/housekeeping.js';
import { type Writer, withLease } from '../store/lease.js';
import { recover, recoverPassages } from '../store/recover.js';
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
  const unnamed = await unnamedVersions(store, { endedBy: oldest.n, stale: new Set(stale) });
  const rows = (await passages.count(ended)) + unnamed.rows + stale.length;
  if (!dryRun) {
    // Tags go first: should this be interrupted, no tag is left that points at missing rows.
    await store.refreshes.delete(`n < ${integer(oldest.n)}`);
    for (const generation of await store.generations()) {
      // Vectors that a new embedder is filling aside are those of the same rows, and must stay so.
      const table = generation < last.generation ? null : await store.passages(generation);
      if (table === null) continue;
      await recoverPassages(table, last.n);
      await table.delete(ended);
      for (const ids of chunksOf(stale, PREDICATE_IDS))
        await table.delete(`${idIn('passage_id', ids)} AND retired_in IS NULL`);
    }
    await store.sources.delete(ended);
    for (const hashes of chunksOf(unnamed.hashes, PREDICATE_IDS))
      await store.documents.delete(`${idIn('doc_hash', hashes)} AND ${ended}`);
    await dropReplaced(store, clock.now());
    await compact(store, clock.now());
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

interface Unnamed {
  readonly hashes: readonly string[];
  readonly rows: number;
}

/**
 * Ended document versions that no passage will span any more. A stale passage keeps the version it stood in: its
 * timestamp, and the facts that later drift is told from.
 */
async function unnamedVersions(
  store: Store,
  gone: { readonly endedBy: number; readonly stale: ReadonlySet<string> },
): Promise<Unnamed> {
  const named = new Set<string>();
  const passages = await store.passages();
  for await (const { rows } of passages?.scan({ columns: ['passage_id', 'doc_hash', 'retired_in'] }) ?? []) {
    for (const row of rows) {
      const kept = row.retired_in === null ? !gone.stale.has(row.passage_id) : row.retired_in > gone.endedBy;
      if (kept) named.add(row.doc_hash);
    }
  }
  const hashes = new Set<string>();
  let count = 0;
  const where = `retired_in <= ${integer(gone.endedBy)}`;
  for await (const { rows } of store.documents.scan({ where, columns: ['doc_hash'] })) {
    for (const { doc_hash } of rows) {
      if (named.has(doc_hash)) continue;
      hashes.add(doc_hash);
      count += 1;
    }
  }
  return { hashes: [...hashes], rows: count };
}

/** Its source no longer says it. A contradicted passage still stands in its source, and must not be lost. */
function isGone({ verdict }: Pick<PassageRow, 'verdict'>): boolean {
  return verdict === 'removed' || verdict === 'superseded';
}
