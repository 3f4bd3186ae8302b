/** Grades as evidence: what a judge, not the miner, said of pairs. */
import type { MiningQuery } from '../../../negatives/types.js';
import type { PoolKind } from '../pools/pool-kinds.js';

/** Grades by query and passage; above 0: it answers. */
export type Grades = ReadonlyMap<string, ReadonlyMap<string, number>>;

/**
 * What queries know of passages: positives, lower grades (1) and judged negatives (0).
 *
 * Where the negatives of `from` were chosen with these grades, they say nothing more about them, and there are none: the
 * miner excludes whatever has a grade, and judged negatives are grades. Naive and random pools know positives alone, and
 * negatives of other files come from who knows where.
 */
export function gradesOf(queries: readonly MiningQuery[], from: PoolKind | 'file'): Grades | null {
  if (from === 'mined' || from === 'judged') return null;
  return new Map(
    queries.map(({ query_id, oracle_ids, excluded_ids = [], judged_negative_ids = [] }) => {
      const grades = new Map<string, number>();
      for (const id of judged_negative_ids) grades.set(id, 0);
      for (const id of excluded_ids) grades.set(id, 1);
      for (const id of oracle_ids) grades.set(id, 2);
      return [query_id, grades];
    }),
  );
}
