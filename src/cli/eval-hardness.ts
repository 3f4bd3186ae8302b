/** How hard the negatives of a suite are: pools made or read, judged by what took no part, with labels of people. */
import { access } from 'node:fs/promises';
import { dirname, relative, resolve } from 'node:path';
import { RaftCorpusError } from '../core/errors.js';
import { writeFileAtomic } from '../core/files.js';
import { loadView } from '../corpus/view.js';
import { gradesOf } from '../evals/hardness/evidence/grades.js';
import { type ReviewedLabels, readReviewed } from '../evals/hardness/evidence/labels.js';
import { pairsToReview, type ReviewPlan } from '../evals/hardness/evidence/to-review.js';
import type { PoolSet } from '../evals/hardness/pool.js';
import { assessPools, type JudgedNegatives } from '../evals/hardness/pools/assess.js';
import { corpusHits } from '../evals/hardness/pools/corpus-hits.js';
import { type MadePools, makePools } from '../evals/hardness/pools/make-pools.js';
import { lookupOf } from '../evals/hardness/pools/read/gather.js';
import { type PoolsOfFile, readPools } from '../evals/hardness/pools/read/read-pools.js';
import type { EvalSuite } from '../evals/suite/schema.js';
import { suiteQueries } from '../evals/suite/suite-queries.js';
import { corpusOfView } from '../negatives/corpus.js';
import { indexView, type ViewIndex } from '../verify/view-index.js';
import type { Run } from './command.js';
import { labelNames, type OpenCorpus } from './corpus.js';
import { type HardnessOptions, reviewSizes } from './hardness-flags.js';
import { type NegativesChoice, negativesChoice } from './negatives-choice.js';
import { openConfiguredReranker } from './open.js';

export interface SuiteHardnessInput {
  readonly suite: EvalSuite;
  /** The suite's file as the user finds it. */
  readonly path: string;
  readonly corpus: OpenCorpus;
  /** The state that says what is current and where gold stands. */
  readonly truth: ViewIndex;
}

/**
 * Judges a suite's negatives on the state that is true, whichever is searched; writes `--to-review` where it is asked.
 *
 * @returns null where nobody wants to know, or a model would have to be opened that nothing else needs
 * @throws RaftCorpusError for files that cannot be read, before anything is mined
 */
export async function suiteHardness(
  run: Run<HardnessOptions>,
  input: SuiteHardnessInput,
): Promise<JudgedNegatives | null> {
  const { options, progress } = run;
  const { suite, corpus } = input;
  const choice = negativesChoice(options, suite);
  const reviewed = await reviewedLabels(run, input);
  if (choice.kind === 'none') return refuseReview(options, null);
  const hasModel = corpus.index.view.vectors.length > 0;
  if (choice.kind === 'made' && choice.isDefault && !hasModel) {
    progress.warn('how hard the questions are was not measured, as no model was opened: --negatives mined opens it');
    return refuseReview(options, null);
  }
  const source = await openSource(run, input, hasModel);
  const { set, ...facts } = await poolsOf(run, input, { choice, source });
  await writeReview(run, set, reviewed);
  const reranker = await openConfiguredReranker(corpus.config, run);
  try {
    progress.update('judge the negatives', 0);
    const { queries } = source;
    const asked = new Set(queries.map(({ query_id }) => query_id));
    const assessment = await assessPools({
      set,
      corpus: source.corpus,
      ...(hasModel ? { embedder: corpus.embedder, corpusHitAt1: await corpusHits(source, set) } : {}),
      ...(reranker ? { reranker } : {}),
      grades: gradesOf(queries, choice.kind === 'made' ? choice.from : 'file'),
      reviewed,
      hasQuestion: (id) => asked.has(id),
      thresholds: suite.thresholds,
      seed: options.seed ?? '0',
    });
    return { ...assessment, pools: facts };
  } finally {
    await reranker?.close();
  }
}

