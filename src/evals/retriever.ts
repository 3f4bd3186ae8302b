/** What is evaluated: anything that ranks passages of a view for questions. */
import type { CorpusView } from '../corpus/view.js';
import type { Embedder } from '../embed/embedder.js';
import { searchDense } from '../search/dense.js';
import { embedQueries } from '../search/embed-queries.js';
import type { ScoredPassage } from './ranking.js';

export interface Retriever {
  /** As gates name it: `dense`, `dense-current`. */
  readonly name: string;
  /** The `k` best passages for each question, in the order of the questions. */
  retrieve(questions: readonly string[], k: number): Promise<readonly (readonly ScoredPassage[])[]>;
}

/**
 * Exact dense retrieval over a view with vectors.
 *
 * @param options.scope `all` (`dense`): current and stale passages, as in an index that nobody pruned; `current`
 *   (`dense-current`): what the index would return were its stale passages filtered out
 */
export function denseRetriever(options: {
  readonly view: CorpusView;
  readonly embedder: Embedder;
  readonly scope: 'all' | 'current';
}): Retriever {
  const { view, embedder, scope } = options;
  return {
    name: scope === 'all' ? 'dense' : 'dense-current',
    retrieve: async (questions, k) => {
      const hits = await searchDense({
        vectors: view.vectors,
        dims: view.embedder.dims,
        queries: await embedQueries(embedder, questions),
        k,
        allowed: (row) => scope === 'all' || view.passages[row]?.verdict === null,
      });
      return hits.map((list) =>
        list.map(({ index, score }) => ({ passage_id: view.passages[index]?.passage_id ?? '', score })),
      );
    },
  };
}
