/**
 * A RAFT dataset from the current corpus, as a stream of verified rows: lineages are given to splits, cells of split,
 * type and language are filled with questions, and each question becomes a row with mined distractors. What is held in
 * memory grows with the corpus, not with the rows.
 */
import { type Progress, SILENT } from '../core/progress.js';
import type { StageCounts } from '../core/stage.js';
import { SPLITS, type Split } from '../dataset/raft-row.js';
import { assignSplits, type SplitShares } from '../dataset/splits.js';
import type { Embedder } from '../embed/embedder.js';
import { corpusOfView } from '../negatives/corpus.js';
import { WEAK_TEACHER } from '../negatives/teacher.js';
import type { TeacherCheck } from '../negatives/types.js';
import {
  type Cell,
  DEFAULT_LANGUAGES,
  DEFAULT_TYPES,
  type LanguageShares,
  type PlannedCell,
  type PlanOptions,
  planSplit,
  type TypeShares,
} from './engine/cells.js';
import { type Draw, openDraw } from './engine/draw.js';
import { Filler, type Made, type SplitRow } from './engine/filler.js';
import { QuestionGate } from './engine/question-gate.js';
import { openQuestionMiner } from './engine/question-miner.js';
import { sharedRows } from './engine/shared-rows.js';
import type { Shortage } from './engine/shortage.js';
import { Supply } from './engine/supply.js';
import type { ExampleCounts } from './examples/counts.js';
import { handOverOffered } from './examples/hand-over.js';
import { createExampleMaker, type ExampleMaker, type ExampleOptions } from './examples/make-example.js';
import { largestRemainder } from './examples/quota.js';
import { type LineageGroups, lineageGroups } from './lineage-groups.js';
import { type FactLabels, labelsOf } from './questions/catalog/fact-intents.js';
import { GENERATED_TYPES, prepareSources } from './questions/sources.js';
import type { QuestionStage, QuestionStream } from './questions/stage.js';

export type { Shortage } from './engine/shortage.js';

/** What every build takes; the options of contexts are those of {@link ExampleOptions}. */
export interface BuildOptions extends Omit<ExampleOptions, 'countTokens'> {
  /** The corpus's own embedder. */
  readonly embedder: Embedder;
  /** Examples wanted over all splits, twins apart; default 1000. */
  readonly examples?: number;
  /** Share P of answerable examples whose context holds the oracle; default 0.8. */
  readonly oracleShare?: number;
  /** Shares; they need not sum to one, and what is left out is not asked. Default: {@link DEFAULT_TYPES}. */
  readonly types?: TypeShares;
  readonly languages?: LanguageShares;
  readonly splits?: SplitShares;
  readonly labels?: FactLabels;
  /** What questions go through before they are mined. */
  readonly stages?: readonly QuestionStage[];
  /** Questions asked before those of the grounded generator. */
  readonly extraSources?: readonly QuestionStream[];
  /** Questions prepared at once; default 2048. It changes no row. */
  readonly batch?: number;
  readonly progress?: Progress;
}

/** What a build makes; `rows` streams once, and everything else is complete when it has ended. */
export interface Build {
  readonly rows: AsyncIterable<SplitRow>;
  /** By stage: what came in, went out, and was dropped for which reason. */
  counts(): readonly StageCounts[];
  readonly shortages: readonly Shortage[];
  examples(): ExampleCounts;
  teacher(): TeacherCheck;
  /** The options with their defaults, as the manifest states them. */
  readonly settings: Readonly<Record<string, unknown>>;
  readonly plan: readonly PlannedCell[];
}

const BATCH = 2048;

/** Plans a dataset; its rows are made as they are read. The same corpus, seed and settings give the same rows. */
export async function buildRaft(options: BuildOptions): Promise<Build> {
  const settings = settingsOf(options);
  const groups = lineageGroups(options.index);
  const splitOf = assignSplits(groups.groups, {
    seed: options.seed,
    ...(options.splits ? { shares: options.splits } : {}),
  });
  const engine = await openEngine(options, { groups, splitOf });
  const perSplit = largestRemainder(settings.examples, weightsOfSplits(groups, splitOf));
  const plan = SPLITS.flatMap((split, i) => planSplit(split, perSplit[i] ?? 0, settings));
  const shortages: Shortage[] = [];
  const rows = sharedRows({ ...settings, ...engine, plan, shortages });
  return {
    rows: splitRows(rows, { progress: options.progress ?? SILENT, total: settings.examples }),
    counts: engine.counts,
    shortages,
    examples: () => engine.maker.counts(),
    teacher: engine.teacher,
    settings,
    plan,
  };
}

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
 * Rows for explicit cells, for a dataset that exists: the repair of what has died. A cell that the corpus cannot fill is
 * cut short, and `found` tells by how much.
 */
