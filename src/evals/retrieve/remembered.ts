/** The last ranking of a list of questions, kept for the next retriever that is asked the same ones. */

/** Ranks something for each question, `k` deep; of a deeper ranking the first `k` are the same. */
export type Ranker<T> = (questions: readonly string[], k: number) => Promise<readonly T[]>;

/** Beyond so many hits a ranking is worked out again, as memory is dearer than time: about 100 MB. */
const MOST_KEPT = 2_000_000;

/** @param first the first `k` of a ranking that is at least as deep */
export function remembered<T>(rank: Ranker<T>, first: (ranking: T, k: number) => T): Ranker<T> {
  let last: { readonly questions: readonly string[]; readonly k: number; readonly found: readonly T[] } | undefined;
  return async (questions, k) => {
    if (last !== undefined && last.k >= k && isSame(last.questions, questions)) {
      return last.k === k ? last.found : last.found.map((ranking) => first(ranking, k));
    }
    last = undefined;
    const found = await rank(questions, k);
    if (questions.length * k <= MOST_KEPT) last = { questions: [...questions], k, found };
    return found;
  };
}

/** Whether two lists hold the same texts. */
export function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((text, i) => text === b[i]);
}
