/** What a build and a repair share: the corpus prepared for asking, mining and making examples. */

import type { StageCounts } from '../../core/stage.js';
import { SPLITS, type Split } from '../../dataset/raft-row.js';
import { assignSplits } from '../../dataset/splits.js';
import { corpusOfView } from '../../negatives/corpus.js';
import { WEAK_TEACHER } from '../../negatives/teacher.js';
import type { TeacherCheck } from '../../negatives/types.js';
import { createExampleMaker, type ExampleMaker } from '../examples/make-example.js';
import { resolveExamples } from '../examples/options.js';
import { type LineageGroups, lineageGroups } from '../lineage-groups.js';
import { labelsOf } from '../questions/catalog/fact-intents.js';
import { prepareSources } from '../questions/sources.js';
import { budgetStage } from './budget-stage.js';
import type { BuildOptions } from './build-options.js';
import type { PlannedCell } from './cells.js';
import { type Draw, openDraw } from './draw.js';
import { Filler } from './filler.js';
import { QuestionGate } from './question-gate.js';
import { openQuestionMiner } from './question-miner.js';
import type { BuildSettings } from './settings.js';
import { Supply } from './supply.js';

export interface Engine {
  readonly groups: LineageGroups;
  readonly splitOf: ReadonlyMap<string, Split>;
  readonly filler: Filler;
  readonly gate: QuestionGate;
  readonly maker: ExampleMaker;
  readonly draw: Draw;
  counts(): readonly StageCounts[];
  teacher(): TeacherCheck;
  /** Tells what is to be filled next, so that it can be prepared along. */
  expect(cells: readonly PlannedCell[]): void;
}

/** Questions prepared at once, where nothing else is said. */
const BATCH = 2048;

/** @param options.settled splits of lineage groups that a dataset has already */
export async function openEngine(
  options: BuildOptions & { readonly settings: BuildSettings; readonly settled?: ReadonlyMap<string, Split> },
): Promise<Engine> {
  const { index, embedder, seed, settings, settled, progress } = options;
  const { handOver } = settings;
  progress?.update('lineages', 0);
  const groups = await lineageGroups(index);
  const splitOf = assignSplits(groups.groups, { seed, shares: settings.splits, ...(settled ? { settled } : {}) });
  const labels = options.labels ?? (() => undefined);
  // With their labels records say what they know: the guards of miner and contexts read lines by them.
  const corpus = options.corpus ?? corpusOfView(index, (source, field) => labelsOf(labels, source, field));
  const budgeted =
    options.maxTokens === undefined ? {} : { countTokens: (text: string): number => embedder.countTokens(text) };
  const maker = createExampleMaker({ ...options, corpus, handOver, ...budgeted });
  const { budget, docHeader } = resolveExamples({ ...options, ...budgeted });
  const stages = [...(options.stages ?? []), ...(budget === null ? [] : [budgetStage({ budget, docHeader })])];
  progress?.update('questions', 0);
  const sources = prepareSources({ index, groups, labels, handOver, style: settings.style });
  const draw = openDraw({ sources, extraSources: options.extraSources ?? [], splitOf, groups, seed });
  const miner = openQuestionMiner({ corpus, embedder, seed, needs: maker.miningNeeds() });
  let ahead: readonly PlannedCell[] = [];
  const { batch = BATCH, spare } = options;
  const supply = new Supply({ draw, stages, miner, batch, spare, ahead: () => ahead });
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
    groups,
    splitOf,
    filler,
    gate,
    maker,
    draw,
    counts: () => [...draw.counts, ...counts.stages, counts.questions, counts.negatives, counts.examples],
    teacher: () => teacherOf(counts.recall),
    expect: (cells) => {
      ahead = cells;
    },
  };
}

function teacherOf({ sum, count }: { readonly sum: number; readonly count: number }): TeacherCheck {
  const recall = count === 0 ? null : sum / count;
  return { recall_at_10: recall, queries: count, weak: recall === null ? null : recall < WEAK_TEACHER };
}