export async function* buildRows(
  options: BuildRowsOptions,
): AsyncGenerator<SplitRow & { readonly cell: ExplicitCell }> {
  const groups = lineageGroups(options.index);
  const splitOf = assignSplits(groups.groups, {
    seed: options.seed,
    settled: options.splitOf,
    ...(options.splits ? { shares: options.splits } : {}),
  });
  const engine = await openEngine(options, { groups, splitOf });
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

interface Engine {
  readonly filler: Filler;
  readonly gate: QuestionGate;
  readonly maker: ExampleMaker;
  readonly draw: Draw;
  counts(): readonly StageCounts[];
  teacher(): TeacherCheck;
  expect(cells: readonly PlannedCell[]): void;
}

async function openEngine(
  options: BuildOptions,
  { groups, splitOf }: { readonly groups: LineageGroups; readonly splitOf: ReadonlyMap<string, Split> },
): Promise<Engine> {
  const { index, embedder, seed, stages = [] } = options;
  const labels = options.labels ?? (() => undefined);
  // With their labels records say what they know: the guards of miner and contexts read lines by them.
  const corpus = options.corpus ?? corpusOfView(index, (source, field) => labelsOf(labels, source, field));
  const handOver = options.handOver ?? handOverOffered(index.view) !== null;
  const maker = createExampleMaker({
    ...options,
    corpus,
    handOver,
    ...(options.maxTokens === undefined ? {} : { countTokens: (text: string) => embedder.countTokens(text) }),
  });
  const sources = prepareSources({ index, groups, labels, handOver });
  const draw = openDraw({ sources, extraSources: options.extraSources ?? [], splitOf, seed });
  const miner = openQuestionMiner({ corpus, embedder, seed, needs: maker.miningNeeds() });
  let ahead: readonly PlannedCell[] = [];
  const supply = new Supply({ draw, stages, miner, batch: options.batch ?? BATCH, ahead: () => ahead });
  const gate = await QuestionGate.open(SPLITS);
  const filler = new Filler({
    supply,
    maker,
    gate,
    stages: stages.map(({ name }) => name),
    splitOfDocument: (docKey) => splitOf.get(groups.ofDocument.get(docKey) ?? ''),
  });
  const { counts } = filler;
  return {
    filler,
    gate,
    maker,
    draw,
    expect: (cells) => {
      ahead = cells;
    },
    counts: () => [...draw.counts, ...counts.stages, counts.questions, counts.negatives, counts.examples],
    teacher: () => teacherOf(counts.recall),
  };
}

function teacherOf({ sum, count }: { readonly sum: number; readonly count: number }): TeacherCheck {
  const recall = count === 0 ? null : sum / count;
  return { recall_at_10: recall, queries: count, weak: recall === null ? null : recall < WEAK_TEACHER };
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
function weightsOfSplits({ groups }: LineageGroups, splitOf: ReadonlyMap<string, Split>): number[] {
  return SPLITS.map((split) =>
    groups.reduce((sum, group) => sum + (splitOf.get(group.id) === split ? group.weight : 0), 0),
  );
}

function settingsOf(options: BuildOptions) {
  const written: ReadonlySet<string> = new Set([
    ...GENERATED_TYPES,
    ...(options.extraSources ?? []).map(({ type }) => type),
  ]);
  const types = Object.fromEntries(
    Object.entries(options.types ?? DEFAULT_TYPES).filter(([type]) => written.has(type)),
  ) as TypeShares;
  return {
    seed: String(options.seed),
    examples: options.examples ?? 1000,
    distractors: options.distractors ?? 4,
    oracleShare: options.oracleShare ?? 0.8,
    types,
    languages: options.languages ?? DEFAULT_LANGUAGES,
    ...(options.splits ? { splits: options.splits } : {}),
  } satisfies PlanOptions & Record<string, unknown>;
}

export type { Cell, PlannedCell };
