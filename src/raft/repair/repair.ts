/** The repair of a dataset: rows that died are made anew from the corpus now, every other row keeps its bytes. */
import { RaftCorpusError } from '../../core/errors.js';
import { type Progress, SILENT } from '../../core/progress.js';
import type { RaftRow, Split } from '../../dataset/raft-row.js';
import type { Embedder } from '../../embed/embedder.js';
import type { MiningCorpus } from '../../negatives/corpus.js';
import type { RotVerdict } from '../../verify/claims/finding.js';
import type { ViewIndex } from '../../verify/view-index.js';
import { buildRows, type ExplicitCell } from '../build.js';
import { createRowJudge } from '../check/check-row.js';
import { lineageGroups } from '../lineage-groups.js';
import type { FactLabels } from '../questions/catalog/fact-intents.js';
import type { QuestionStage } from '../questions/stage.js';
import { cellKey, planRepair, type RepairPlan } from './plan-repair.js';
import { repairSettings } from './repair-settings.js';
import { SettledSplits } from './settled-splits.js';

export interface RepairOptions {
  /** The dataset's folder. */
  readonly folder: string;
  /** The corpus now, with vectors and documents. */
  readonly index: ViewIndex;
  /** The same as the miner sees it, with the labels of its sources. */
  readonly corpus: MiningCorpus;
  readonly embedder: Embedder;
  /** The manifest's `settings` and `seed`. */
  readonly manifest: { readonly settings?: unknown; readonly seed?: unknown };
  readonly labels?: FactLabels;
  /** What new questions go through; those of evals are kept out here. */
  readonly stages?: readonly QuestionStage[];
  readonly progress?: Progress;
}

/** Rows of a cell that died, and how many could be made in their place. */
export interface RepairShortage extends Pick<ExplicitCell, 'split' | 'type' | 'lang'> {
  readonly oracle_present: boolean;
  readonly wanted: number;
  readonly found: number;
}

/** What a repair comes to; nothing is written yet. */
export interface Repair {
  readonly plan: RepairPlan;
  /** New rows by {@link cellKey}, as JSON, in the order in which they take the dead ones' places. */
  readonly rows: ReadonlyMap<string, readonly string[]>;
  readonly dropped: Readonly<Partial<Record<RotVerdict, number>>>;
  readonly kept: number;
  readonly replaced: number;
  readonly shortages: readonly RepairShortage[];
  /** Settings of the manifest that nobody here understands: new rows are made with the defaults. */
  readonly ignored_settings: readonly string[];
}

/**
 * Works out a repair: what died, and what the corpus gives in its place: the same split, type, language and presence of
 * the oracle, no question that exists, no lineage of another split. The same dataset and corpus give the same rows.
 */
export async function prepareRepair(options: RepairOptions): Promise<Repair> {
  const { folder, index, corpus, embedder, manifest, progress = SILENT } = options;
  const settled = new SettledSplits(index, await lineageGroups(index));
  progress.update(`check ${folder}`, 0);
  const plan = await planRepair(folder, createRowJudge({ index, corpus }), (row, at) => settled.add(row, at));
  const settings = repairSettings(manifest.settings);
  const rows = new Map<string, string[]>();
  const cells = [...plan.cells.values()];
  const ids = new Set<string>();
  const made =
    cells.length === 0
      ? []
      : buildRows({
          ...settings.options,
          ...{ index, corpus, embedder, cells, progress },
          seed: `${String(manifest.seed ?? '0')}/repair/${index.view.tag}`,
          splitOf: settled.splitOf(),
          asked: plan.asked,
          stages: [settled.stage(), ...(options.stages ?? [])],
          ...(options.labels ? { labels: options.labels } : {}),
        });
  for await (const { split, row } of made) {
    if (ids.has(row.id)) throw new RaftCorpusError('two rows of the repair share an id', { where: row.id });
    ids.add(row.id);
    add(rows, row, split);
    progress.update(
      'new examples',
      ids.size,
      cells.reduce((sum, { count }) => sum + count, 0),
    );
  }
  const died = deadByCell(plan);
  const placed = new Map([...rows].map(([key, texts]) => [key, texts.slice(0, died.get(key))]));
  return {
    plan,
    rows: placed,
    dropped: plan.dropped,
    kept: plan.kept,
    replaced: [...placed.values()].reduce((sum, texts) => sum + texts.length, 0),
    shortages: cells.flatMap((cell) => shortageOf(cell, died, placed)),
    ignored_settings: settings.ignored,
  };
}

function add(rows: Map<string, string[]>, row: RaftRow, split: Split): void {
  const key = cellKey(row, split);
  const text = JSON.stringify(row);
  const known = rows.get(key);
  if (known) known.push(text);
  else rows.set(key, [text]);
}

/** Lines that died by cell, twins among them. */
function deadByCell({ dead }: RepairPlan): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { cell } of [...dead.values()].flat()) if (cell !== null) counts.set(cell, (counts.get(cell) ?? 0) + 1);
  return counts;
}

function shortageOf(
  { split, type, lang, withOracle }: ExplicitCell,
  died: ReadonlyMap<string, number>,
  placed: ReadonlyMap<string, readonly string[]>,
): RepairShortage[] {
  const key = cellKey({ type, lang, oracle_present: withOracle }, split);
  const [wanted, found] = [died.get(key) ?? 0, placed.get(key)?.length ?? 0];
  return found < wanted ? [{ split, type, lang, oracle_present: withOracle, wanted, found }] : [];
}
