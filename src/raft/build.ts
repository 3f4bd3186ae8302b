/**
 * A RAFT dataset from the current corpus, as a stream of verified rows: lineages are given to splits, cells of split,
 * type and language are filled with questions, and each question becomes a row with mined distractors. No row is held in
 * memory; of each its question is, so that it is not asked again.
 */
import { type Progress, SILENT } from '../core/progress.js';
import type { StageCounts } from '../core/stage.js';
import { SPLITS, type Split, type SplitRow } from '../dataset/raft-row.js';
import type { TeacherCheck } from '../negatives/types.js';
import type { BuildOptions } from './engine/build-options.js';
import { type PlannedCell, planSplit } from './engine/cells.js';
import type { Made } from './engine/filler.js';
import { type Engine, openEngine } from './engine/open-engine.js';
import { type BuildSettings, settingsOf } from './engine/settings.js';
import { sharedRows } from './engine/shared-rows.js';
import type { Shortage } from './engine/shortage.js';
import type { ExampleCounts } from './examples/counts.js';
import { largestRemainder } from './examples/quota.js';
import type { NearDuplicateLineages } from './lineage-groups.js';

export type { SplitRow } from '../dataset/raft-row.js';
export type { BuildOptions } from './engine/build-options.js';
export type { PlannedCell } from './engine/cells.js';
export type { BuildSettings } from './engine/settings.js';
export type { Shortage } from './engine/shortage.js';

/** What a build makes; `rows` streams once, and what is a method is complete when it has ended. */
export interface Build {
  readonly rows: AsyncIterable<SplitRow>;
  /** By stage: what came in, went out, and was dropped for which reason. */
  counts(): readonly StageCounts[];
  /** Grows while the rows are read. */
  readonly shortages: readonly Shortage[];
  contexts(): ExampleCounts;
  teacher(): TeacherCheck;
  readonly lineages: LineageCounts;
  /** The options with their defaults, as the manifest states them. */
  readonly settings: BuildSettings & Readonly<Record<string, unknown>>;
  readonly plan: readonly PlannedCell[];
  /** What a chat model had to do with it, complete when the rows have ended; absent where none had. */
  llm?(): object;
}

/** How the lineages fell into splits. */
export interface LineageCounts {
  readonly by_split: Readonly<Record<Split, { readonly groups: number; readonly documents: number }>>;
  /** Documents of the largest group. */
  readonly largest: number;
  readonly near_duplicates: NearDuplicateLineages;
}

/**
 * Plans a dataset; its rows are made as they are read. The same corpus, seed and settings give the same rows.
 * @throws RaftCorpusError on contradictory options, before any work
 */
export async function buildRaft(options: BuildOptions): Promise<Build> {
  const settings = settingsOf(options);
  const engine = await openEngine({ ...options, settings });
  const plan = planOf(engine, settings);
  const shortages: Shortage[] = [];
  const rows = sharedRows({ ...settings, ...engine, plan, shortages });
  return {
    rows: splitRows(rows, { progress: options.progress ?? SILENT, total: settings.examples }),
    counts: engine.counts,
    shortages,
    contexts: () => engine.maker.counts(),
    teacher: engine.teacher,
    lineages: lineageCounts(engine),
    settings: { ...settings },
    plan,
  };
}

/** A look at a build before it is made. */
export interface BuildPreview extends Pick<Build, 'settings' | 'plan' | 'lineages'> {
  /** Subjects of questions that there are for a split and type, before any wording or check. */
  readonly candidates: readonly { readonly split: Split; readonly type: string; readonly candidates: number }[];
  /** One row of each type and language, as far as they can be had. */
  readonly samples: readonly SplitRow[];
}

