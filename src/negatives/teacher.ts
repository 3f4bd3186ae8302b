/** Is the embedder good enough to mine with? A weak, nearly lexical one mines feeble negatives. */
import { mean } from '../stats/quantiles.js';
import type { MinedRow, TeacherCheck } from './types.js';

/** Recall@10 below which mining warns. */
export const WEAK_TEACHER = 0.7;

const CUTOFF = 10;

/** Share of a query's positives among the first ten of its ranking; null without positives. */
export function recallAt10({ positives }: Pick<MinedRow, 'positives'>): number | null {
  if (positives.length === 0) return null;
  return positives.filter(({ rank }) => rank !== null && rank <= CUTOFF).length / positives.length;
}

/** @param recalls recall@10 per query over the searched passages; null for queries without positives */
export function checkTeacher(recalls: readonly (number | null)[]): TeacherCheck {
  const measured = recalls.filter((value) => value !== null);
  if (measured.length === 0) return { recall_at_10: null, queries: 0, weak: null };
  const recall = mean(measured);
  return { recall_at_10: recall, queries: measured.length, weak: recall < WEAK_TEACHER };
}
