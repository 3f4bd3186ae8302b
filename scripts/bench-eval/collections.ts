/** Judged collections as `raft-corpus eval --beir` evaluates them. */
import type { Embedder } from '../../src/embed/embedder.js';
import { rowsOfTexts } from '../../src/evals/collection/text-rows.js';
import { type EvalQuery, evaluateQueries } from '../../src/evals/evaluate-queries.js';
import { parseMeasure } from '../../src/evals/measures/parse-measure.js';
import { DEFAULT_POLICIES } from '../../src/evals/policies.js';
import { questionModel } from '../../src/evals/retrieve/question-vectors.js';
import { openRowRetrievers } from '../../src/evals/retrieve/retriever.js';
import type { SearchedRows } from '../../src/evals/retrieve/searched-rows.js';
import { SEARCH_KINDS } from '../../src/search/config.js';
import type { RetrievalSet } from '../embedder/data.js';
import { type Figures, figuresOf, printTable } from './figures.js';

const MEASURES = ['nDCG@10', 'AP', 'RR@10', 'R@10', 'R@100', 'Hit@1'] as const;

/** Dense, lexical and hybrid on one set, with intervals. */
export async function collectionFigures(set: RetrievalSet, embedder: Embedder): Promise<Record<string, Figures>> {
  const open = openRowRetrievers({ rows: await embeddedRows(set, embedder), questions: questionModel(embedder) });
  const summaries = await evaluateQueries({
    queries: queriesOf(set),
    retrievers: SEARCH_KINDS.flatMap((kind) => open(kind) ?? []),
    measures: MEASURES.map((name) => parseMeasure(name)),
    policies: DEFAULT_POLICIES,
    seed: 0,
  });
  const rows = Object.fromEntries(
    Object.entries(summaries).map(([name, summary]) => [name, figuresOf(summary, MEASURES)]),
  );
  printTable(`${set.name}: ${set.queries.length} queries, ${set.passages.length} passages`, rows, MEASURES);
  return rows;
}

/** Passages of a set as rows with vectors, named by their number. */
export async function embeddedRows({ name, passages }: RetrievalSet, embedder: Embedder): Promise<SearchedRows> {
  const data = new Float32Array(passages.length * embedder.dims);
  for (let start = 0; start < passages.length; start += 256) {
    data.set(await embedder.embed(passages.slice(start, start + 256), 'passage'), start * embedder.dims);
  }
  return rowsOfTexts({
    name,
    texts: passages.map((text, i) => ({ id: idOf(i), text })),
    vectors: { data, dims: embedder.dims, embedder },
  });
}

/** Questions of a set, judged by the same names. */
export function queriesOf({ queries, relevant }: RetrievalSet): readonly EvalQuery[] {
  return queries.map((text, i) => ({
    id: `q${i}`,
    text,
    slices: [],
    grades: new Map([...(relevant[i] ?? [])].map(([passage, grade]) => [idOf(passage), grade])),
  }));
}

/** Of one length, so that the order of ids is that of rows. */
function idOf(passage: number): string {
  return `p${String(passage).padStart(8, '0')}`;
}
