/** A refresh: read the sources, hold them against the store, flag what is stale, commit by one row. */
import { messageOf, RaftCorpusError } from '../../core/errors.js';
import type { Progress } from '../../core/progress.js';
import { openScratch, type Scratch } from '../../core/scratch.js';
import { freeBytes } from '../../store/housekeeping.js';
import { type Lease, withLease } from '../../store/lease.js';
import { recover } from '../../store/recover.js';
import { createStore, findStore, type Store } from '../../store/store.js';
import { completedRefreshes } from '../state.js';
import { applyPlan } from './apply.js';
import { maintain } from './maintain.js';
import type { RefreshOptions } from './options.js';
import { type Prepared, passageTokens, prepareRefresh } from './prepare.js';
import { prepareTarget } from './reembed.js';
import type { RefreshReport } from './report.js';
import { reportRefresh } from './report-refresh.js';
import { nextSources } from './source-rows.js';

/**
 * Runs one refresh. With `dryRun` nothing is written and the report is the same; `embedded` counts new
 * passages there, and leaves out those whose headings alone changed.
 * @throws RaftCorpusError on bad input, before anything is written
 */
export async function refresh(options: RefreshOptions): Promise<RefreshReport> {
  const scratch = await openScratch(options.scratch);
  try {
    if (options.dryRun) return await dryRun(options, scratch);
    const first = await prepareFirst(options, scratch);
    const store = await createStore(options.store);
    try {
      return await withLease({ ...options, store }, (lease) => write({ options, store, scratch, lease, first }));
    } finally {
      store.close();
    }
  } finally {
    await scratch.remove();
  }
}

/** Where there is no store yet, sources are read before one is made: a bad record leaves no empty store behind. */
async function prepareFirst(options: RefreshOptions, scratch: Scratch): Promise<Prepared | null> {
  const existing = await findStore(options.store);
  if (existing === null) return prepareRefresh(options, null, scratch);
  existing.close();
  return null;
}

async function dryRun(options: RefreshOptions, scratch: Scratch): Promise<RefreshReport> {
  const store = await findStore(options.store);
  try {
    const prepared = await prepareRefresh(options, store, scratch);
    return await reportRefresh(options, prepared, { embedded: new Map(), truncated: 0 });
  } finally {
    store?.close();
  }
}

interface WriteInput {
  readonly options: RefreshOptions;
  readonly store: Store;
  readonly scratch: Scratch;
  readonly lease: Lease;
  /** What was worked out before there was a store. */
  readonly first: Prepared | null;
}

async function write({ options, store, scratch, lease, first }: WriteInput): Promise<RefreshReport> {
  const { embedder, progress } = options;
  const last = (await completedRefreshes(store)).at(-1) ?? null;
  if (await recover(store, last?.n ?? 0)) {
    progress.warn('an earlier refresh did not finish: taking over what it had embedded');
  }
  if (first !== null && last !== null) throw overtaken(options.store);
  const prepared = first ? { ...first, store } : await prepareRefresh(options, store, scratch);
  const { plan, finish } = prepared;
  const target = await prepareTarget({ store, last, embedder, warn: (message) => progress.warn(message) });
  await warnOfSpace(store, prepared, progress);
  const { clock } = options;
  const { confirm } = lease;
  const applied = await applyPlan({ store, plan, embedder, clock, progress, confirm, finish, ...target });
  const result = await reportRefresh(options, prepared, applied);
  await store.sources.update(`retired_in IS NULL AND added_in < ${plan.stamp.n}`, { retired_in: plan.stamp.n });
  await store.sources.append(
    await nextSources({
      ...{ store, stamp: plan.stamp, sources: prepared.reconciled, reports: result.sources },
      maxTokens: passageTokens(options),
      anew: target.copyFrom !== null,
    }),
  );
  await lease.confirm();
  await store.refreshes.append([
    {
      n: plan.stamp.n,
      tag: result.tag,
      as_of: options.asOf,
      finished_at: options.clock.now().toISOString(),
      embedder: embedder.fingerprint,
      model: embedder.model,
      dims: embedder.dims,
      generation: target.generation,
      tool_version: options.toolVersion,
      report: result,
    },
  ]);
  await maintain(store, { n: plan.stamp.n, now: options.clock.now() }).catch((error: unknown) => {
    progress.warn(`the refresh is complete, but the store could not be compacted: ${messageOf(error)}`);
  });
  return result;
}

/** A warning only: the figure is an estimate, and a run that finds the disk full goes on where it stopped. */
async function warnOfSpace(store: Store, { reembedding }: Prepared, progress: Progress): Promise<void> {
  const needed = reembedding?.report.expected_bytes ?? 0;
  const free = needed === 0 ? null : await freeBytes(store);
  if (free === null || free >= needed) return;
  const megabytes = (bytes: number): string => `${Math.ceil(bytes / 1e6).toLocaleString('en')} MB`;
  progress.warn(`the new vectors take about ${megabytes(needed)} beside the old ones, and ${megabytes(free)} are free`);
}

function overtaken(store: string): RaftCorpusError {
  return new RaftCorpusError('another refresh made this store while this one read the sources', {
    where: store,
    fix: 'Nothing of this run was written. Run the command again.',
  });
}
