/** How hard a set of pools is, with everything that is at hand to say it: corpus, models, grades, labels. */
import { createRandom } from '../../../core/random.js';
import type { Embedder } from '../../../embed/embedder.js';
import type { Reranker } from '../../../embed/reranker.js';
import { isSearchable, type MiningCorpus } from '../../../negatives/corpus.js';
import {
  type EvidenceSummary,
  type GatheredEvidence,
  gatherEvidence,
  type LabelCounts,
} from '../evidence/gather-evidence.js';
import type { Grades } from '../evidence/grades.js';
import type { ReviewedLabels } from '../evidence/labels.js';
import { measureHardness } from '../measure-hardness.js';
import type { PoolSet } from '../pool.js';
import type { HardnessReport } from '../report.js';
import { embedderScorer, rerankerScorer } from '../scorers/models.js';
import type { ScorableText, Scorer } from '../scorers/scorer.js';
import { wordScorers } from '../scorers/word-scorers.js';
import type { Thresholds } from '../thresholds.js';
import type { MadePools } from './make-pools.js';
import type { PoolsOfFile } from './read/read-pools.js';

export interface AssessOptions {
  readonly set: PoolSet;
  /** Where random passages and the statistics of words come from; null: the pools are all there is. */
  readonly corpus: MiningCorpus | null;
  /** The model that is evaluated. Of passages of `corpus` it has made the vectors. */
  readonly embedder?: Embedder;
  readonly reranker?: Reranker;
  /** Hit@1 of the model on the whole corpus, by query_id. */
  readonly corpusHitAt1?: ReadonlyMap<string, number>;
  /** See `gradesOf`: grades that whoever chose the negatives did not use. */
  readonly grades?: Grades | null;
  readonly reviewed?: ReviewedLabels | null;
  readonly hasQuestion?: (id: string) => boolean;
  readonly thresholds?: Thresholds;
  /** At most so many passages stand for the corpus; drawn by seed. Default 20,000: more change no share. */
  readonly background?: number;
  readonly seed: number | string;
}

/** The report, and what it knows of false negatives. */
export interface Assessment extends HardnessReport {
  readonly evidence: (EvidenceSummary & { readonly examples: GatheredEvidence['false_negatives'] }) | null;
  readonly labels: LabelCounts | null;
}

/** Where pools came from, and what could not be one: of made ones, or of those of a file. */
export type PoolFacts = Omit<MadePools, 'set'> | Omit<PoolsOfFile, 'set'>;

/** `hardness` of a report: the findings, and what they rest on where that is known. */
export interface JudgedNegatives extends HardnessReport, Partial<Pick<Assessment, 'evidence' | 'labels'>> {
  readonly pools?: PoolFacts;
}

/** False negatives named in a report. */
const EXAMPLES = 20;

/** @throws RaftCorpusError as the models do */
export async function assessPools(options: AssessOptions): Promise<Assessment> {
  const { set, corpus, embedder, reranker } = options;
  const background = corpus === null ? [] : drawnPassages(corpus, options);
  const gathered = gatherEvidence({
    ...options,
    ...(corpus === null ? {} : { hasPassage: (id: string) => corpus.rowOf(id) !== undefined }),
  });
  const scorers: readonly Scorer[] = [
    ...wordScorers(set, background),
    ...(reranker && set.pools.length > 0 ? [rerankerScorer(reranker)] : []),
  ];
  const report = await measureHardness({
    ...{ set, scorers, background, seed: options.seed },
    ...(embedder ? { evaluated: embedderScorer(embedder, vectorsOf(corpus)) } : {}),
    ...(options.corpusHitAt1 ? { corpusHitAt1: options.corpusHitAt1 } : {}),
    ...(gathered.evidence ? { evidence: gathered.evidence } : {}),
    ...(options.thresholds ? { thresholds: options.thresholds } : {}),
  });
  const examples = gathered.false_negatives.slice(0, EXAMPLES);
  return {
    ...report,
    evidence: gathered.summary && { ...gathered.summary, examples },
    labels: gathered.labels,
  };
}

const MOST_BACKGROUND = 20_000;

function drawnPassages(
  { passages }: MiningCorpus,
  { background = MOST_BACKGROUND, seed }: AssessOptions,
): readonly ScorableText[] {
  const current = passages.filter(isSearchable);
  const drawn =
    current.length <= background ? current : createRandom(`${seed}/background`).shuffle(current).slice(0, background);
  return drawn.map(({ passage_id: id, title, text }) => ({ id, title, text }));
}

function vectorsOf(corpus: MiningCorpus | null): (id: string) => Float32Array | undefined {
  return (id) => {
    const row = corpus?.rowOf(id);
    return corpus === null || row === undefined
      ? undefined
      : corpus.vectors.subarray(row * corpus.dims, (row + 1) * corpus.dims);
  };
}