/** Questions with gold that holds, and the corpus that is true, with vectors where a model is open. */
async function openSource(
  { progress }: Run<HardnessOptions>,
  { suite, corpus, truth }: SuiteHardnessInput,
  hasModel: boolean,
) {
  const { config, store, embedder } = corpus;
  const labels = labelNames(config);
  const { tag, as_of: asOf } = truth.view;
  progress.update('read the corpus', 0);
  const index =
    !hasModel || truth.view.vectors.length > 0
      ? truth
      : indexView(await loadView(store, { tag, asOf, vectors: true, documents: true }));
  return {
    queries: suiteQueries(suite, index, labels),
    corpus: corpusOfView(index, labels),
    fingerprint: embedder.fingerprint,
    ...(hasModel ? { embedder } : {}),
  };
}

type Source = Awaited<ReturnType<typeof openSource>>;

async function poolsOf(
  { options, io, progress }: Run<HardnessOptions>,
  { suite, path }: SuiteHardnessInput,
  { choice, source }: { readonly choice: Exclude<NegativesChoice, { kind: 'none' }>; readonly source: Source },
): Promise<MadePools | PoolsOfFile> {
  const { count, sample } = suite.negatives;
  const seed = options.seed ?? '0';
  if (choice.kind === 'made') return makePools({ from: choice.from, source, count, sample, seed, progress });
  const file = fileOf({ file: choice.path, from: choice.relativeTo, suite: path, cwd: io.cwd });
  return readPools({ ...file, lookup: lookupOf(source.corpus), sample, seed, progress });
}

/** A path that the user typed, or one of the suite's, which is relative to the suite. */
function fileOf(named: {
  readonly file: string;
  readonly from: 'user' | 'suite';
  readonly suite: string;
  readonly cwd: string;
}) {
  const folder = named.from === 'user' ? named.cwd : dirname(resolve(named.cwd, named.suite));
  const path = resolve(folder, named.file);
  return { path, name: named.from === 'user' ? named.file : relative(named.cwd, path) };
}

async function reviewedLabels(
  { options, io }: Run<HardnessOptions>,
  { suite, path }: Pick<SuiteHardnessInput, 'suite' | 'path'>,
): Promise<ReviewedLabels | null> {
  const file = options.reviewed ?? suite.reviewed;
  if (file === undefined) return null;
  const from = options.reviewed === undefined ? 'suite' : 'user';
  return readReviewed(fileOf({ file, from, suite: path, cwd: io.cwd }));
}

/** `--to-review` of pools that are not made would be an empty promise. */
function refuseReview<T>({ toReview }: HardnessOptions, otherwise: T): T {
  if (toReview === undefined) return otherwise;
  throw new RaftCorpusError('--to-review needs negatives, and none are made', {
    fix: 'Add --negatives mined, naive or random, or a file.',
  });
}

/**
 * Writes what a person should judge; labels that stand there already are somebody's work, so a file is never replaced.
 *
 * @returns null where it was not asked
 */
export async function writeReview(
  { options, io, progress }: Run<HardnessOptions>,
  set: PoolSet,
  reviewed: ReviewedLabels | null,
): Promise<ReviewPlan | null> {
  if (options.toReview === undefined) return null;
  const path = resolve(io.cwd, options.toReview);
  const exists = await access(path).then(
    () => true,
    () => false,
  );
  if (exists) {
    throw new RaftCorpusError('the file is there already, and may hold what somebody decided', {
      where: options.toReview,
      fix: 'Name a new file; what has labels is not asked again: --reviewed FILE.',
    });
  }
  const plan = pairsToReview({ set, reviewed, ...reviewSizes(options), seed: options.seed ?? '0' });
  await writeFileAtomic(path, plan.pairs.map((pair) => `${JSON.stringify(pair)}\n`).join(''));
  progress.warn(
    `${plan.pairs.length} pairs to judge are in ${options.toReview}: fill in "answers" with true or false, then --reviewed ${options.toReview}`,
  );
  return plan;
}
