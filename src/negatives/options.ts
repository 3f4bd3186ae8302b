/** The miner's options: their defaults, and the contradictions that are refused before any work. */
import { RaftCorpusError } from '../core/errors.js';
import type { Progress } from '../core/progress.js';
import type { ViewIndex } from '../verify/view-index.js';
import type { MiningQuery } from './types.js';

/**
 * Score filters have the names and the semantics of sentence-transformers' `mine_hard_negatives`: they compare with
 * the *weakest* positive, and a score on the bound is kept. They apply to dense candidates; stale versions and siblings
 * differ from the oracle by a token, so for them the rules about what they state decide instead.
 */
export interface MiningOptions {
  readonly queries: readonly MiningQuery[];
  /** The corpus, its view with vectors. */
  readonly index: ViewIndex;
  /** Row-major [queries.length × dims], L2-normalised. */
  readonly queryVectors: Float32Array;
  /** Negatives wanted per query. */
  readonly numNegatives: number;
  /** Keep `score <= positive - absoluteMargin`. */
  readonly absoluteMargin?: number;
  /** Keep `score <= positive - |positive| * relativeMargin`; default 0.05, NV-Retriever's 95 % of the positive. `null`: off. */
  readonly relativeMargin?: number | null;
  readonly maxScore?: number;
  readonly minScore?: number;
  /** Survivors to skip from the top; default 0. */
  readonly rangeMin?: number;
  /** Survivors to consider; default `rangeMin + most positives + n`, with 10·n for n when a margin or maxScore is set. */
  readonly rangeMax?: number;
  /**
   * Candidates of the ranking that may reach the score filters; default `rangeMax + most positives`, which is what
   * sentence-transformers looks at. More finds negatives for queries whose positive ranks low.
   */
  readonly depth?: number;
  /** `top` (default): the hardest; `random`: any of the window, seeded. */
  readonly sampling?: 'top' | 'random';
  readonly seed: number | string;
  /** At most so many per query; default 1 each. 0 turns the origin off. */
  readonly maxStale?: number;
  readonly maxSiblings?: number;
  /** A positive that is unknown or not current: stop (default), or drop it and go on. */
  readonly onBadPositive?: 'error' | 'drop';
  readonly progress?: Progress;
}

/** Options with every default filled in. */
export interface ResolvedOptions extends Omit<MiningOptions, 'relativeMargin'> {
  readonly relativeMargin: number | undefined;
  readonly rangeMin: number;
  readonly rangeMax: number;
  readonly depth: number;
  readonly sampling: 'top' | 'random';
  readonly maxStale: number;
  readonly maxSiblings: number;
  readonly mostPositives: number;
}

/**
 * Fills in defaults.
 *
 * @throws RaftCorpusError on contradictory options, duplicate query ids, an empty corpus, or vectors of another shape
 */
export function resolveOptions(options: MiningOptions): ResolvedOptions {
  const relativeMargin = options.relativeMargin === undefined ? 0.05 : (options.relativeMargin ?? undefined);
  const mostPositives = options.queries.reduce((most, query) => Math.max(most, query.oracle_ids.length), 0);
  const rangeMin = options.rangeMin ?? 0;
  const n = options.numNegatives;
  const marginSet =
    relativeMargin !== undefined || options.absoluteMargin !== undefined || options.maxScore !== undefined;
  const rangeMax = options.rangeMax ?? rangeMin + mostPositives + (marginSet ? 10 * n : n);
  const resolved: ResolvedOptions = {
    ...options,
    relativeMargin,
    rangeMin,
    rangeMax,
    depth: options.depth ?? rangeMax + mostPositives,
    mostPositives,
    sampling: options.sampling ?? 'top',
    maxStale: options.maxStale ?? 1,
    maxSiblings: options.maxSiblings ?? 1,
  };
  checkNumbers(resolved);
  checkInputs(resolved);
  return resolved;
}

function checkNumbers(options: ResolvedOptions): void {
  const { numNegatives, rangeMin, rangeMax, minScore, maxScore } = options;
  const refuse = (message: string, fix: string): never => {
    throw new RaftCorpusError(message, { fix });
  };
  if (!Number.isInteger(numNegatives) || numNegatives < 1) {
    refuse(`numNegatives is ${numNegatives}`, 'Ask for at least one negative per query.');
  }
  if (!Number.isInteger(rangeMin) || rangeMin < 0) refuse(`rangeMin is ${rangeMin}`, 'Use an integer of at least 0.');
  if (rangeMin >= rangeMax) refuse(`rangeMin ${rangeMin} is not below rangeMax ${rangeMax}`, 'Widen the window.');
  if (numNegatives > rangeMax - rangeMin) {
    refuse(`${numNegatives} negatives do not fit into the window ${rangeMin}–${rangeMax}`, 'Widen the window.');
  }
  if (minScore !== undefined && maxScore !== undefined && minScore > maxScore) {
    refuse(`minScore ${minScore} is above maxScore ${maxScore}`, 'Swap them.');
  }
  if (options.relativeMargin !== undefined && !(options.relativeMargin >= 0 && options.relativeMargin < 1)) {
    refuse(`relativeMargin is ${options.relativeMargin}`, 'It is the share below the positive: 0.05 keeps up to 95 %.');
  }
}

function checkInputs(options: ResolvedOptions): void {
  const { view } = options.index;
  if (view.passages.length === 0) {
    throw new RaftCorpusError('the corpus is empty', { fix: 'Run raft-corpus refresh first.' });
  }
  if (view.vectors.length !== view.passages.length * view.embedder.dims) {
    throw new RaftCorpusError('the corpus was read without its vectors', {
      fix: 'Ask for vectors when reading the view.',
    });
  }
  if (options.queryVectors.length !== options.queries.length * view.embedder.dims) {
    throw new RaftCorpusError(`the query vectors are not ${options.queries.length} rows of ${view.embedder.dims}`, {
      fix: 'Embed the queries with the embedder of the corpus.',
    });
  }
  const seen = new Set<string>();
  for (const { query_id } of options.queries) {
    if (seen.has(query_id)) throw new RaftCorpusError(`two queries share the id "${query_id}"`, { where: query_id });
    seen.add(query_id);
  }
}
