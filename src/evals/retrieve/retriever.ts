/** What is evaluated: anything that ranks texts for questions. */
import { once } from '../../core/once.js';
import { checkEmbedder } from '../../corpus/embedder-check.js';
import type { CorpusView, ViewPassage } from '../../corpus/view.js';
import type { Embedder } from '../../embed/embedder.js';
import type { Reranker } from '../../embed/reranker.js';
import { SEARCH_KINDS, type SearchConfig, type SearchKind, searchSchema } from '../../search/config.js';
import { type DenseIndex, openDenseIndex } from '../../search/dense/dense-index.js';
import { hitsOf, type ScoredRow } from '../../search/hits.js';
import { fuseHybrid } from '../../search/hybrid.js';
import { buildLexicalIndex, type LexicalIndex, type LexicalResult } from '../../search/lexical/lexical-index.js';
import { rerank } from '../../search/rerank.js';
import type { ScoredPassage } from '../ranking.js';
import { type QuestionModel, questionModel } from './question-vectors.js';
import { type Ranker, remembered } from './remembered.js';
import { rowsOfView, type SearchedRows } from './searched-rows.js';

export interface Retriever {
  /** As gates name it: `dense`, `hybrid-current`, `hybrid-current-reranked`. */
  readonly name: string;
  /** What it does, with all that decides its scores, for reports. */
  readonly settings?: Readonly<Record<string, string | number>>;
  /** The `k` best passages for each question, in the order of the questions. */
  retrieve(questions: readonly string[], k: number): Promise<readonly (readonly ScoredPassage[])[]>;
}

/** What the retrievers of one view share. */
export interface RetrieverContext extends RetrieverSettings {
  /** With vectors, unless only `lexical` is asked for. */
  readonly view: CorpusView;
  readonly embedder: Embedder;
  /** Passages that may be found at all, whatever the scope; all by default. */
  readonly allowed?: (passage: ViewPassage) => boolean;
}

/** What the retrievers of any texts share. */
export interface RowRetrieverContext extends RetrieverSettings {
  readonly rows: SearchedRows;
  /** What makes vectors of questions. */
  readonly questions: QuestionModel;
}

interface RetrieverSettings {
  /** Defaults where left out. */
  readonly search?: SearchConfig;
  readonly reranker?: { readonly model: Reranker; readonly depth: number };
}

/**
 * `kind`, then `-current` for current passages alone (what the index would return were its stale ones filtered out; `dense`
 * searches it as if nobody had pruned it), then `-reranked` for a cross-encoder's order of the best.
 */
const NAME = new RegExp(`^(?<kind>${SEARCH_KINDS.join('|')})(?<current>-current)?(?<reranked>-reranked)?$`);

/** The names that {@link openRetrievers} knows. */
export function retrieverNames(reranking: boolean): readonly string[] {
  const names = SEARCH_KINDS.flatMap((kind) => [kind, `${kind}-current`]);
  return reranking ? [...names, ...names.map((name) => `${name}-reranked`)] : names;
}

/**
 * The retrievers of a view by name; undefined for a name that is none. They share one lexical index, built when needed,
 * and the vectors of questions that several of them are asked.
 *
 * @throws RaftCorpusError from the returned function for a retriever that needs vectors, where `embedder` is not what made
 * those of the view
 */
export function openRetrievers(context: RetrieverContext): (name: string) => Retriever | undefined {
  const { view, embedder, allowed, ...settings } = context;
  return openRowRetrievers({ ...settings, rows: rowsOfView(view, allowed), questions: questionModel(embedder) });
}

/** {@link openRetrievers} of texts from anywhere. */
export function openRowRetrievers(context: RowRetrieverContext): (name: string) => Retriever | undefined {
  const { rows, questions, reranker } = context;
  const search = context.search ?? searchSchema.parse({});
  let lexical: LexicalIndex | undefined;
  const index = (): LexicalIndex => {
    lexical ??= buildLexicalIndex(textsOf(rows), search.lexical);
    return lexical;
  };
  const open = (current: boolean) => once(() => openRankings({ rows, questions, current, index }));
  const [all, currentOnly] = [open(false), open(true)];
  return (name) => {
    const { kind, current, reranked } = NAME.exec(name)?.groups ?? {};
    if (kind === undefined || (reranked !== undefined && reranker === undefined)) return undefined;
    const rankings = current === undefined ? all() : currentOnly();
    const ask = askerOf(kind as SearchKind, { rows, questions, search, rankings });
    const settings = settingsOf(kind as SearchKind, questions.model, search);
    if (reranked === undefined || reranker === undefined) return retrieverOf({ name, settings, ask }, rows);
    const more = { reranker: reranker.model.model, rerank_depth: reranker.depth };
    return retrieverOf({ name, settings: { ...settings, ...more }, ask: reranking(ask, rows, reranker) }, rows);
  };
}

