/** The next version of the `sources` table: what was read now, and what was not, as it was. */
import type { SourceRow } from '../../store/rows.js';
import type { Store } from '../../store/store.js';
import { integer } from '../../store/versions.js';
import type { RefreshStamp } from './passage-rows.js';
import type { ReconciledSource } from './reconcile.js';
import type { SourceReport } from './report.js';

/** Rows for refresh `stamp.n`; sources that this refresh did not read keep theirs. */
export async function nextSources(input: {
  readonly store: Store;
  readonly stamp: RefreshStamp;
  readonly sources: readonly ReconciledSource[];
  readonly reports: readonly SourceReport[];
  readonly maxTokens: number;
  /** Whether the embedder changed: what was not read is cut for another one. */
  readonly anew: boolean;
}): Promise<SourceRow[]> {
  const { store, stamp } = input;
  const stored = await store.sources.rows({ where: `retired_in = ${integer(stamp.n)}` });
  const dropped = new Set(input.sources.filter((source) => source.dropped).map(({ config }) => config.id));
  const read = input.sources
    .filter(({ config }) => !dropped.has(config.id))
    .map((source): SourceRow => {
      const { config } = source;
      const before = stored.find((row) => row.source_id === config.id);
      const report = input.reports.find(({ id }) => id === config.id);
      return {
        source_id: config.id,
        kind: config.kind,
        authority: config.authority,
        documents: (before?.documents ?? 0) + source.counts.added - source.removed.length,
        passages: report?.passages ?? 0,
        complete: isComplete(source),
        last_read_at: stamp.asOf,
        ...verification(source, before, stamp.asOf),
        files: source.read.files.length,
        max_tokens: input.maxTokens,
        read: source.storedRead,
        boilerplate: source.boilerplate ? [...source.boilerplate.hashes].sort() : (before?.boilerplate ?? []),
        added_in: stamp.n,
        retired_in: null,
      };
    });
  const unread = stored.filter(
    (row) => !dropped.has(row.source_id) && !read.some(({ source_id }) => source_id === row.source_id),
  );
  const cut = input.anew ? { max_tokens: UNKNOWN_CUT } : {};
  return [...read, ...unread.map((row) => ({ ...row, ...cut, added_in: stamp.n, retired_in: null }))];
}

/** `max_tokens` of a source whose documents were cut for another model: its next read cuts them anew. */
const UNKNOWN_CUT = 0;

/** An empty read verifies nothing, however complete it was. */
function isComplete({ read }: ReconciledSource): boolean {
  return read.complete && read.documents > 0;
}

/** What `overdue` depends on, as a refresh at `asOf` leaves it for a source that it read; `before` is its row until then. */
export function verification(
  source: ReconciledSource,
  before: Pick<SourceRow, 'last_verified_at'> | undefined,
  asOf: string,
): Pick<SourceRow, 'last_verified_at' | 'max_age'> {
  const verified = isComplete(source) ? asOf : (before?.last_verified_at ?? null);
  return { last_verified_at: verified, max_age: source.config.maxAge ?? null };
}