/** Plans a dataset and makes a few of its rows; nothing of it depends on how many are asked for. */
export async function previewRaft(options: BuildOptions): Promise<BuildPreview> {
  const settings = settingsOf(options);
  const engine = await openEngine({ ...options, settings, batch: PREVIEW_BATCH });
  const plan = planOf(engine, settings);
  const candidates = new Map(plan.map(({ split, type }) => [`${split}/${type}`, { split, type }]));
  const samples: SplitRow[] = [];
  const cells = plan.filter(({ split }) => split === 'train').map((cell) => ({ ...cell, count: 1 }));
  for (const [i, cell] of cells.entries()) {
    engine.expect(cells.slice(i + 1));
    const withOracle = cell.type !== 'unanswerable' && settings.oracleShare > 0;
    for await (const { rows } of engine.filler.fill(cell, () => withOracle)) {
      samples.push(...rows.slice(0, 1).map((row) => ({ split: cell.split, row })));
    }
  }
  return {
    settings: { ...settings },
    plan,
    lineages: lineageCounts(engine),
    candidates: [...candidates.values()].map((cell) => ({ ...cell, candidates: engine.draw.candidates(cell) })),
    samples,
  };
}

const PREVIEW_BATCH = 64;

/** A cell of which an exact number of rows is wanted, all with or all without oracle. */
export interface ExplicitCell extends PlannedCell {
  /** Ignored for unanswerable questions. */
  readonly withOracle: boolean;
}

/** A question that exists already; its split, where known, keeps near-duplicates out of the others. */
export type AskedQuestion = string | { readonly text: string; readonly split: Split };

export interface BuildRowsOptions extends BuildOptions {
  readonly cells: readonly ExplicitCell[];
  /** Splits of lineage groups that are settled; groups that are new go to the split that lacks most. */
  readonly splitOf: ReadonlyMap<string, Split>;
  readonly asked: Iterable<AskedQuestion>;
}

/**
 * Rows for explicit cells, for a dataset that exists: the repair of what has died. Each row comes with the cell that it
 * was made for; a cell that the corpus cannot fill is cut short.
 */
export async function* buildRows(
  options: BuildRowsOptions,
): AsyncGenerator<SplitRow & { readonly cell: ExplicitCell }> {
  const settings = settingsOf(options);
  const engine = await openEngine({ ...options, settings, settled: options.splitOf });
  for (const question of options.asked) {
    if (typeof question === 'string') engine.gate.add(question, null);
    else engine.gate.add(question.text, question.split);
  }
  for (const [i, cell] of options.cells.entries()) {
    engine.expect(options.cells.slice(i + 1));
    const withOracle = cell.withOracle && cell.type !== 'unanswerable';
    for await (const { rows } of engine.filler.fill(cell, () => withOracle)) {
      for (const row of rows) yield { split: cell.split, row, cell };
    }
  }
}

async function* splitRows(
  made: AsyncIterable<Made>,
  { progress, total }: { readonly progress: Progress; readonly total: number },
): AsyncGenerator<SplitRow> {
  let done = 0;
  for await (const { cell, rows } of made) {
    done += 1;
    progress.update('examples', done, total);
    for (const row of rows) yield { split: cell.split, row };
  }
}

/** Rows follow the splits' real shares of documents, which groups make uneven. */
function planOf(engine: Engine, settings: BuildSettings): readonly PlannedCell[] {
  const { by_split } = lineageCounts(engine);
  const perSplit = largestRemainder(
    settings.examples,
    SPLITS.map((split) => by_split[split].documents),
  );
  return SPLITS.flatMap((split, i) => planSplit(split, perSplit[i] ?? 0, settings));
}

function lineageCounts({ groups: { groups, nearDuplicates }, splitOf }: Engine): LineageCounts {
  const ofSplit = (split: Split) => {
    const own = groups.filter(({ id }) => splitOf.get(id) === split);
    return { groups: own.length, documents: own.reduce((sum, { weight }) => sum + weight, 0) };
  };
  return {
    by_split: { train: ofSplit('train'), validation: ofSplit('validation'), test: ofSplit('test') },
    largest: groups.reduce((most, { weight }) => Math.max(most, weight), 0),
    near_duplicates: nearDuplicates,
  };
}
