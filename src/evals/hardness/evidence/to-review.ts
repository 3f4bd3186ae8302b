/** Which negatives of a set a person should read: those that look most like answers, and a random part that gives a fair share. */
import { sha256 } from '../../../core/hash.js';
import { compareText } from '../../../core/order.js';
import type { Pool, PoolCandidate, PoolSet } from '../pool.js';
import type { ReviewedLabels, Sample } from './labels.js';

/** A pair to judge; with `answers` filled in, the line is a label. */
export interface PairToReview {
  readonly question_id: string;
  readonly passage_id: string;
  readonly question: string;
  readonly title: string;
  readonly passage: string;
  /** Name of the set whose negative it is. */
  readonly pool: string;
  readonly sample: Sample;
  /** Its score less the question's highest positive's: above 0, the model takes it for the better answer; null: not scored. */
  readonly suspicion: number | null;
  readonly answers: null;
}

export interface ToReviewOptions {
  readonly set: PoolSet;
  readonly reviewed?: ReviewedLabels | null;
  /** Pairs of the random part, those that have labels already included. */
  readonly random: number;
  /** Pairs beside them, the most suspicious of the rest. */
  readonly suspicious: number;
  readonly seed: number | string;
}

/** A set's negatives that have no label yet. */
export interface ReviewPlan {
  readonly pairs: readonly PairToReview[];
  /** Negatives of the set, and pairs of its random part that have labels already. */
  readonly negatives: number;
  readonly labelled: number;
}

/**
 * Draws the random part by a hash of seed and pair, so that it does not depend on what is known of the pairs, and that
 * another set draws the pairs which both have alike: labels are used again. The suspicious part is marked apart.
 *
 * @returns most suspicious first within each part, the suspicious part first: they are worth reading even if nobody
 *   reads on, and the random part is worth nothing half read
 */
export function pairsToReview({ set, reviewed, random, suspicious, seed }: ToReviewOptions): ReviewPlan {
  const known = new Set(reviewed?.labels.map((label) => keyOf(label.question_id, label.passage_id)));
  const all = set.pools.flatMap((pool) => negativesOf(pool, set.name));
  const drawn = all
    .map((pair) => ({ pair, place: sha256(String(seed), pair.question_id, pair.passage_id) }))
    .sort((a, b) => compareText(a.place, b.place))
    .slice(0, random);
  const isDrawn = new Set(drawn.map(({ pair }) => pair));
  const isOpen = ({ question_id, passage_id }: PairToReview): boolean => !known.has(keyOf(question_id, passage_id));
  const fair = drawn.map(({ pair }) => pair).filter(isOpen);
  const rest = all.filter((pair) => !isDrawn.has(pair) && isOpen(pair)).sort(bySuspicion);
  const picked = rest.slice(0, suspicious).map((pair): PairToReview => ({ ...pair, sample: 'suspicious' }));
  return {
    pairs: [...picked, ...fair.sort(bySuspicion)],
    negatives: all.length,
    labelled: drawn.length - fair.length,
  };
}

function negativesOf({ query_id, query, candidates }: Pool, name: string): PairToReview[] {
  const scores = candidates.flatMap(({ relevant, score }) => (relevant && score !== null ? [score] : []));
  const best = scores.length === 0 ? null : Math.max(...scores);
  const negatives = candidates.filter(({ relevant }) => !relevant);
  return negatives.map(({ id, title, text, score }: PoolCandidate) => ({
    question_id: query_id,
    passage_id: id,
    question: query,
    title,
    passage: text,
    pool: name,
    sample: 'random',
    suspicion: best === null || score === null ? null : score - best,
    answers: null,
  }));
}

function bySuspicion(a: PairToReview, b: PairToReview): number {
  const [x, y] = [a.suspicion ?? Number.NEGATIVE_INFINITY, b.suspicion ?? Number.NEGATIVE_INFINITY];
  if (x !== y) return y - x;
  return compareText(a.question_id, b.question_id) || compareText(a.passage_id, b.passage_id);
}

function keyOf(questionId: string, passageId: string): string {
  return JSON.stringify([questionId, passageId]);
}
