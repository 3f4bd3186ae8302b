/** Which refreshes a store has completed, and which of them a date or a tag selects. */
import { RaftCorpusError } from '../core/errors.js';
import type { RefreshRow } from '../store/rows.js';
import type { Store } from '../store/store.js';

/** `r-000017` */
export function tagOf(n: number): string {
  return `r-${String(n).padStart(6, '0')}`;
}

/** The number of a refresh that {@link tagOf} named. */
export function refreshNumber(tag: string): number {
  return Number(tag.slice('r-'.length));
}

/** A completed refresh without its report. */
export type CompletedRefresh = Omit<RefreshRow, 'report'>;

/** Completed refreshes, oldest first, each with the embedder that it ran with. */
export async function completedRefreshes(store: Store): Promise<CompletedRefresh[]> {
  const columns = [
    'n',
    'tag',
    'as_of',
    'finished_at',
    'embedder',
    'model',
    'dims',
    'generation',
    'tool_version',
  ] as const;
  const rows = await store.refreshes.rows({ columns });
  return rows.sort((a, b) => a.n - b.n);
}

/**
 * The refresh that `--tag` names, else the newest whose as-of is not after `asOf`; with the embedder and generation of
 * the newest one of all, whose vectors every state has.
 * @param asOf ISO instant
 * @throws RaftCorpusError where there is no such refresh
 */
export async function selectRefresh(
  store: Store,
  select: { readonly asOf: string; readonly tag?: string },
): Promise<CompletedRefresh> {
  const all = await completedRefreshes(store);
  const known = all.slice(-5).map((row) => `${row.tag} (as of ${row.as_of.slice(0, 10)})`);
  const newest = all.at(-1);
  if (newest === undefined) {
    throw new RaftCorpusError('the store holds no completed refresh', {
      where: store.uri,
      fix: 'Run `raft-corpus refresh`.',
    });
  }
  if (select.tag !== undefined) {
    const found = all.find((row) => row.tag === select.tag);
    if (found) return withVectorsOf(found, newest);
    throw new RaftCorpusError(`there is no refresh "${select.tag}"`, {
      where: store.uri,
      fix: `The newest ones are ${known.join(', ')}.`,
    });
  }
  const found = all.filter((row) => row.as_of <= select.asOf).at(-1);
  if (found) return withVectorsOf(found, newest);
  throw new RaftCorpusError(`no refresh is as old as ${select.asOf}`, {
    where: store.uri,
    fix: `The oldest is ${all[0]?.tag} (as of ${all[0]?.as_of}).`,
  });
}

function withVectorsOf(
  refresh: CompletedRefresh,
  { embedder, model, dims, generation }: CompletedRefresh,
): CompletedRefresh {
  return { ...refresh, embedder, model, dims, generation };
}
