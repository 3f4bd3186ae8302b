/** `eval --runs DIR`: what each retriever found as a TREC run, and what answers as TREC qrels. */
import { join } from 'node:path';
import { writeQrels, writeRun } from '../../dataset/trec/write-run.js';
import type { EvalQuery, QueryRuns } from '../../evals/evaluate-queries.js';
import type { Retriever } from '../../evals/retrieve/retriever.js';

/**
 * Writes `DIR/NAME.run` for each retriever as soon as it has answered; with `qrels.txt`, {@link writeEvalQrels}, `score`
 * finds the figures of the eval.
 */
export function runWriter(
  folder: string,
): (retriever: Retriever, runs: QueryRuns, queries: readonly EvalQuery[]) => Promise<void> {
  return async (retriever, runs, queries) => {
    const ranked = queries.map(({ id }, i) => ({
      query: id,
      hits: (runs[i] ?? []).map(({ passage_id, score }) => ({ id: passage_id, score })),
    }));
    await writeRun(join(folder, `${retriever.name}.run`), ranked, retriever.name);
  };
}

/** Writes `DIR/qrels.txt`. Questions that nothing answers have no judgements, and are in no file of qrels. */
export async function writeEvalQrels(folder: string, queries: readonly EvalQuery[]): Promise<void> {
  await writeQrels(
    join(folder, 'qrels.txt'),
    queries.map(({ id, grades }) => ({ query: id, grades })),
  );
}
