/** Makes pools for questions whose answers are known: each with its positives and the negatives of one way to choose them. */
import { sha256 } from '../../../core/hash.js';
import { compareText } from '../../../core/order.js';
import { type Progress, SILENT } from '../../../core/progress.js';
import { newCounts, type StageCounts } from '../../../core/stage.js';
import { innerProducts } from '../../../search/dense/inner-product.js';
import { embedQueries } from '../../../search/embed-queries.js';
import type { Pool, PoolSet } from '../pool.js';
import { CHOOSERS, type ChosenRow, type PoolMining } from './choosers.js';
import type { PoolKind } from './pool-kinds.js';
import { type AskedQuery, askedQueries, candidateOf, type PoolSource } from './pool-source.js';

export interface MakePoolsOptions {
  readonly from: PoolKind;
  readonly source: PoolSource;
  /** Negatives wanted per question. */
  readonly count: number;
  /** At most so many questions, drawn by seed and id; more say little more. */
  readonly sample: number;
  readonly seed: number | string;
  /** For `mined`: what `raft-corpus mine` would be told. */
  readonly mining?: PoolMining;
  readonly progress?: Progress;
}

/** Pools, and what became of the questions. */
export interface MadePools {
  readonly set: PoolSet;
  /** Questions: in, those that can have a pool, and why the others cannot. */
  readonly queries: StageCounts;
  /** Questions that were drawn. */
  readonly sampled: number;
  /** Negatives wanted per question. */
  readonly wanted: number;
  /** Pools with fewer negatives than wanted: they stay, and are never filled up. */
  readonly short: number;
  /** Questions without any negative: a pool of positives says nothing, so there is none. */
  readonly empty: number;
}

/**
 * Makes one pool a question. The same questions in another order, and the same seed, give the same pools in that order.
 *
 * @throws RaftCorpusError as mining does: an empty corpus, vectors that do not fit
 */
export async function makePools(options: MakePoolsOptions): Promise<MadePools> {
  const { source, count, seed, progress = SILENT } = options;
  const queries = newCounts('pools');
  const asked = drawn(askedQueries(source, queries), options);
  progress.update(`choose ${options.from} negatives`, 0, asked.length);
  const vectors = await vectorsOf(source, asked);
  const mining = { ...options.mining, progress };
  const chosen = await CHOOSERS[options.from]({ source, asked, vectors, count, seed, mining });
  const pools = asked.map((one, i) => poolOf(source, one, { vectors, at: i, chosen: chosen[i] ?? [] }));
  const filled = pools.filter(({ candidates }) => candidates.some(({ relevant }) => !relevant));
  return {
    set: { name: options.from, pools: filled, ordered: false, mined_by: minedBy(options) },
    queries,
    sampled: asked.length,
    wanted: count,
    short: filled.filter(({ candidates }) => candidates.filter(({ relevant }) => !relevant).length < count).length,
    empty: pools.length - filled.length,
  };
}

/** The first by a hash of seed and id, in the order in which they came. */
function drawn(asked: readonly AskedQuery[], { sample, seed }: MakePoolsOptions): readonly AskedQuery[] {
  if (asked.length <= sample) return asked;
  const places = asked.map((one) => ({ one, place: sha256(String(seed), one.query.query_id) }));
  const first = places.sort((a, b) => compareText(a.place, b.place)).slice(0, sample);
  return first.map(({ one }) => one).sort((a, b) => a.at - b.at);
}

async function vectorsOf({ queryVectors, embedder, corpus }: PoolSource, asked: readonly AskedQuery[]) {
  const { dims } = corpus;
  if (queryVectors) {
    const vectors = new Float32Array(asked.length * dims);
    for (const [to, { at }] of asked.entries())
      vectors.set(queryVectors.subarray(at * dims, (at + 1) * dims), to * dims);
    return vectors;
  }
  const texts = asked.map(({ query }) => query.text);
  return embedder ? embedQueries(embedder, texts) : new Float32Array();
}

function poolOf(
  source: PoolSource,
  { query, positives }: AskedQuery,
  {
    vectors,
    at,
    chosen,
  }: { readonly vectors: Float32Array; readonly at: number; readonly chosen: readonly ChosenRow[] },
): Pool {
  const hasVectors = vectors.length > 0 && source.corpus.vectors.length > 0;
  const cosine = innerProducts(vectors, source.corpus.vectors, source.corpus.dims);
  const score = (row: number): number | null => (hasVectors ? cosine(at, row) : null);
  const candidate = (row: number, relevant: boolean, origin: string | null) =>
    candidateOf(source, row, { relevant, origin, score: score(row) });
  return {
    query_id: query.query_id,
    query: query.text,
    candidates: [
      ...positives.map((row) => candidate(row, true, null)),
      ...chosen.map(({ row, origin }) => candidate(row, false, origin)),
    ],
  };
}

/** Random passages were chosen by nobody; judged ones by a person, whose candidates somebody's search had found. */
function minedBy({ from, source, mining }: MakePoolsOptions): readonly string[] | null {
  if (from === 'random') return [];
  const embedder = source.fingerprint === null ? null : `embedder:${source.fingerprint}`;
  if (from === 'judged' || embedder === null) return null;
  if (from === 'naive') return [embedder];
  const lexical = (mining?.quotas?.lexical ?? 0) > 0 ? ['bm25'] : [];
  const reranker = mining?.rerank ? [`reranker:${mining.rerank.reranker.fingerprint}`] : [];
  return [embedder, ...lexical, ...reranker];
}
