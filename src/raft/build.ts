/** A RAFT dataset from the current corpus: questions → distractors → examples, as a stream of verified rows. */
import { type Progress, SILENT } from '../core/progress.js';
import { addCounts, drop, newCounts, type StageCounts, tally } from '../core/stage.js';
import { type QuestionLang, type RaftRow, SPLITS, type Split } from '../dataset/raft-row.js';
import type { SplitShares } from '../dataset/splits.js';
import type { Embedder } from '../embed/embedder.js';
import { corpusOfView } from '../negatives/corpus.js';
import { mineHardNegatives } from '../negatives/mine.js';
import { WEAK_TEACHER } from '../negatives/teacher.js';
import type { MiningQuery, TeacherCheck } from '../negatives/types.js';
import { embedQueries } from '../search/embed-queries.js';
import { findNearDuplicates } from '../text/near-duplicates.js';
import type { ViewIndex } from '../verify/view-index.js';
import { assembleRows } from './examples/assemble.js';
import { type MinedQuestion, planExamples } from './examples/plan.js';
import { generateQuestions, type Shortage } from './generate.js';
import type { FactLabels } from './questions/catalog/fact-intents.js';
import type { Question } from './questions/question.js';
import type { GeneratedType } from './questions/sources.js';

export interface BuildOptions {
  /** The corpus with vectors and documents. */
  readonly index: ViewIndex;
  /** The corpus's own embedder. */
  readonly embedder: Embedder;
  readonly seed: number | string;
  /** Examples wanted over all splits; default 1000. */
  readonly examples?: number;
  /** Distractors beside the oracle; default 4. */
  readonly distractors?: number;
  /** Share P of answerable examples whose context holds the oracle; default 0.8. */
  readonly oracleShare?: number;
  /** Refusals may offer a person; default false. */
  readonly handOver?: boolean;
  readonly types?: Readonly<Partial<Record<GeneratedType, number>>>;
  readonly languages?: Readonly<Partial<Record<QuestionLang, number>>>;
  readonly splits?: SplitShares;
  readonly labels?: FactLabels;
  readonly progress?: Progress;
}

/** What a build made; `rows` streams once, and the counts are complete when it has ended. */
export interface Build {
  readonly rows: Iterable<{ readonly split: Split; readonly row: RaftRow }>;
  readonly counts: readonly StageCounts[];
  readonly shortages: readonly Shortage[];
  readonly teacher: TeacherCheck;
  /** The options with their defaults, as the manifest states them. */
  readonly settings: Readonly<Record<string, unknown>>;
}

/** Questions mined at once. */
const BATCH = 512;
/** How far down the ranking distractors are looked for when the oracle itself ranks low. */
const DEPTH = 512;
/** Jaccard similarity of two questions from which they must not stand in different splits. */
const NEAR_DUPLICATE = 0.8;

/** Builds a dataset; the same corpus, seed and settings give the same rows. */
export async function buildRaft(options: BuildOptions): Promise<Build> {
  const settings = settingsOf(options);
  const { seed, handOver, distractors } = settings;
  const generated = generateQuestions({ ...options, ...settings, labels: options.labels ?? (() => undefined) });
  const apart = newCounts('split_near_duplicates');
  const questions = await withoutLeaks(
    SPLITS.flatMap((split) => toItems(generated.questions.get(split) ?? [], split)),
    apart,
  );
  const mining = newCounts('negatives');
  const { mined, teacher } = await mineAll(questions, { ...options, ...settings, counts: mining });
  const planning = newCounts('contexts');
  const plans = planExamples(mined, { distractors, oracleShare: settings.oracleShare, seed, counts: planning });
  const assembling = newCounts('verification');
  return {
    rows: assembleRows(plans, { index: options.index, distractors, seed, handOver, counts: assembling }),
    counts: [...generated.counts, apart, mining, planning, assembling],
    shortages: generated.shortages,
    teacher,
    settings,
  };
}

function settingsOf(options: BuildOptions) {
  return {
    seed: String(options.seed),
    examples: options.examples ?? 1000,
    distractors: options.distractors ?? 4,
    oracleShare: options.oracleShare ?? 0.8,
    absent: 'refuse' as const,
    handOver: options.handOver ?? false,
    ...(options.types ? { types: options.types } : {}),
    ...(options.languages ? { languages: options.languages } : {}),
    ...(options.splits ? { splits: options.splits } : {}),
  };
}

interface Item {
  readonly split: Split;
  readonly question: Question;
}

function toItems(questions: readonly Question[], split: Split): Item[] {
  return questions.map((question) => ({ split, question }));
}

/** A training question that nearly repeats one of validation or test goes, and of those one that nearly repeats the other's. */
async function withoutLeaks(items: readonly Item[], counts: StageCounts): Promise<readonly Item[]> {
  const pairs = await findNearDuplicates({
    texts: items.map(({ question }) => question.text),
    threshold: NEAR_DUPLICATE,
  });
  const leaking = new Set<number>();
  for (const { a, b } of pairs) {
    if (items[a]?.split !== items[b]?.split && !leaking.has(b)) leaking.add(a);
  }
  return items.filter((_, i) =>
    tally(counts, leaking.has(i) ? drop('near_duplicate_in_another_split') : { keep: true }),
  );
}

async function mineAll(
  items: readonly Item[],
  options: BuildOptions & { readonly distractors: number; readonly counts: StageCounts },
): Promise<{ mined: MinedQuestion[]; teacher: TeacherCheck }> {
  const { index, embedder, progress = SILENT, counts } = options;
  const mined: MinedQuestion[] = [];
  let recalled = 0;
  let measured = 0;
  for (let start = 0; start < items.length; start += BATCH) {
    progress.update('distractors', start, items.length);
    const batch = items.slice(start, start + BATCH);
    const result = await mineHardNegatives({
      queries: batch.map(({ question }, i) => toQuery(question, start + i)),
      corpus: corpusOfView(index),
      withoutPositive: 'mine',
      queryVectors: await embedQueries(
        embedder,
        batch.map(({ question }) => question.text),
      ),
      // Enough for a context without its two oracles and without a stale version.
      numNegatives: options.distractors + 3,
      rangeMax: 3 * (options.distractors + 3),
      depth: DEPTH,
      seed: options.seed,
    });
    for (const [i, row] of result.rows.entries()) mined.push({ ...(batch[i] as Item), mined: row });
    addCounts(counts, result.counts);
    recalled += (result.teacher.recall_at_10 ?? 0) * result.teacher.queries;
    measured += result.teacher.queries;
  }
  const recall = measured === 0 ? null : recalled / measured;
  return {
    mined,
    teacher: { recall_at_10: recall, queries: measured, weak: recall === null ? null : recall < WEAK_TEACHER },
  };
}

function toQuery(question: Question, number: number): MiningQuery {
  return {
    query_id: String(number),
    text: question.text,
    oracle_ids: [...new Set(question.evidence.map(({ passage }) => passage.passage_id))],
    ...(question.gold ? { gold: question.gold } : {}),
    ...(question.unknown ? { unknown: question.unknown } : {}),
  };
}
