/** A refresh: read the sources, hold them against the store, flag what is stale, commit by one row. */
import type { Clock } from '../../core/clock.js';
import { messageOf, RaftCorpusError } from '../../core/errors.js';
import type { Progress } from '../../core/progress.js';
import { openScratch, type Scratch } from '../../core/scratch.js';
import type { Embedder } from '../../embed/embedder.js';
import { type Lease, type Writer, withLease } from '../../store/lease.js';
import { recover } from '../../store/recover.js';
import type { SourceRow } from '../../store/rows.js';
import { createStore, openStore, type Store } from '../../store/store.js';
import { stateAt } from '../../store/versions.js';
import { downstreamOf } from '../downstream.js';
import type { StatementConfig } from '../freshness/contradictions/config.js';
import type { SourceConfig } from '../sources/config.js';
import { completedRefreshes, tagOf } from '../state.js';
import { applyPlan } from './apply.js';
import { calendars } from './calendar.js';
import { flagContradictions } from './contradict.js';
import { type Head, readHead } from './head.js';
import { lapsedPassages } from './lapsed.js';
import { maintain } from './maintain.js';
import { planRefresh, type RefreshPlan } from './plan.js';
import { type ReconciledSource, reconcileSource, unchangedSource } from './reconcile.js';
import { flaggedSummary, type RefreshReport, type SourceReport, sourceReport } from './report.js';
import { nextSources } from './source-rows.js';
import { fileState, knownRead, storedRead } from './unchanged-files.js';
import { countVerdicts } from './verdict-counts.js';

export interface RefreshOptions {
  /** LanceDB URI or folder. */
  readonly store: string;
  readonly sources: readonly SourceConfig[];
  readonly statements: readonly StatementConfig[];
  readonly embedder: Embedder;
  /** Folder that source paths are relative to. */
  readonly root: string;
  /** Existing folder for scratch files. */
  readonly scratch: string;
  /** Most tokens of a passage. */
  readonly maxTokens: number;
  /** ISO instant: the clock of verdicts. */
  readonly asOf: string;
  /** The wall clock, for the lease and `finished_at`. */
  readonly clock: Clock;
  readonly writer: Writer;
  readonly toolVersion: string;
  readonly onError: 'stop' | 'skip';
  readonly allowShrink: boolean;
  readonly dryRun: boolean;
  /** Dated folder that `{snapshot}` in source paths stands for. */
  readonly snapshot?: string;
  /** Only these sources are read; the others stay as they are. */
  readonly only?: readonly string[];
  readonly progress: Progress;
}

/** Room left in the model's longest input for the title and the heading path, which are embedded with the text. */
const HEADING_TOKENS = 64;

/**
 * Runs one refresh. With `dryRun` nothing is written and the report is the same but for `embedded`.
 * @throws RaftCorpusError on bad input, before anything is written
 */
export async function refresh(options: RefreshOptions): Promise<RefreshReport> {
  const scratch = await openScratch(options.scratch);
  try {
    if (options.dryRun) return await dryRun(options, scratch);
    const store = await createStore(options.store);
    try {
      return await withLease({ ...options, store }, (lease) => write({ options, store, scratch, lease }));
    } finally {
      store.close();
    }
  } finally {
    await scratch.remove();
  }
}

async function dryRun(options: RefreshOptions, scratch: Scratch): Promise<RefreshReport> {
  const store = await openStore(options.store).catch((error: unknown) => {
    if (error instanceof RaftCorpusError && error.message.startsWith('there is no store')) return null;
    throw error;
  });
  try {
    const prepared = await prepare(options, store, scratch);
    return await report(options, prepared, new Map());
  } finally {
    store?.close();
  }
}

interface WriteInput {
  readonly options: RefreshOptions;
  readonly store: Store;
  readonly scratch: Scratch;
  readonly lease: Lease;
}

async function write({ options, store, scratch, lease }: WriteInput): Promise<RefreshReport> {
  const completed = (await completedRefreshes(store)).at(-1)?.n ?? 0;
  if (await recover(store, completed)) {
    options.progress.warn('an earlier refresh did not finish: taking over what it had embedded');
  }
  const prepared = await prepare(options, store, scratch);
  const { plan, finish } = prepared;
  const applied = await applyPlan({ store, plan, embedder: options.embedder, progress: options.progress, finish });
  const result = await report(options, prepared, applied.embedded);
  await store.sources.update(`retired_in IS NULL AND added_in < ${plan.stamp.n}`, { retired_in: plan.stamp.n });
  await store.sources.append(
    await nextSources({
      ...{ store, stamp: plan.stamp, sources: prepared.reconciled, reports: result.sources },
      maxTokens: passageTokens(options),
    }),
  );
  await lease.confirm();
  await store.refreshes.append([
    {
      n: plan.stamp.n,
      tag: result.tag,
      as_of: options.asOf,
      finished_at: options.clock.now().toISOString(),
      embedder: options.embedder.fingerprint,
      model: options.embedder.model,
      dims: options.embedder.dims,
      tool_version: options.toolVersion,
      report: result,
    },
  ]);
  await maintain(store, { n: plan.stamp.n, now: options.clock.now() }).catch((error: unknown) => {
    options.progress.warn(`the refresh is complete, but the store could not be compacted: ${messageOf(error)}`);
  });
  return result;
}

interface Prepared {
  readonly store: Store | null;
  readonly before: number;
  /** The refresh before; null when this is the first. */
  readonly last: { readonly n: number; readonly as_of: string } | null;
  readonly plan: RefreshPlan;
  readonly reconciled: readonly ReconciledSource[];
  readonly finish: Awaited<ReturnType<typeof flagContradictions>>['finish'];
}

