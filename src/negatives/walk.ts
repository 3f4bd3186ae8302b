/** From a ranking to the candidates that survive the filters, one at a time: texts are read only as far as is needed. */
import { type Decision, KEEP, type StageCounts, tally } from '../core/stage.js';
import type { Candidate } from './candidate.js';
import {
  drop,
  type FilterContext,
  filterAnswer,
  filterDuplicates,
  filterIdentity,
  filterLikeness,
  filterLineage,
  filterScore,
  type ScoreBounds,
} from './filters.js';
import type { QueryContext } from './query-context.js';
import type { DropReason } from './reasons.js';

/** A ranking of rows for one query, best first. */
export interface Ranking {
  readonly rows: Int32Array;
  readonly scores: Float64Array;
  /** Whether it holds all that can be found. */
  readonly isExhausted: boolean;
}

export interface Walk extends FilterContext {
  readonly bounds: ScoreBounds;
  readonly counts: StageCounts;
  /** Cosine of the query with a row. */
  readonly scoreOf: (row: number) => number;
}

/**
 * The window of sentence-transformers: the first `depth` of the ranking go through the score filters, the first
 * `rangeMax` survivors are considered, and `rangeMin` of them skipped. What only our own filters drop takes no place in
 * the window, so that with those filters silent the outcome is theirs.
 *
 * @returns whether the window was filled, or the corpus has no more
 */
export function* walkDense(context: QueryContext, ranking: Ranking, walk: Walk): Generator<Candidate, boolean> {
  const { options, counts } = walk;
  const repeats = new RepeatedTexts(walk);
  const bounds = boundsFor(context, walk);
  const seen = new Set<string>();
  let places = 0;
  let survivors = 0;
  for (let rank = 0; rank < ranking.rows.length; rank++) {
    if (places === options.depth || survivors === options.rangeMax) return true;
    const [row, score] = [ranking.rows[rank] as number, ranking.scores[rank] as number];
    const isOwn = filterIdentity(row, context);
    const identity = isOwn.keep ? repeats.filter(row, score, context) : isOwn;
    if (!identity.keep) {
      tally(counts, identity);
      if (isNewPositive(row, identity, { context, walk, seen })) places += 1;
      continue;
    }
    const byScore = filterScore(score, context.reference, bounds);
    const decision = byScore.keep ? filterTexts(row, context, walk) : byScore;
    if (decision.keep || !byScore.keep) places += 1;
    if (decision.keep) survivors += 1;
    if (decision.keep && survivors > options.rangeMin) yield denseCandidate(row, score);
    else tally(counts, decision.keep ? drop('before_range') : decision);
  }
  return ranking.isExhausted || places === options.depth || survivors === options.rangeMax;
}

/**
 * The window before a cross-encoder rescores it: what is left of the first `depth` of the ranking when everything but
 * the scores was asked.
 *
 * @returns whether the window was filled, or the corpus has no more
 */
export function* walkUnscored(context: QueryContext, ranking: Ranking, walk: Walk): Generator<Candidate, boolean> {
  const repeats = new RepeatedTexts(walk);
  const seen = new Set<string>();
  let places = 0;
  for (let rank = 0; rank < ranking.rows.length; rank++) {
    if (places === walk.options.depth) return true;
    const [row, score] = [ranking.rows[rank] as number, ranking.scores[rank] as number];
    const decision = firstDrop(
      () => filterIdentity(row, context),
      () => repeats.filter(row, score, context),
      () => filterTexts(row, context, walk),
    );
    if (decision.keep || isNewPositive(row, decision, { context, walk, seen })) places += 1;
    if (decision.keep) yield denseCandidate(row, score);
    else tally(walk.counts, decision);
  }
  return ranking.isExhausted || places === walk.options.depth;
}

/** Survivors of the lexical ranking, in its order. The same filters apply, with cosines as scores. */
export function* walkLexical(context: QueryContext, rows: readonly number[], walk: Walk): Generator<Candidate> {
  const bounds = boundsFor(context, walk);
  for (const row of rows) {
    const score = walk.scoreOf(row);
    const decision = firstDrop(
      () => filterIdentity(row, context),
      () => filterScore(score, context.reference, bounds),
      () => filterTexts(row, context, walk),
    );
    if (decision.keep) yield { ...denseCandidate(row, score), origin: 'lexical' };
    else tally(walk.counts, decision);
  }
}

/** A positive takes one place in the window, at the first of the rows with its text. */
function isNewPositive(
  row: number,
  decision: Decision,
  { context, walk, seen }: { readonly context: QueryContext; readonly walk: Walk; readonly seen: Set<string> },
): boolean {
  const isCopy = !decision.keep && decision.reason === ('duplicate_of_positive' satisfies DropReason);
  if (!context.positiveRows.has(row) && !isCopy) return false;
  const { text } = walk.texts.passage(row);
  if (seen.has(text)) return false;
  seen.add(text);
  return true;
}

function denseCandidate(row: number, score: number): Candidate {
  return { row, origin: 'dense', score, orderScore: score, evidence: null, relation: null };
}

/** Where likeness to several positives decides, the relative margin does not: it would drop the hardest that are left. */
function boundsFor({ likeness }: QueryContext, { bounds }: Walk): ScoreBounds {
  return likeness === null ? bounds : { ...bounds, relativeMargin: undefined };
}

/** In this order: what reads most comes last. */
const TEXT_FILTERS = [filterLikeness, filterLineage, filterDuplicates, filterAnswer];

function filterTexts(row: number, context: QueryContext, walk: Walk): Decision {
  for (const filter of TEXT_FILTERS) {
    const decision = filter(row, context, walk);
    if (!decision.keep) return decision;
  }
  return KEEP;
}

function firstDrop(...filters: readonly (() => Decision)[]): Decision {
  for (const filter of filters) {
    const decision = filter();
    if (!decision.keep) return decision;
  }
  return KEEP;
}

/**
 * One text in several rows is one candidate, as in sentence-transformers, which removes duplicates from the corpus first.
 * Equal texts have equal vectors and so stand side by side in the ranking: texts are only compared where scores are equal.
 */
class RepeatedTexts {
  private rows: number[] = [];
  private score = Number.NaN;

  constructor(private readonly walk: Walk) {}

  filter(row: number, score: number, context: QueryContext): Decision {
    const { texts } = this.walk;
    const text = texts.passage(row).text;
    for (const [positive, positiveScore] of context.positiveScores) {
      if (positiveScore === score && texts.passage(positive).text === text) {
        return drop('duplicate_of_positive');
      }
    }
    if (score !== this.score) this.rows = [];
    this.score = score;
    if (this.rows.some((other) => texts.passage(other).text === text)) return drop('duplicate_candidate');
    this.rows.push(row);
    return KEEP;
  }
}
