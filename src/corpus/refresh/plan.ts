/**
 * Second stage of a refresh: every difference becomes rows to write and rows to end, in scratch files. Still
 * nothing is written to the store, so that a dry run prints the same report as the real one.
 */
import type { Progress } from '../../core/progress.js';
import type { Scratch, ScratchFile } from '../../core/scratch.js';
import type { DocumentRow, PassageRow, Severity, Verdict } from '../../store/rows.js';
import { chunksOf } from '../../store/versions.js';
import { compileStatements, type StatementConfig, type StatementReader } from '../drift/statements.js';
import type { TokenBudget } from '../passages/passage.js';
import { splitPassages } from '../passages/split.js';
import { documentRow } from './document-row.js';
import type { Head } from './head.js';
import type { PassageWrite, RefreshStamp } from './passage-rows.js';
import { type DocumentPlan, planDocument, planRemoval, type StoredVersion } from './plan-document.js';
import type { IncomingDocument, ReconciledSource } from './reconcile.js';
import { type StateBefore, storedPassages, storedVersions } from './stored.js';

/** Documents planned at a time: bounds both memory and the length of predicates. */
const BATCH = 500;
/** … and UTF-16 units of their texts, for sources of long documents. */
const BATCH_UNITS = 16 << 20;

/** A passage that a refresh flags, as reports show it. */
export interface FlaggedPassage {
  readonly passage_id: string;
  readonly doc_id: string;
  readonly source_id: string;
  readonly title: string;
  readonly heading_path: readonly string[];
  readonly verdict: Verdict;
  readonly severity: Severity;
  readonly superseded_by: string | null;
  readonly drift: PassageRow['drift'];
}

/** Passages of one source before and after. */
export interface PassageCounts {
  added: number;
  kept: number;
  rechunked: number;
  gone: number;
}

/** Everything a refresh will do to the store, and what it says about it. */
export interface RefreshPlan {
  readonly stamp: RefreshStamp;
  readonly writes: ScratchFile<PassageWrite>;
  readonly documents: ScratchFile<DocumentRow>;
  /** passage_ids whose row of the state before ends. */
  readonly retiredPassages: Set<string>;
  /** doc_keys whose row of the state before ends. */
  readonly retiredDocuments: Set<string>;
  readonly newlyStale: FlaggedPassage[];
  readonly passages: Map<string, PassageCounts>;
}

export interface PlanOptions extends StateBefore {
  readonly stamp: RefreshStamp;
  readonly head: Head;
  readonly sources: readonly ReconciledSource[];
  readonly budget: TokenBudget;
  readonly scratch: Scratch;
  readonly progress: Progress;
  readonly statements: readonly StatementConfig[];
  /** Boilerplate of each source in the state before. */
  readonly boilerplate: ReadonlyMap<string, readonly string[]>;
}

/** Plans added, changed and removed documents of all sources. */
export async function planRefresh(options: PlanOptions): Promise<RefreshPlan> {
  const plan: RefreshPlan = {
    stamp: options.stamp,
    writes: options.scratch.file('writes'),
    documents: options.scratch.file('documents'),
    retiredPassages: new Set(),
    retiredDocuments: new Set(),
    newlyStale: [],
    passages: new Map(options.sources.map(({ config }) => [config.id, { added: 0, kept: 0, rechunked: 0, gone: 0 }])),
  };
  const moved = options.sources.some((source) => source.removed.length > 0) ? new Map<string, string>() : null;
  const statements = compileStatements(options.statements);
  for (const source of options.sources) await planSource({ options, plan, source, moved, statements });
  for (const source of options.sources) await planRemovals({ options, plan, source, moved, statements });
  return plan;
}

interface Step {
  readonly options: PlanOptions;
  readonly plan: RefreshPlan;
  readonly source: ReconciledSource;
  /** content_hash → passage_id of added passages; null when nothing was removed. */
  readonly moved: Map<string, string> | null;
  readonly statements: StatementReader;
}

