/** Contradictory options are refused before any work. */
import { RaftCorpusError } from '../core/errors.js';
import type { ResolvedOptions } from './options.js';

/** @throws RaftCorpusError naming the option and the way out */
export function checkOptions(options: ResolvedOptions): void {
  checkCounts(options);
  checkWindow(options);
  checkScores(options);
  checkShares(options);
  if (options.quotas.lexical > 0 && !options.lexical) {
    refuse('a lexical quota needs a lexical index', 'Give `lexical`, or leave the quota at 0.');
  }
  if (options.quotas.lexical > 0 && options.rerank?.mode === 'rescore') {
    refuse(
      'a cross-encoder that rescores orders the dense window alone',
      'Set the lexical quota to 0, or rerank.mode to ceiling.',
    );
  }
  if (Object.values(options.quotas).every((quota) => quota === 0)) {
    refuse('every quota is 0', 'Leave at least one origin a place.');
  }
}

function checkCounts({ numNegatives, lexicalDepth, memoryBudget, quotas, simans }: ResolvedOptions): void {
  const counts = { lexicalDepth, memoryBudget };
  if (!isCount(numNegatives, 1)) refuse(`numNegatives is ${numNegatives}`, 'Ask for at least one negative per query.');
  for (const [name, value] of Object.entries(counts)) {
    if (!isCount(value, 1)) refuse(`${name} is ${value}`, 'Use a whole number of at least 1.');
  }
  for (const [origin, quota] of Object.entries(quotas)) {
    if (!isCount(quota, 0)) refuse(`the quota of ${origin} is ${quota}`, 'Use a whole number of at least 0.');
  }
  if (simans?.a !== undefined && !(simans.a >= 0 && Number.isFinite(simans.a))) {
    refuse(`simans.a is ${simans.a}`, 'Use a number of at least 0: the larger, the closer to the positive.');
  }
  if (simans?.b !== undefined && !Number.isFinite(simans.b)) refuse(`simans.b is ${simans.b}`, 'Use a number.');
}

function checkWindow({ numNegatives, rangeMin, rangeMax, depth }: ResolvedOptions): void {
  if (!isCount(rangeMin, 0)) refuse(`rangeMin is ${rangeMin}`, 'Use a whole number of at least 0.');
  if (!isCount(rangeMax, 1)) refuse(`rangeMax is ${rangeMax}`, 'Use a whole number of at least 1.');
  if (rangeMin >= rangeMax) refuse(`rangeMin ${rangeMin} is not below rangeMax ${rangeMax}`, 'Widen the window.');
  if (numNegatives > rangeMax - rangeMin) {
    refuse(`${numNegatives} negatives do not fit into the window ${rangeMin}–${rangeMax}`, 'Widen the window.');
  }
  if (!isCount(depth, 1)) refuse(`depth is ${depth}`, 'Use a whole number of at least 1.');
  if (depth < rangeMin + 1) {
    refuse(`depth ${depth} ends before the window begins at ${rangeMin}`, 'Look further down the ranking.');
  }
}

function checkScores({ minScore, maxScore, relativeMargin, absoluteMargin }: ResolvedOptions): void {
  for (const [name, value] of Object.entries({ minScore, maxScore, absoluteMargin })) {
    if (value !== undefined && !Number.isFinite(value)) refuse(`${name} is ${value}`, 'Use a number.');
  }
  if (minScore !== undefined && maxScore !== undefined && minScore > maxScore) {
    refuse(`minScore ${minScore} is above maxScore ${maxScore}`, 'Swap them.');
  }
  if (typeof relativeMargin === 'number' && !(relativeMargin >= 0 && relativeMargin < 1)) {
    refuse(`relativeMargin is ${relativeMargin}`, 'It is the share below the positive: 0.05 keeps up to 95 %.');
  }
}

function checkShares({ nearDuplicate, diversity, maxPositiveSimilarity, likePositive }: ResolvedOptions): void {
  if (likePositive && !(likePositive.share > 0 && Number.isFinite(likePositive.share))) {
    refuse(
      `likePositive.share is ${likePositive.share}`,
      'It is a share of how like each other the positives are: 0.7.',
    );
  }
  if (likePositive && !(likePositive.weight >= 0 && Number.isFinite(likePositive.weight))) {
    refuse(
      `likePositive.weight is ${likePositive.weight}`,
      'Use a number of at least 0; 0 takes the most similar first.',
    );
  }
  for (const [name, value] of Object.entries({ nearDuplicate, diversity })) {
    if (value !== null && !(value > 0 && value <= 1)) {
      refuse(`${name} is ${value}`, 'It is a Jaccard similarity above 0 and up to 1; null turns the filter off.');
    }
  }
  if (maxPositiveSimilarity !== undefined && !(maxPositiveSimilarity >= -1 && maxPositiveSimilarity <= 1)) {
    refuse(`maxPositiveSimilarity is ${maxPositiveSimilarity}`, 'It is a cosine, from -1 to 1.');
  }
}

function isCount(value: number, least: number): boolean {
  return Number.isSafeInteger(value) && value >= least;
}

function refuse(message: string, fix: string): never {
  throw new RaftCorpusError(message, { fix });
}
