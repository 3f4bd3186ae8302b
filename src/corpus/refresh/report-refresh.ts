/** Puts a refresh's report together: what was read, what is stale at this date, and what that means downstream. */
import { downstreamOf } from '../downstream.js';
import { tagOf } from '../state.js';
import { calendars } from './calendar.js';
import { lapsedPassages } from './lapsed.js';
import type { RefreshOptions } from './options.js';
import type { Prepared } from './prepare.js';
import { flaggedSummary, type RefreshReport, type SourceReport, sourceReport } from './report.js';
import type { EmbedCounts } from './vectors.js';
import { countVerdicts } from './verdict-counts.js';

/** The report of a prepared refresh. @param done what went through the model: nothing, for a dry run */
export async function reportRefresh(
  options: RefreshOptions,
  prepared: Prepared,
  done: Pick<EmbedCounts, 'embedded' | 'truncated'>,
): Promise<RefreshReport> {
  const { store, before, sourceRows: rows, plan, reconciled } = prepared;
  const { embedder } = options;
  const sources: SourceReport[] = reconciled.map((source) =>
    sourceReport({
      source,
      counts: plan.passages.get(source.config.id),
      passagesBefore: rows.find((row) => row.source_id === source.config.id)?.passages ?? 0,
      embedded: (options.dryRun ? wouldEmbed(prepared, source.config.id) : done.embedded.get(source.config.id)) ?? 0,
    }),
  );
  const declared = new Set(options.sources.map(({ id }) => id));
  const found = await calendars({ store, last: prepared.last, plan, sources: reconciled });
  const lapsed = await lapsedPassages({ store, before, plan, finish: prepared.finish, calendars: found });
  const newlyStale = [...plan.newlyStale, ...lapsed];
  const material = newlyStale.filter(({ severity }) => severity === 'material');
  return {
    tag: tagOf(plan.stamp.n),
    as_of: options.asOf,
    dry_run: options.dryRun,
    embedder: { model: embedder.model, fingerprint: embedder.fingerprint, dims: embedder.dims },
    reembedded: prepared.reembedding?.report ?? null,
    truncated: done.truncated,
    sources,
    stale: await countVerdicts({ store, before, plan, finish: prepared.finish, calendar: found.after }),
    ...flaggedSummary(newlyStale),
    downstream: store
      ? await downstreamOf(
          store,
          material.map(({ passage_id }) => passage_id),
        )
      : [],
    undeclared_sources: rows
      .map((row) => row.source_id)
      .filter((id) => !declared.has(id) && !options.drop?.includes(id)),
  };
}

/** A dry run embeds nothing: what it would embed is what is new, or everything. */
function wouldEmbed({ reembedding, plan }: Prepared, sourceId: string): number | undefined {
  return reembedding ? reembedding.bySource.get(sourceId) : plan.passages.get(sourceId)?.added;
}
