/** Mining for a batch of queries: search, filter, and search deeper or ask the cross-encoder where a query needs it. */
import { RaftCorpusError } from '../core/errors.js';
import type { RerankPair } from '../embed/reranker.js';
import { innerProducts } from '../search/dense/inner-product.js';
import { LEAST_ALIKE } from './likeness.js';
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

/** Ranks of a glance, per negative wanted. */
const GLANCE = 3;

/**
 * Ranks that mostly suffice to find the hardest few and where the positives stand; null where a glance is not worth it. It
 * changes no row: what it leaves open is asked of a whole search.
 */
function glanceDepth(mining: Mining): number | null {
  const { rangeMin, numNegatives, sampling, rerank } = mining.options;
  const depth = Math.max(8, rangeMin + GLANCE * numNegatives);
  return sampling === 'top' && rerank === undefined && 2 * depth <= firstDepth(mining) ? depth : null;
}

/** Whether nothing in a row would read otherwise after a deeper search: the place of all that it names is known. */
function isSettled({ positives, negatives }: MinedRow): boolean {
  return positives.every(({ rank }) => rank !== null) && negatives.every(({ rank }) => rank !== null);
}

interface Pending {
  readonly at: number;
  readonly input: QueryInput;
}

/** What the searches of a batch share. */
interface BatchState {
  readonly batch: QueryBatch;
  readonly mining: Mining;
  readonly lexical: readonly LexicalRanking[] | null;
  readonly rerankScores: readonly Map<number, number>[];
  /** By place in the batch. */
  readonly rows: MinedRow[];
}

/** Rows in the order of the queries. */
export async function mineBatch(batch: QueryBatch, mining: Mining): Promise<MinedRow[]> {
  const { queries } = batch;
  const rows = new Array<MinedRow>(queries.length);
  const rerankScores = queries.map(() => new Map<number, number>());
  const state: BatchState = { batch, mining, lexical: lexicalRankings(batch, mining), rerankScores, rows };
  let pending = queries.map((_, at) => at);
  const glance = glanceDepth(mining);
  if (glance !== null) {
    const isGlanced = (at: number): boolean => !readsWholeWindow(queries[at] as MiningQuery, mining);
    await mineTo(glance, pending.filter(isGlanced), state);
    pending = pending.filter((at) => rows[at] === undefined || !isSettled(rows[at]));
  }
  for (let k = firstDepth(mining); pending.length > 0; k = Math.min(mining.dense.size, k * DEEPEN)) {
    pending = await mineTo(k, pending, state);
  }
  return rows;
}

/** Where likeness to several positives decides, every survivor of the window is looked at. */
function readsWholeWindow({ oracle_ids }: MiningQuery, { options }: Mining): boolean {
  return options.likePositive !== null && oracle_ids.length >= LEAST_ALIKE;
}

/** Mines for some queries with rankings of depth `k`. @returns those that need a deeper one */
async function mineTo(k: number, pending: readonly number[], state: BatchState): Promise<number[]> {
  const { batch, mining, lexical, rerankScores, rows } = state;
  const rankings = await search(pending, k, batch, mining);
  let asked = pending.map((at, i): Pending => {
    const ranking = rankings[i] as Ranking;
    const given = { ranking, lexical: lexical?.[at] ?? null, rerankScores: rerankScores[at] ?? null };
    return { at, input: { ...inputOf(at, batch, mining), ...given } };
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
  return deeper;
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
  if (pending.length === 0) return [];
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
