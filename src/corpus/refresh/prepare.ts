/** Everything of a refresh up to the first write: read, compare, plan. */
import { RaftCorpusError } from '../../core/errors.js';
import type { Scratch } from '../../core/scratch.js';
import type { SourceRow } from '../../store/rows.js';
import type { Store } from '../../store/store.js';
import { stateAt } from '../../store/versions.js';
import { checkEmbedder } from '../embedder-check.js';
import type { SourceConfig } from '../sources/config.js';
import { type CompletedRefresh, completedRefreshes } from '../state.js';
import { flagContradictions } from './contradict.js';
import { droppedSource } from './dropped-source.js';
import { type Head, readHead } from './head.js';
import type { RefreshOptions } from './options.js';
import { planRefresh, type RefreshPlan } from './plan.js';
import { previewReembedding, type ReembedPreview } from './preview-reembed.js';
import { type ReconciledSource, reconcileSource, unchangedSource } from './reconcile.js';
import { fileState, knownRead, storedRead } from './unchanged-files.js';

/** Room left in the model's longest input for the title and the heading path, which are embedded with the text. */
const HEADING_TOKENS = 64;

/** A refresh worked out: what is to be written, and what the report is made from. */
export interface Prepared {
  readonly store: Store | null;
  readonly before: number;
  /** The refresh before; null when this is the first. */
  readonly last: CompletedRefresh | null;
  /** What embedding everything anew takes; null when the store's vectors stay. */
  readonly reembedding: ReembedPreview | null;
  /** Sources of the state before. */
  readonly sourceRows: readonly SourceRow[];
  readonly plan: RefreshPlan;
  readonly reconciled: readonly ReconciledSource[];
  readonly finish: Awaited<ReturnType<typeof flagContradictions>>['finish'];
}

/** Everything up to the first write: read, compare, plan. */
export async function prepareRefresh(
  options: RefreshOptions,
  store: Store | null,
  scratch: Scratch,
): Promise<Prepared> {
  const last = store ? ((await completedRefreshes(store)).at(-1) ?? null) : null;
  const before = last?.n ?? 0;
  if (last) checkAgainst(options, last);
  const anew = last !== null && last.embedder !== options.embedder.fingerprint;
  const sourceRows = store ? await store.sources.rows({ where: stateAt(before) }) : [];
  const { head, reconciled } = await reconcile({ options, store, scratch, before, sourceRows, anew });
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
  const reembedding = anew && store ? await previewReembedding({ store, last, plan, embedder }) : null;
  return { store, before, last, sourceRows, plan, reconciled, finish, reembedding };
}

/** Longest passage in tokens: as configured, where title and headings still fit the model's input beside it. */
export function passageTokens({ maxTokens, embedder }: RefreshOptions): number {
  return Math.min(maxTokens, Math.max(16, embedder.maxTokens - HEADING_TOKENS));
}

interface ReconcileInput {
  readonly options: RefreshOptions;
  readonly store: Store | null;
  readonly scratch: Scratch;
  readonly before: number;
  readonly sourceRows: readonly SourceRow[];
  /** With another embedder, whose tokens may be others: documents are cut anew. */
  readonly anew: boolean;
}

/** Holds each source against the store; a catalog whose files are as they were is not read again. */
async function reconcile(input: ReconcileInput): Promise<{ head: Head; reconciled: readonly ReconciledSource[] }> {
  const { options, store, scratch, before, sourceRows, anew } = input;
  const sources = [];
  for (const config of selected(options)) {
    const row = sourceRows.find(({ source_id }) => source_id === config.id);
    const files = await fileState({ ...options, config });
    const recut = row !== undefined && (anew || row.max_tokens !== passageTokens(options));
    sources.push({ config, row, files, recut, read: recut ? null : knownRead(files, row) });
  }
  const drop = options.drop ?? [];
  const catalogs =
    drop.length > 0 || sources.some(({ read, config, row }) => !read && [config.kind, row?.kind].includes('catalog'));
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
  for (const id of drop) {
    reconciled.push(droppedSource({ id, declared: options.sources, rows: sourceRows, head, scratch }));
  }
  return { head, reconciled };
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

function checkAgainst(options: RefreshOptions, last: CompletedRefresh): void {
  const { embedder, asOf, store } = options;
  if (!options.reembed) checkEmbedder({ model: last.model, fingerprint: last.embedder }, embedder, store);
  if (asOf < last.as_of) {
    throw new RaftCorpusError(`as-of ${asOf} is before the last refresh (${last.tag}, as of ${last.as_of})`, {
      where: store,
      fix: 'Refreshes go forward in time. Give a later --as-of, or refresh old snapshots into a store of their own.',
    });
  }
}