/** Everything up to the first write: read, compare, plan. */
async function prepare(options: RefreshOptions, store: Store | null, scratch: Scratch): Promise<Prepared> {
  const last = store ? ((await completedRefreshes(store)).at(-1) ?? null) : null;
  const before = last?.n ?? 0;
  if (last) checkAgainst(options, last);
  const sourceRows = store ? await store.sources.rows({ where: stateAt(before) }) : [];
  const { head, reconciled } = await reconcile({ options, store, scratch, before, sourceRows });
  const { embedder } = options;
  const plan = await planRefresh({
    stamp: { n: before + 1, asOf: options.asOf, embedder: embedder.fingerprint },
    store,
    before,
    head,
    sources: reconciled,
    statements: options.statements,
    budget: {
      maxTokens: passageTokens(options),
      countTokens: (text) => embedder.countTokens(text),
    },
    scratch,
    progress: options.progress,
    boilerplate: new Map(sourceRows.map((row) => [row.source_id, row.boilerplate])),
  });
  const storedAuthority = new Map(sourceRows.map((row) => [row.source_id, row.authority]));
  const { finish } = await flagContradictions({ ...options, store, before, plan, head, storedAuthority });
  return { store, before, last, plan, reconciled, finish };
}

/** Longest passage in tokens: as configured, where title and headings still fit the model's input beside it. */
function passageTokens({ maxTokens, embedder }: RefreshOptions): number {
  return Math.min(maxTokens, Math.max(16, embedder.maxTokens - HEADING_TOKENS));
}

interface ReconcileInput {
  readonly options: RefreshOptions;
  readonly store: Store | null;
  readonly scratch: Scratch;
  readonly before: number;
  readonly sourceRows: readonly SourceRow[];
}

/** Holds each source against the store; a catalog whose files are as they were is not read again. */
async function reconcile(input: ReconcileInput): Promise<{ head: Head; reconciled: readonly ReconciledSource[] }> {
  const { options, store, scratch, before, sourceRows } = input;
  const sources = [];
  for (const config of selected(options)) {
    const row = sourceRows.find(({ source_id }) => source_id === config.id);
    const files = await fileState({ ...options, config });
    const recut = row !== undefined && row.max_tokens !== passageTokens(options);
    sources.push({ config, row, files, recut, read: recut ? null : knownRead(files, row) });
  }
  const catalogs = sources.some(({ read, config, row }) => !read && [config.kind, row?.kind].includes('catalog'));
  const head: Head = store ? await readHead(store, { n: before, catalogs }) : new Map();
  const reconciled: ReconciledSource[] = [];
  for (const { config, row, files, recut, read } of sources) {
    if (read && row?.read) {
      reconciled.push(unchangedSource({ read, stored: row.read }, { config, scratch }));
      continue;
    }
    const source = await reconcileSource({ ...options, config, head, scratch, recut });
    reconciled.push({ ...source, storedRead: await storedRead({ ...options, config }, { before: files, source }) });
  }
  return { head, reconciled };
}

async function report(
  options: RefreshOptions,
  prepared: Prepared,
  embedded: ReadonlyMap<string, number>,
): Promise<RefreshReport> {
  const { store, before, plan, reconciled } = prepared;
  const rows = store ? await store.sources.rows({ where: stateAt(before) }) : [];
  const sources: SourceReport[] = reconciled.map((source) =>
    sourceReport({
      source,
      counts: plan.passages.get(source.config.id),
      passagesBefore: rows.find((row) => row.source_id === source.config.id)?.passages ?? 0,
      embedded: embedded.get(source.config.id) ?? 0,
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
    sources,
    stale: await countVerdicts({ store, before, plan, finish: prepared.finish, calendar: found.after }),
    ...flaggedSummary(newlyStale),
    downstream: store
      ? await downstreamOf(
          store,
          material.map(({ passage_id }) => passage_id),
        )
      : [],
    undeclared_sources: rows.map((row) => row.source_id).filter((id) => !declared.has(id)),
  };
}

function selected(options: RefreshOptions): readonly SourceConfig[] {
  const { only, sources } = options;
  if (!only || only.length === 0) return sources;
  for (const id of only) {
    if (sources.some((source) => source.id === id)) continue;
    throw new RaftCorpusError(`there is no source "${id}" in the config`, {
      fix: `Its sources are ${sources.map((source) => source.id).join(', ')}.`,
    });
  }
  return sources.filter((source) => only.includes(source.id));
}

function checkAgainst(
  options: RefreshOptions,
  last: { readonly tag: string; readonly as_of: string; readonly embedder: string; readonly model: string },
): void {
  const { embedder, asOf, store } = options;
  if (last.embedder !== embedder.fingerprint) {
    throw new RaftCorpusError(
      `the store was embedded with ${last.model} (${last.embedder.slice(0, 12)}), the config names ${embedder.model} (${embedder.fingerprint.slice(0, 12)}); vectors of two models are never mixed`,
      {
        where: store,
        fix: 'Set `embedder:` back to the model of the store, or name a new `store:` and refresh into it.',
      },
    );
  }
  if (asOf < last.as_of) {
    throw new RaftCorpusError(`as-of ${asOf} is before the last refresh (${last.tag}, as of ${last.as_of})`, {
      where: store,
      fix: 'Refreshes go forward in time. Give a later --as-of, or refresh old snapshots into a store of their own.',
    });
  }
}
