/** The miner's options with every default filled in, and their contradictions refused. */
import { checkOptions } from './check-options.js';
import type { MiningOptions, ResolvedOptions } from './options.js';

/** Chosen on hidden positives of chorus-ecommerce, see docs/benchmarks.md. */
const LIKE_POSITIVE = { share: 0.7, weight: 0.5 };

/**
 * Fills in defaults.
 *
 * @throws RaftCorpusError on contradictory options: see `check-options.ts`
 */
export function resolveOptions(options: MiningOptions): ResolvedOptions {
  const mostPositives = options.queries.reduce((most, query) => Math.max(most, query.oracle_ids.length), 0);
  const rangeMin = options.rangeMin ?? 0;
  const n = options.numNegatives;
  const isCeiling = options.rerank !== undefined && options.rerank.mode !== 'rescore';
  const marginSet =
    isCeiling ||
    options.relativeMargin !== null ||
    options.absoluteMargin !== undefined ||
    options.maxScore !== undefined;
  const rangeMax = options.rangeMax ?? rangeMin + mostPositives + (marginSet ? 10 * n : n);
  const resolved: ResolvedOptions = {
    ...options,
    likePositive: likePositiveOf(options),
    rangeMin,
    rangeMax,
    depth: options.depth ?? rangeMax + mostPositives,
    marginFrom: options.marginFrom ?? 'weakest',
    sampling: options.sampling ?? 'top',
    quotas: { stale: 2, sibling: 2, lexical: 0, dense: n, ...options.quotas },
    lexicalDepth: options.lexicalDepth ?? 50,
    answerGuard: options.answerGuard ?? 'strict',
    nearDuplicate: options.nearDuplicate === undefined ? 0.8 : options.nearDuplicate,
    diversity: options.diversity === undefined ? 0.8 : options.diversity,
    onBadPositive: options.onBadPositive ?? 'error',
    withoutPositive: options.withoutPositive ?? 'skip',
    memoryBudget: options.memoryBudget ?? 256 * 1024 * 1024,
  };
  checkOptions(resolved);
  return resolved;
}

function likePositiveOf({ likePositive, relativeMargin }: MiningOptions): ResolvedOptions['likePositive'] {
  if (likePositive) return { ...LIKE_POSITIVE, ...likePositive };
  return likePositive === undefined && relativeMargin === 'calibrated' ? LIKE_POSITIVE : null;
}
