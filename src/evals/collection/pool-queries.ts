/** A collection's questions as those that pools are made for, and whether its judges left negatives of their own. */
import type { MiningCorpus } from '../../negatives/corpus.js';
import type { MiningQuery } from '../../negatives/types.js';
import type { CollectionQuestion } from './evaluate-collection.js';

/** Negatives of a question, and questions at most: what suites have by default. */
export const POOL_SIZES = { count: 8, sample: 500 } as const;

/**
 * As suites have it: what has the question's best grade answers, what has a lower one of at least 1 answers too and is only
 * excluded; what has none of these was judged and does not answer. `distractors` were mined more often than judged, and say
 * nothing here.
 */
export function poolQueries(questions: readonly CollectionQuestion[]): readonly MiningQuery[] {
  return questions.map(({ id, text, grades }) => {
    const best = Math.max(1, ...grades.values());
    const withGrade = (test: (grade: number) => boolean): readonly string[] =>
      [...grades].flatMap(([passage, grade]) => (test(grade) ? [passage] : []));
    return {
      query_id: id,
      text,
      oracle_ids: withGrade((grade) => grade === best),
      excluded_ids: withGrade((grade) => grade >= 1 && grade < best),
      judged_negative_ids: withGrade((grade) => grade < 1),
    };
  });
}

/**
 * Whether judged negatives can stand for the collection: at least half of the questions that can have a pool have a whole
 * pool of them in the corpus.
 */
export function judgesEnough(queries: readonly MiningQuery[], { rowOf }: Pick<MiningCorpus, 'rowOf'>): boolean {
  const isThere = (id: string): boolean => rowOf(id) !== undefined;
  const answerable = queries.filter(({ oracle_ids }) => oracle_ids.some(isThere));
  const filled = answerable.filter(
    ({ judged_negative_ids = [] }) => judged_negative_ids.filter(isThere).length >= POOL_SIZES.count,
  );
  return filled.length > 0 && 2 * filled.length >= answerable.length;
}
