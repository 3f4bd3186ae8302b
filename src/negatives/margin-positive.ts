/**
 * Which positives a margin counts from. A model scores a translation of the answer below the answer in the question's own
 * language, often below everything else: a margin under such a positive leaves no candidate, though nothing is the matter
 * with them.
 */

export const MARGIN_POSITIVES = ['weakest', 'auto', 'strongest'] as const;
export type MarginPositive = (typeof MARGIN_POSITIVES)[number];

/** Whether a language is one that can be told from another: not null (unknown), not `mixed`. */
function isOne(lang: string | null): lang is string {
  return lang !== null && lang !== 'mixed';
}

/**
 * Which of the scored positives count; the weakest of them is what margins count from.
 *
 * - `weakest`: all of them, as in sentence-transformers.
 * - `auto`: those in the language of the strongest, which is the language that this model finds the question close to. One in both
 *   languages or in none that is known always counts, and where the strongest is such a one all do: without languages this
 *   is `weakest`.
 * - `strongest`: the strongest alone.
 *
 * @param langOf language of a row: `ja`, `en`, `mixed`, null
 * @returns a function of scores by row; ties go to the row that was scored first
 */
export function marginPositives(
  from: MarginPositive,
  langOf: (row: number) => string | null,
): (scores: ReadonlyMap<number, number>) => readonly number[] {
  return (scores) => {
    const rows = [...scores.keys()];
    if (from === 'weakest' || rows.length < 2) return rows;
    const strongest = rows.reduce((best, row) =>
      (scores.get(row) as number) > (scores.get(best) as number) ? row : best,
    );
    if (from === 'strongest') return [strongest];
    const spoken = langOf(strongest);
    return rows.filter((row) => !isOne(spoken) || !isOne(langOf(row)) || langOf(row) === spoken);
  };
}