function* textsOf({ size, textOf }: SearchedRows): Generator<string> {
  for (let row = 0; row < size; row++) yield textOf(row);
}

/** Ranks rows: up to `k` for each question. */
type Ask = Ranker<readonly ScoredRow[]>;

interface AskerContext {
  readonly rows: SearchedRows;
  readonly questions: QuestionModel;
  readonly search: SearchConfig;
  readonly rankings: Rankings;
}

function askerOf(kind: SearchKind, { rankings, questions, search, rows }: AskerContext): Ask {
  if (kind === 'lexical') return async (texts, k) => (await rankings.lexical(texts, k)).map(({ hits }) => hits);
  const { vectors } = rows;
  if (vectors === null) throw new TypeError(`${rows.name} has no vectors`);
  checkEmbedder(vectors.embedder, questions, rows.name);
  if (kind === 'dense') return rankings.dense;
  return async (texts, k) => {
    const depth = Math.max(k, search.hybrid.depth);
    const meanings = await rankings.dense(texts, depth);
    const words = await rankings.lexical(texts, depth);
    return words.map((lexical, i) =>
      fuseHybrid({ dense: meanings[i] ?? [], lexical }, { ...search.hybrid, depth }).slice(0, k),
    );
  };
}

/** Rankings of one scope, which retrievers share: hybrid fuses what dense and lexical were asked before. */
interface Rankings {
  readonly dense: Ask;
  readonly lexical: Ranker<LexicalResult>;
}

interface RankingsContext {
  readonly rows: SearchedRows;
  readonly questions: QuestionModel;
  readonly current: boolean;
  index(): LexicalIndex;
}

function openRankings({ rows, questions, current, index: lexicalIndex }: RankingsContext): Rankings {
  const scope = scopeOf(rows, current);
  const denseIndex = once((): DenseIndex => {
    const { data = new Float32Array(), dims = 1 } = rows.vectors ?? {};
    return openDenseIndex({ vectors: data, dims, ...scope });
  });
  return {
    dense: remembered(
      async (texts, k) => {
        const hits = await denseIndex().search({ queries: await questions.vectorsOf(texts), k });
        return texts.map((_, i) => hitsOf(hits, i));
      },
      (hits, k) => hits.slice(0, k),
    ),
    lexical: remembered(
      async (texts, k) => lexicalIndex().searchScaled(texts, { k, ...scope }),
      ({ hits, ceiling }, k) => ({ hits: hits.slice(0, k), ceiling }),
    ),
  };
}

/** Without a filter, statistics of the whole index serve as they are. */
function scopeOf({ isCurrent, allowed }: SearchedRows, current: boolean): { allowed?: (row: number) => boolean } {
  if (!current || isCurrent === undefined) return allowed ? { allowed } : {};
  return { allowed: (row) => isCurrent(row) && (allowed?.(row) ?? true) };
}

/** The best `depth` in the cross-encoder's order; what lies deeper is left out, as its scores are on another scale. */
function reranking(ask: Ask, { textOf }: SearchedRows, reranker: NonNullable<RetrieverSettings['reranker']>): Ask {
  return async (texts, k) => {
    const found = await ask(texts, reranker.depth);
    const runs: ScoredRow[][] = [];
    for (const [i, text] of texts.entries()) {
      runs.push((await rerank(text, found[i] ?? [], { reranker: reranker.model, textOf })).slice(0, k));
    }
    return runs;
  };
}

function retrieverOf(
  what: { readonly name: string; readonly settings: Readonly<Record<string, string | number>>; readonly ask: Ask },
  { idOf }: SearchedRows,
): Retriever {
  return {
    name: what.name,
    settings: what.settings,
    retrieve: async (questions, k) =>
      (await what.ask(questions, k)).map((hits) =>
        hits.map(({ index, score }) => ({ passage_id: idOf(index), score })),
      ),
  };
}

function settingsOf(kind: SearchKind, model: string, search: SearchConfig): Record<string, string | number> {
  const dense = { model };
  const lexical = { k1: search.lexical.k1, b: search.lexical.b };
  if (kind === 'dense') return { kind, ...dense };
  if (kind === 'lexical') return { kind, ...lexical };
  const { fusion, denseWeight, depth, rrfK } = search.hybrid;
  const by = fusion === 'rrf' ? { rrf_k: rrfK } : {};
  return { kind, ...dense, ...lexical, fusion, dense_weight: denseWeight, depth, ...by };
}
