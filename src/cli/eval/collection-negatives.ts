/** How hard the negatives of a collection are: questions that no suite describes, with judgements of their own. */
import { resolve } from 'node:path';
import type { LoadedConfig } from '../../config/load.js';
import { RaftCorpusError } from '../../core/errors.js';
import type { CollectionQuestion } from '../../evals/collection/evaluate-collection.js';
import { judgesEnough, POOL_SIZES, poolQueries } from '../../evals/collection/pool-queries.js';
import { type ReviewedLabels, readReviewed } from '../../evals/hardness/evidence/labels.js';
import type { JudgedNegatives } from '../../evals/hardness/pools/assess.js';
import type { PoolKind } from '../../evals/hardness/pools/pool-kinds.js';
import type { PoolSource } from '../../evals/hardness/pools/pool-source.js';
import type { Run } from '../command.js';
import type { EvalCollectionOptions } from './flags.js';
import type { HardnessOptions } from './hardness-flags.js';
import { checkReviewFile, judgeNegatives, type NamedFile, refuseReview } from './judge-negatives.js';
import { namedNegatives, needsVectorsToMake } from './negatives-choice.js';

/** What is read and checked before anything costs time. */
export interface NegativesPlan {
  /** Null: nobody chose; see {@link collectionHardness}. */
  readonly from: PoolKind | NamedFile | null;
  readonly reviewed: ReviewedLabels | null;
  /** Whether vectors are made for them, if nothing else needs any. */
  readonly needsVectors: boolean;
}

/**
 * @returns null where nobody wants to know
 * @throws RaftCorpusError for negatives that are none, labels that cannot be read, a file for review that is there
 */
export async function planNegatives(run: Run<HardnessOptions>): Promise<NegativesPlan | null> {
  const { options, io } = run;
  const choice = namedNegatives(options);
  if (choice?.kind === 'none') {
    refuseReview(options);
    return null;
  }
  await checkReviewFile(run);
  const at = (name: string): NamedFile => ({ path: resolve(io.cwd, name), name });
  const reviewed = options.reviewed === undefined ? null : await readReviewed(at(options.reviewed));
  if (choice === null) return { from: null, reviewed, needsVectors: false };
  const from = choice.kind === 'made' ? choice.from : at(choice.path);
  return { from, reviewed, needsVectors: needsVectorsToMake(choice) };
}

export interface CollectionNegatives extends Omit<PoolSource, 'queries'> {
  readonly plan: NegativesPlan;
  readonly questions: readonly CollectionQuestion[];
  readonly config: LoadedConfig | null;
}

/**
 * Judges the negatives that are asked for; else those that the judgements name, where these are enough, else mined ones.
 *
 * @returns null where a model would have to be opened that nothing else needs
 */
export async function collectionHardness(
  run: Run<EvalCollectionOptions>,
  { plan, questions, config, ...corpus }: CollectionNegatives,
): Promise<JudgedNegatives | null> {
  const { options, progress } = run;
  const source: PoolSource = { queries: poolQueries(questions), ...corpus };
  const from = plan.from ?? (judgesEnough(source.queries, source.corpus) ? 'judged' : 'mined');
  if (plan.from === null && from === 'mined' && source.embedder === undefined) {
    progress.warn('how hard the questions are was not measured, as no model was opened: --negatives mined opens it');
    refuseReview(options);
    return null;
  }
  const { reviewed } = plan;
  const judged = await judgeNegatives(run, { from, source, ...POOL_SIZES, reviewed, config });
  return { ...judged, next: ofThisCollection(judged.next, options) };
}

/** @throws RaftCorpusError for options about negatives of questions of which nobody says what answers them */
export function refuseNegatives(options: HardnessOptions): void {
  const given = (['negatives', 'reviewed', 'toReview'] as const).find((name) => options[name] !== undefined);
  if (given === undefined || options[given] === 'none') return;
  throw new RaftCorpusError('negatives are judged beside right passages, and the questions have no judgements', {
    where: `--${given === 'toReview' ? 'to-review' : given}`,
    fix: 'Give --qrels FILE, or "relevant" in each line.',
  });
}

/** What to do next is said of suites; a command about this collection has to name it. */
function ofThisCollection(next: string, { beir, split = 'test', corpus, queries, qrels }: EvalCollectionOptions) {
  const texts = beir === undefined ? { corpus, queries } : { beir, split };
  // `mine` reads judgements of a folder, or in the lines of the questions, and says so where there are none.
  const args = { mine: flags(texts), eval: flags({ ...texts, qrels }) };
  return next.replace(/raft-corpus (mine|eval)/g, (command, name: keyof typeof args) => `${command} ${args[name]}`);
}

/** As a shell takes them. */
function flags(values: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(values).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  return given.map(([name, value]) => `--${name} ${/[^\w./:@+-]/.test(value) ? `'${value}'` : value}`).join(' ');
}
