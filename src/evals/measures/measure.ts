/** A measure is a value with a canonical name (`nDCG@10`): one ranking in, one number out; aggregation is elsewhere. */

/** One query's ranking with what is known about its passages. */
export interface JudgedRanking {
  /** passage_ids, best first, without repeats; see `rankHits` for the order among ties. */
  readonly ranking: readonly string[];
  /** Grade by passage_id; a grade ≥ 1 is relevant, an unjudged passage is not. */
  readonly grades: ReadonlyMap<string, number>;
  /** Whether a passage is not current. */
  isStale(passageId: string): boolean;
}

export interface Measure {
  /** Canonical: family, `@`, cut-off. */
  readonly name: string;
  /** Whether it needs relevant passages: without any it has no value for the query (trec_eval would call it 0). */
  readonly needsRelevant: boolean;
  /** Which way is better, for gates and comparisons. */
  readonly better: 'higher' | 'lower';
  /** In [0, 1]. */
  compute(query: JudgedRanking): number;
}

/** Number of relevant passages among the judged. */
export function countRelevant(grades: ReadonlyMap<string, number>): number {
  let count = 0;
  for (const grade of grades.values()) if (grade >= 1) count += 1;
  return count;
}

/** Whether a passage of the ranking is relevant. */
export function isRelevant(query: JudgedRanking, passageId: string): boolean {
  return (query.grades.get(passageId) ?? 0) >= 1;
}
