/** Mining for a batch of queries: search, filter, and search deeper or ask the cross-encoder where a query needs it. */
import { RaftCorpusError } from '../core/errors.js';
import type { RerankPair } from '../embed/reranker.js';
import { innerProducts } from '../search/dense/inner-product.js';
import { type LexicalRanking, mineQuery, type QueryInput } from './mine-query.js';
import type { Mining } from './mining.js';
import type { MinedRow, MiningQuery } from './types.js';
import type { Ranking } from './walk.js';

/** Queries with their vectors. */
export interface QueryBatch {
  readonly queries: readonly MiningQuery[];
  /** Row-major [queries.length × dims]. */
  readonly vectors: Float32Array;
}

/** Hits fetched beyond what is needed at once, for those that our own filters drop. */
const SPARE = 16;
/** A query whose window is not full is searched again, this many times as deep. */
const DEEPEN = 4;
const LEAST = 24;

/** Ranks that a first search fetches: for the hardest few a small part of the window will mostly do. */
export function firstDepth({ options, dense }: Pick<Mining, 'options' | 'dense'>): number {
  const { depth, rangeMin, rangeMax, numNegatives, sampling, rerank } = options;
  const wholeWindow = sampling !== 'top' || rerank?.mode === 'rescore';
  const wanted = wholeWindow ? Math.min(depth, rangeMax) : Math.max(LEAST, rangeMin + 4 * numNegatives);
  return Math.max(1, Math.min(dense.size, Math.min(depth, wanted) + SPARE));
}

interface Pending {
  readonly at: number;
  readonly input: QueryInput;
}

/** Rows in the order of the queries. */
export async function mineBatch(batch: QueryBatch, mining: Mining): Promise<MinedRow[]> {
  const lexical = lexicalRankings(batch, mining);
  const rows = new Array<MinedRow>(batch.queries.length);
  const rerankScores = batch.queries.map(() => new Map<number, number>());
  let pending = batch.queries.map((_, at) => at);
  for (let k = firstDepth(mining); pending.length > 0; k = Math.min(mining.dense.size, k * DEEPEN)) {
    const rankings = await search(pending, k, batch, mining);
    let asked = pending.map((at, i): Pending => {
      const input = inputOf(at, batch, mining);
      const ranking = rankings[i] as Ranking;
      return {
        at,
        input: { ...input, ranking, lexical: lexical?.[at] ?? null, rerankScores: rerankScores[at] ?? null },
      };
    });
    const deeper: number[] = [];
    while (asked.length > 0) {
      const unscored: { readonly pending: Pending; readonly rows: readonly number[] }[] = [];
      for (const one of asked) {
        const outcome = mineQuery(one.input, mining);
        if (outcome.kind === 'mined') rows[one.at] = outcome.row;
        else if (outcome.kind === 'deeper') deeper.push(one.at);
        else unscored.push({ pending: one, rows: outcome.rows });
      }
      await rerank(unscored, mining);
      asked = unscored.map(({ pending: one }) => one);
    }
    pending = deeper;
  }
  return rows;
}

function inputOf(
  at: number,
  { queries, vectors }: QueryBatch,
  { corpus }: Mining,
): Omit<QueryInput, 'ranking' | 'lexical' | 'rerankScores'> {
  const { dims } = corpus;
  const score = innerProducts(vectors.subarray(at * dims, (at + 1) * dims), corpus.vectors, dims);
  return { query: queries[at] as MiningQuery, scoreOf: (row) => score(0, row) };
}

async function search(
  pending: readonly number[],
  k: number,
  { queries, vectors }: QueryBatch,
  { dense }: Mining,
): Promise<Ranking[]> {
  if (dense.size === 0)
    return pending.map(() => ({ rows: new Int32Array(), scores: new Float64Array(), isExhausted: true }));
  const { dims } = dense;
  const asked = pending.length === queries.length ? vectors : new Float32Array(pending.length * dims);
  if (asked !== vectors) {
    for (const [i, at] of pending.entries()) asked.set(vectors.subarray(at * dims, (at + 1) * dims), i * dims);
  }
  const hits = await dense.search({ queries: asked, k });
  return pending.map((_, i) => {
    const from = i * hits.width;
    const count = hits.counts[i] as number;
    return {
      rows: hits.rows.subarray(from, from + count),
      scores: hits.scores.subarray(from, from + count),
      isExhausted: count < k || k >= dense.size,
    };
  });
}

function lexicalRankings(
  { queries }: QueryBatch,
  { options, dense, corpus, isAllowed }: Mining,
): readonly LexicalRanking[] | null {
  if (!options.lexical || options.quotas.lexical === 0) return null;
  if (options.lexical.size !== corpus.passages.length) {
    throw new RaftCorpusError(
      `the lexical index has ${options.lexical.size} texts, the corpus ${corpus.passages.length} passages`,
      { fix: 'Build it over the texts of the corpus, in their order.' },
    );
  }
  const all = dense.size === corpus.passages.length;
  return options.lexical.search(
    queries.map(({ text }) => text),
    { k: options.lexicalDepth, ...(all ? {} : { allowed: isAllowed }) },
  );
}

/** Scores what the queries asked for, all in one call. */
async function rerank(
  unscored: readonly { readonly pending: Pending; readonly rows: readonly number[] }[],
  { options, texts }: Mining,
): Promise<void> {
  const asked = unscored.flatMap(({ pending, rows }) => rows.map((row) => ({ pending, row })));
  if (asked.length === 0 || !options.rerank) return;
  const pairs = asked.map(({ pending, row }): RerankPair => {
    return { query: pending.input.query.text, text: texts.passage(row).text };
  });
  const scores = await options.rerank.reranker.score(pairs);
  for (const [i, { pending, row }] of asked.entries()) pending.input.rerankScores?.set(row, scores[i] as number);
}
