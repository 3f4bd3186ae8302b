/** The state of a corpus at a glance. */
import type { ArtifactRow, SourceRow, Verdict } from '../store/rows.js';
import { VERDICTS } from '../store/rows.js';
import type { Store } from '../store/store.js';
import { stateAt } from '../store/versions.js';
import { registeredArtifacts } from './downstream.js';
import { isOverdue } from './freshness/verdicts.js';
import { type CompletedRefresh, completedRefreshes } from './state.js';
import { streamView, type ViewOptions } from './view.js';

export interface SourceStatus
  extends Pick<
    SourceRow,
    'kind' | 'authority' | 'documents' | 'last_read_at' | 'last_verified_at' | 'max_age' | 'complete'
  > {
  readonly id: string;
  readonly overdue: boolean;
  readonly current: number;
  readonly stale: Readonly<Partial<Record<Verdict, number>>>;
}

export interface CorpusStatus {
  readonly store: string;
  readonly tag: string;
  readonly refreshed_as_of: string;
  readonly as_of: string;
  readonly embedder: {
    readonly model: string;
    readonly fingerprint: string;
    readonly dims: number;
    /** Tag of the oldest refresh from which on it has been this one. */
    readonly since: string;
  };
  readonly passages: { readonly current: number; readonly stale: Readonly<Partial<Record<Verdict, number>>> };
  readonly sources: readonly SourceStatus[];
  /** The last ten, each with the embedder that it ran with. */
  readonly refreshes: readonly (Pick<CompletedRefresh, 'tag' | 'as_of' | 'finished_at' | 'model'> & {
    readonly embedder: string;
  })[];
  readonly artifacts: readonly ArtifactStatus[];
}

export interface ArtifactStatus extends Pick<ArtifactRow, 'kind' | 'name' | 'path' | 'tag' | 'items'> {
  /** Rows or questions that rest on a passage which is not current any more. */
  readonly stale_items: number;
}

/** Counts passages by source and verdict in one pass over the state. */
export async function corpusStatus(store: Store, options: ViewOptions): Promise<CorpusStatus> {
  const { refresh, batches } = await streamView(store, {
    asOf: options.asOf,
    ...(options.tag ? { tag: options.tag } : {}),
  });
  const counts = new Map<string, { current: number; stale: Partial<Record<Verdict, number>> }>();
  const currentIds = new Set<string>();
  for await (const { passages } of batches) {
    for (const { source_id, verdict, passage_id } of passages) {
      if (verdict === null) currentIds.add(passage_id);
      const entry = counts.get(source_id) ?? { current: 0, stale: {} };
      if (verdict === null) entry.current += 1;
      else entry.stale[verdict] = (entry.stale[verdict] ?? 0) + 1;
      counts.set(source_id, entry);
    }
  }
  const sources = (await store.sources.rows({ where: stateAt(refresh.n) })).sort((a, b) =>
    a.source_id < b.source_id ? -1 : 1,
  );
  const artifacts = await artifactStatus(store, currentIds);
  const refreshes = await completedRefreshes(store);
  const total: Partial<Record<Verdict, number>> = {};
  for (const verdict of VERDICTS) {
    const n = [...counts.values()].reduce((sum, { stale }) => sum + (stale[verdict] ?? 0), 0);
    if (n > 0) total[verdict] = n;
  }
  return {
    store: store.uri,
    tag: refresh.tag,
    refreshed_as_of: refresh.as_of,
    as_of: options.asOf,
    embedder: {
      ...{ model: refresh.model, fingerprint: refresh.embedder, dims: refresh.dims },
      since: embeddedSince(refreshes) ?? refresh.tag,
    },
    passages: { current: [...counts.values()].reduce((sum, { current }) => sum + current, 0), stale: total },
    sources: sources.map((row) => ({
      id: row.source_id,
      kind: row.kind,
      authority: row.authority,
      documents: row.documents,
      last_read_at: row.last_read_at,
      last_verified_at: row.last_verified_at,
      max_age: row.max_age,
      complete: row.complete,
      overdue: isOverdue(row, options.asOf),
      current: counts.get(row.source_id)?.current ?? 0,
      stale: counts.get(row.source_id)?.stale ?? {},
    })),
    refreshes: refreshes
      .slice(-10)
      .map(({ tag, as_of, finished_at, model, embedder }) => ({ tag, as_of, finished_at, model, embedder })),
    artifacts,
  };
}

function embeddedSince(refreshes: readonly CompletedRefresh[]): string | undefined {
  const current = refreshes.at(-1)?.embedder;
  const others = refreshes.findLastIndex(({ embedder }) => embedder !== current);
  return refreshes[others + 1]?.tag;
}

/** What stands on the corpus, and how much of it rests on what is not current. */
async function artifactStatus(store: Store, currentIds: ReadonlySet<string>): Promise<ArtifactStatus[]> {
  const artifacts = await registeredArtifacts(store);
  const stale = new Map(artifacts.map(({ artifact_id }) => [artifact_id, new Set<string>()]));
  for await (const { rows } of store.artifactRefs.scan()) {
    for (const ref of rows) if (!currentIds.has(ref.passage_id)) stale.get(ref.artifact_id)?.add(ref.item_id);
  }
  return artifacts.map(({ artifact_id, kind, name, path, tag, items }) => ({
    ...{ kind, name, path, tag, items },
    stale_items: stale.get(artifact_id)?.size ?? 0,
  }));
}