async function planSource(step: Step): Promise<void> {
  const { options, source } = step;
  const stored = new Set(options.boilerplate.get(source.config.id) ?? []);
  const boilerplate = source.boilerplate?.hashes ?? stored;
  const resplit =
    source.recut || stored.size !== boilerplate.size || [...boilerplate].some((hash) => !stored.has(hash));
  let batch: IncomingDocument[] = [];
  let done = 0;
  let units = 0;
  const flush = async (): Promise<void> => {
    if (batch.length > 0) await planBatch(step, batch, { boilerplate, resplit });
    done += batch.length;
    units = 0;
    options.progress.update(`comparing ${source.config.id}`, done);
    batch = [];
  };
  for await (const incoming of source.incoming.read()) {
    if (incoming.state === 'same' && !resplit) continue;
    batch.push(incoming);
    units += incoming.document.text.length;
    if (batch.length >= BATCH || units >= BATCH_UNITS) await flush();
  }
  await flush();
}

async function planBatch(
  step: Step,
  batch: readonly IncomingDocument[],
  { boilerplate, resplit }: { readonly boilerplate: ReadonlySet<string>; readonly resplit: boolean },
): Promise<void> {
  const { options, plan, source, moved } = step;
  const { stamp, budget } = options;
  const isSplit = ({ state }: IncomingDocument): boolean => state !== 'touched' || resplit;
  const split = batch.filter(isSplit);
  const before = await storedPassages(options, split);
  const versions = await storedVersions(
    options,
    split.filter(({ doc_key }) => before.has(doc_key)),
  );
  for (const incoming of batch) {
    const { document, doc_key, doc_hash, state } = incoming;
    if (state !== 'same') {
      if (options.head.has(doc_key)) plan.retiredDocuments.add(doc_key);
      await plan.documents.append(documentRow(incoming, options));
    }
    if (!isSplit(incoming)) continue;
    const drafts = splitPassages(document, { budget, boilerplate });
    const documentPlan = planDocument({
      stamp,
      document,
      docKey: doc_key,
      docHash: doc_hash,
      drafts,
      before: before.get(doc_key) ?? [],
      statements: step.statements,
      versions: versions.get(doc_key) ?? new Map<string, StoredVersion>(),
    });
    await record(plan, source.config.id, documentPlan);
    if (moved) noteArrivals(moved, documentPlan, before.get(doc_key) ?? []);
  }
}

/** A text that is new in its document may be one that another document lost: a renamed file, a moved section. */
function noteArrivals(moved: Map<string, string>, { writes }: DocumentPlan, before: readonly PassageRow[]): void {
  const known = new Set(before.map((row) => row.passage_id));
  for (const row of writes) {
    const arrived = row.verdict === null && !known.has(row.passage_id);
    if (arrived && !moved.has(row.content_hash)) moved.set(row.content_hash, row.passage_id);
  }
}

async function planRemovals(step: Step): Promise<void> {
  const { options, plan, source, moved } = step;
  for (const keys of chunksOf(source.removed, BATCH)) {
    const before = await storedPassages(
      options,
      keys.map((doc_key) => ({ doc_key })),
    );
    for (const key of keys) {
      plan.retiredDocuments.add(key);
      const removal = planRemoval({
        stamp: options.stamp,
        before: before.get(key) ?? [],
        movedTo: (hash) => moved?.get(hash),
      });
      await record(plan, source.config.id, removal);
    }
  }
}

async function record(plan: RefreshPlan, sourceId: string, change: DocumentPlan): Promise<void> {
  for (const row of change.writes) await plan.writes.append(row);
  for (const row of change.retired) plan.retiredPassages.add(row.passage_id);
  for (const row of change.newlyStale) plan.newlyStale.push(flagged(row));
  const counts = plan.passages.get(sourceId);
  if (!counts) return;
  counts.added += change.counts.added;
  counts.kept += change.counts.kept;
  counts.rechunked += change.counts.rechunked;
  counts.gone += change.newlyStale.length + change.counts.rechunked;
}

/** The part of a flagged row that reports show. */
export function flagged(row: PassageWrite): FlaggedPassage {
  return {
    passage_id: row.passage_id,
    doc_id: row.doc_id,
    source_id: row.source_id,
    title: row.title,
    heading_path: row.heading_path,
    verdict: row.verdict ?? 'superseded',
    severity: row.severity ?? 'material',
    superseded_by: row.superseded_by,
    drift: row.drift,
  };
}
