/**
 * Hidden positives in chorus-ecommerce: of the products graded 2 or 3 for a query a seeded half is shown to the miner and
 * half is left among the candidates, where it is a false negative when mined. Candidates are judged products only.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { createRandom } from '../../src/core/random.js';
import type { Embedder } from '../../src/embed/embedder.js';
import { type CorpusText, corpusOfTexts, type MiningCorpus } from '../../src/negatives/corpus.js';
import { embedQueries } from '../../src/search/embed-queries.js';
import { buildLexicalIndex, type LexicalIndex } from '../../src/search/lexical/lexical-index.js';
import { products } from '../embedder/data.js';

/** From this grade on a product is what was asked for. */
const RELEVANT = 2;

export interface Chorus {
  readonly queries: readonly string[];
  /** Row-major [queries × dims]. */
  readonly queryVectors: Float32Array;
  /** Every product that is judged for some query. */
  readonly corpus: MiningCorpus;
  readonly lexical: LexicalIndex;
  /** For each query: row of the corpus → grade. */
  readonly grades: readonly ReadonlyMap<number, number>[];
}

/** Queries with at least one relevant product, and all judged products. */
export async function readChorus(data: string, embedder: Embedder): Promise<Chorus> {
  const judgements = parse(readFileSync(join(data, 'chorus-ecommerce/Broad_Query_Set_rated.csv')), {
    columns: true,
  }) as { query: string; docid: string; rating: string }[];
  const judged = new Set(judgements.map(({ docid }) => docid));
  const texts = products(data)
    .filter(({ id }) => judged.has(id))
    .map(({ id, title, body }): CorpusText => ({ passage_id: id, title, text: body }));
  const vectors = await embedder.embed(
    texts.map(({ title, text }) => `${title}\n${text}`),
    'passage',
  );
  const corpus = corpusOfTexts({ texts, vectors, dims: embedder.dims });
  const byQuery = new Map<string, Map<number, number>>();
  for (const { query, docid, rating } of judgements) {
    const row = corpus.rowOf(docid);
    if (row === undefined) continue;
    const grades = byQuery.get(query) ?? new Map<number, number>();
    byQuery.set(query, grades.set(row, Number(rating)));
  }
  const asked = [...byQuery].filter(([, grades]) => [...grades.values()].some((grade) => grade >= RELEVANT));
  const queries = asked.map(([query]) => query);
  return {
    queries,
    queryVectors: await embedQueries(embedder, queries),
    corpus,
    lexical: buildLexicalIndex(corpus.passages.map(({ text }) => text)),
    grades: asked.map(([, grades]) => grades),
  };
}

/** What a miner is shown of one query. */
export interface Shown {
  readonly query: number;
  /** Rows of the positives that the miner knows; at least one. */
  readonly positives: readonly number[];
  /** Rows of all other judged products, hidden positives among them. */
  readonly candidates: readonly number[];
  readonly isFalse: (row: number) => boolean;
}

/** Hides half of the positives, rounded down. */
export function hideHalf({ queries, grades }: Chorus, seed: string): Shown[] {
  return queries.map((text, query) => {
    const judged = grades[query] ?? new Map<number, number>();
    const relevant = [...judged].filter(([, grade]) => grade >= RELEVANT).map(([row]) => row);
    const order = createRandom(`${seed}/${text}`).shuffle(relevant.sort((a, b) => a - b));
    const positives = order.slice(Math.floor(order.length / 2));
    const shown = new Set(positives);
    return {
      query,
      positives,
      candidates: [...judged.keys()].filter((row) => !shown.has(row)),
      isFalse: (row) => (judged.get(row) ?? 0) >= RELEVANT,
    };
  });
}
