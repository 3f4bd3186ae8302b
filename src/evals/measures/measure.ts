/**
 * A measure is a value with a canonical name (`nDCG@10`, `P(rel=2)@5`): one ranked list in, one number out. Which queries
 * count, and what a list without relevant documents is worth, is decided where values become means.
 */

/** The grade of a document that nobody judged. */
export const UNJUDGED = Number.NaN;

/**
 * One query's ranking with what is known about it, best first; documents are ranks here, so that a run of millions of
 * lines is scored without a string for each.
 */
export interface RankedList {
  /**
   * Grade by rank (integers); {@link UNJUDGED} where nobody judged. Negative, as in trec_eval: in the pool, and left
   * unjudged. One entry for each retrieved document, unless the policies drop the unjudged ones.
   */
  readonly grades: ArrayLike<number>;
  /** Grades of all judged documents of the query, retrieved or not, highest first. */
  readonly judged: ArrayLike<number>;
  /** `grades` as they were before unjudged documents were dropped; absent where none is. */
  readonly retrieved?: ArrayLike<number>;
  /** By rank: 1 for a passage that is not current; absent where nothing is known of versions. */
  readonly stale?: ArrayLike<number>;
  /** By rank: 1 for a passage known not to answer; absent where none is known. */
  readonly distractors?: ArrayLike<number>;
  /** What says a fact now and what said it before, where either was retrieved; absent where nothing is known of versions. */
  readonly pairs?: readonly VersionPair[];
}

/** Ranks (0-based) of a fact's current and its stale passage; Infinity for one that was not retrieved. */
export interface VersionPair {
  readonly current: number;
  readonly stale: number;
}

export interface Measure {
  /** Canonical: family, parameters in brackets, `@` and cut-off. */
  readonly name: string;
  /** What a list must bring for it to have a value; `relevant`: a judged document that is relevant. */
  readonly needs: 'nothing' | 'relevant' | 'stale' | 'distractors' | 'pairs';
  /** Which way is better, for gates and comparisons. */
  readonly better: 'higher' | 'lower';
  /** The rank it looks no further than; null: it reads the whole list. */
  readonly cutoff: number | null;
  /** In [0, 1]; null where the list lacks what it needs. */
  compute(list: RankedList): number | null;
}

/** What a measure's name can say besides its family. */
export interface MeasureParameters {
  /** Ranks it looks at; null: all. */
  readonly cutoff: number | null;
  /** The least grade that counts as relevant; ≥ 1. */
  readonly rel: number;
}

/** `P(rel=2)@5`: parameters that are as everybody expects them are not said. */
export function measureName(family: string, { cutoff, rel }: MeasureParameters, more: readonly string[] = []): string {
  const said = [...(rel === 1 ? [] : [`rel=${rel}`]), ...more];
  return `${family}${said.length === 0 ? '' : `(${said.join(',')})`}${cutoff === null ? '' : `@${cutoff}`}`;
}

/** Ranks that a measure looks at: all that there are, or the first `cutoff`. */
export function depthWithin(ranks: ArrayLike<unknown>, cutoff: number | null): number {
  return cutoff === null ? ranks.length : Math.min(cutoff, ranks.length);
}

/** Documents that are relevant at `least` or above, among all judged ones. */
export function countRelevant({ judged }: Pick<RankedList, 'judged'>, least = 1): number {
  let count = 0;
  while (count < judged.length && (judged[count] as number) >= least) count += 1;
  return count;
}

/** Relevant documents among the first `k`. An unjudged one (NaN) is not relevant. */
export function relevantWithin({ grades }: Pick<RankedList, 'grades'>, k: number | null, least = 1): number {
  let count = 0;
  const depth = depthWithin(grades, k);
  for (let rank = 0; rank < depth; rank++) if ((grades[rank] as number) >= least) count += 1;
  return count;
}

/** Whether a mark is set among the first `k`. */
export function markedWithin(marks: ArrayLike<number>, k: number | null): boolean {
  const depth = depthWithin(marks, k);
  for (let rank = 0; rank < depth; rank++) if (marks[rank] === 1) return true;
  return false;
}
