/** How hard negatives are, of any questions with known answers: pools made or read, labels of people, and who judges. */
import { access } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { LoadedConfig } from '../../config/load.js';
import { RaftCorpusError } from '../../core/errors.js';
import { writeFileAtomic } from '../../core/files.js';
import { gradesOf } from '../../evals/hardness/evidence/grades.js';
import type { ReviewedLabels } from '../../evals/hardness/evidence/labels.js';
import { pairsToReview, type ReviewPlan } from '../../evals/hardness/evidence/to-review.js';
import type { PoolSet } from '../../evals/hardness/pool.js';
import { assessPools, type JudgedNegatives } from '../../evals/hardness/pools/assess.js';
import { corpusHits } from '../../evals/hardness/pools/corpus-hits.js';
import { type MadePools, makePools } from '../../evals/hardness/pools/make-pools.js';
import type { PoolKind } from '../../evals/hardness/pools/pool-kinds.js';
import type { PoolSource } from '../../evals/hardness/pools/pool-source.js';
import { lookupOf } from '../../evals/hardness/pools/read/gather.js';
import { type PoolsOfFile, readPools } from '../../evals/hardness/pools/read/read-pools.js';
import type { Thresholds } from '../../evals/hardness/thresholds.js';
import type { Run } from '../command.js';
import { openConfiguredReranker } from '../open.js';
import { type HardnessOptions, reviewSizes } from './hardness-flags.js';

/** A file, and how messages call it. */
export interface NamedFile {
  readonly path: string;
  readonly name: string;
}

export interface NegativesToJudge {
  /** How they are made, or the file that they are in. */
  readonly from: PoolKind | NamedFile;
  /** Without an embedder only words judge. */
  readonly source: PoolSource;
  /** Negatives of a question, and questions at most, drawn by the seed. */
  readonly count: number;
  readonly sample: number;
  readonly reviewed: ReviewedLabels | null;
  /** Its cross-encoder judges too; null: there is none. */
  readonly config: LoadedConfig | null;
  /** Default: see `thresholdsSchema`. */
  readonly thresholds?: Thresholds;
}

/**
 * Makes or reads pools and judges them; writes `--to-review` where it is asked.
 *
 * @throws RaftCorpusError for a file that is no file of negatives, and as models do
 */
export async function judgeNegatives(run: Run<HardnessOptions>, asked: NegativesToJudge): Promise<JudgedNegatives> {
  const { from, source, reviewed, config, thresholds } = asked;
  const { options, progress } = run;
  const { set, ...facts } = await poolsOf(run, asked);
  await writeReview(run, set, reviewed);
  const reranker = config === null ? undefined : await openConfiguredReranker(config, run);
  try {
    progress.update('judge the negatives', 0);
    const { queries, corpus, embedder } = source;
    const known = new Set(queries.map(({ query_id }) => query_id));
    const assessment = await assessPools({
      set,
      corpus,
      ...(embedder ? { embedder, corpusHitAt1: await corpusHits(source, set) } : {}),
      ...(reranker ? { reranker } : {}),
      grades: gradesOf(queries, typeof from === 'string' ? from : 'file'),
      reviewed,
      hasQuestion: (id) => known.has(id),
      ...(thresholds ? { thresholds } : {}),
      seed: options.seed ?? '0',
    });
    return { ...assessment, pools: facts };
  } finally {
    await reranker?.close();
  }
}

async function poolsOf(
  { options, progress }: Run<HardnessOptions>,
  { from, source, count, sample }: NegativesToJudge,
): Promise<MadePools | PoolsOfFile> {
  const seed = options.seed ?? '0';
  if (typeof from === 'string') return makePools({ from, source, count, sample, seed, progress });
  return readPools({ ...from, lookup: lookupOf(source.corpus), sample, seed, progress });
}

/** @throws RaftCorpusError for `--to-review` of pools that are not made, which would be an empty promise */
export function refuseReview({ toReview }: HardnessOptions): void {
  if (toReview === undefined) return;
  throw new RaftCorpusError('--to-review needs negatives, and none are made', {
    fix: 'Add --negatives mined, naive or random, or a file.',
  });
}

/**
 * Labels that stand in the file of `--to-review` are somebody's work, so it is never replaced.
 *
 * @throws RaftCorpusError where it is there already
 */
export async function checkReviewFile({ options, io }: Pick<Run<HardnessOptions>, 'options' | 'io'>): Promise<void> {
  if (options.toReview === undefined) return;
  const exists = await access(resolve(io.cwd, options.toReview)).then(
    () => true,
    () => false,
  );
  if (!exists) return;
  throw new RaftCorpusError('the file is there already, and may hold what somebody decided', {
    where: options.toReview,
    fix: 'Name a new file; what has labels is not asked again: --reviewed FILE.',
  });
}

/**
 * Writes what a person should judge.
 *
 * @returns null where it was not asked
 * @throws RaftCorpusError as {@link checkReviewFile}
 */
export async function writeReview(
  run: Run<HardnessOptions>,
  set: PoolSet,
  reviewed: ReviewedLabels | null,
): Promise<ReviewPlan | null> {
  const { options, io, progress } = run;
  if (options.toReview === undefined) return null;
  await checkReviewFile(run);
  const plan = pairsToReview({ set, reviewed, ...reviewSizes(options), seed: options.seed ?? '0' });
  await writeFileAtomic(
    resolve(io.cwd, options.toReview),
    plan.pairs.map((pair) => `${JSON.stringify(pair)}\n`).join(''),
  );
  progress.warn(
    `${plan.pairs.length} pairs to judge are in ${options.toReview}: fill in "answers" with true or false, then --reviewed ${options.toReview}`,
  );
  return plan;
}
