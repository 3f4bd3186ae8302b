/** What is evaluated: anything that ranks passages of a view for questions. */
import { checkEmbedder } from '../../corpus/embedder-check.js';
import { embedText } from '../../corpus/passages/identity.js';
import type { CorpusView, ViewPassage } from '../../corpus/view.js';
import type { Embedder } from '../../embed/embedder.js';
import type { Reranker } from '../../embed/reranker.js';
import { SEARCH_KINDS, type SearchConfig, type SearchKind, searchSchema } from '../../search/config.js';
import { type DenseIndex, openDenseIndex } from '../../search/dense/dense-index.js';
import { hitsOf, type ScoredRow } from '../../search/hits.js';
import { fuseHybrid } from '../../search/hybrid.js';
import { buildLexicalIndex, type LexicalIndex } from '../../search/lexical/lexical-index.js';
import { rerank } from '../../search/rerank.js';
import type { ScoredPassage } from '../ranking.js';
import { type QuestionVectors, questionVectors } from './question-vectors.js';

export interface Retriever {
  /** As gates name it: `dense`, `hybrid-current`, `hybrid-current-reranked`. */
  readonly name: string;
  /** What it does, with all that decides its scores, for reports. */
  readonly settings?: Readonly<Record<string, string | number>>;
  /** The `k` best passages for each question, in the order of the questions. */
  retrieve(questions: readonly string[], k: number): Promise<readonly (readonly ScoredPassage[])[]>;
}

/** What the retrievers of one view share. */
export interface RetrieverContext {
  /** With vectors, unless only `lexical` is asked for. */
  readonly view: CorpusView;
  readonly embedder: Embedder;
  /** Defaults where left out. */
  readonly search?: SearchConfig;
  readonly reranker?: { readonly model: Reranker; readonly depth: number };
  /** Passages that may be found at all, whatever the scope; all by default. */
  readonly allowed?: (passage: ViewPassage) => boolean;
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
  let lexical: LexicalIndex | undefined;
  const search = context.search ?? searchSchema.parse({});
  const index = (): LexicalIndex => {
    lexical ??= buildLexicalIndex(context.view.passages.map(searchedText), search.lexical);
    return lexical;
  };
  const vectorsOf = questionVectors(context.embedder);
  return (name) => {
    const { kind, current, reranked } = NAME.exec(name)?.groups ?? {};
    const { reranker } = context;
    if (kind === undefined || (reranked !== undefined && reranker === undefined)) return undefined;
    const ask = askerOf(kind as SearchKind, { ...context, search, index, vectorsOf, current: current !== undefined });
    const settings = settingsOf(kind as SearchKind, context.embedder, search);
    if (reranked === undefined || reranker === undefined) return retrieverOf({ name, settings, ask }, context.view);
    const more = { reranker: reranker.model.model, rerank_depth: reranker.depth };
    return retrieverOf(
      { name, settings: { ...settings, ...more }, ask: reranking(ask, context.view, reranker) },
      context.view,
    );
  };
}

/** Ranks rows of the view: up to `k` for each question. */
type Ask = (questions: readonly string[], k: number) => Promise<readonly (readonly ScoredRow[])[]>;

interface AskerContext extends RetrieverContext {
  readonly search: SearchConfig;
  readonly current: boolean;
  readonly vectorsOf: QuestionVectors;
  index(): LexicalIndex;
}

function askerOf(kind: SearchKind, context: AskerContext): Ask {
  const { view, search, current, vectorsOf } = context;
  const mayBeFound = (row: number): boolean => {
    const passage = view.passages[row] as ViewPassage;
    return (!current || passage.verdict === null) && (context.allowed?.(passage) ?? true);
  };
  // Without a filter, statistics of the whole index serve as they are.
  const scope = current || context.allowed ? { allowed: mayBeFound } : {};
  if (kind === 'lexical') return async (questions, k) => context.index().search(questions, { k, ...scope });
  checkEmbedder(view.embedder, context.embedder, `the view of ${view.tag}`);
  let index: DenseIndex | undefined;
  const dense: Ask = async (questions, k) => {
    index ??= openDenseIndex({ vectors: view.vectors, dims: view.embedder.dims, ...scope });
    const hits = await index.search({ queries: await vectorsOf(questions), k });
    return questions.map((_, i) => hitsOf(hits, i));
  };
  if (kind === 'dense') return dense;
  return async (questions, k) => {
    const depth = Math.max(k, search.hybrid.depth);
    const meanings = await dense(questions, depth);
    const words = context.index().searchScaled(questions, { k: depth, ...scope });
    return words.map((lexical, i) =>
      fuseHybrid({ dense: meanings[i] ?? [], lexical }, { ...search.hybrid, depth }).slice(0, k),
    );
  };
}

/** The best `depth` in the cross-encoder's order; what lies deeper is left out, as its scores are on another scale. */
function reranking(ask: Ask, view: CorpusView, reranker: NonNullable<RetrieverContext['reranker']>): Ask {
  const textOf = (row: number): string => searchedText(view.passages[row] as ViewPassage);
  return async (questions, k) => {
    const found = await ask(questions, reranker.depth);
    const runs: ScoredRow[][] = [];
    for (const [i, question] of questions.entries()) {
      runs.push((await rerank(question, found[i] ?? [], { reranker: reranker.model, textOf })).slice(0, k));
    }
    return runs;
  };
}

function retrieverOf(
  what: { readonly name: string; readonly settings: Readonly<Record<string, string | number>>; readonly ask: Ask },
  view: CorpusView,
): Retriever {
  return {
    name: what.name,
    settings: what.settings,
    retrieve: async (questions, k) =>
      (await what.ask(questions, k)).map((hits) =>
        hits.map(({ index, score }) => ({ passage_id: view.passages[index]?.passage_id ?? '', score })),
      ),
  };
}

function settingsOf(kind: SearchKind, embedder: Embedder, search: SearchConfig): Record<string, string | number> {
  const dense = { model: embedder.model };
  const lexical = { k1: search.lexical.k1, b: search.lexical.b };
  if (kind === 'dense') return { kind, ...dense };
  if (kind === 'lexical') return { kind, ...lexical };
  const { fusion, denseWeight, depth, rrfK } = search.hybrid;
  const by = fusion === 'rrf' ? { rrf_k: rrfK } : {};
  return { kind, ...dense, ...lexical, fusion, dense_weight: denseWeight, depth, ...by };
}

/** What is searched of a passage: the same text that its vector was made from. */
function searchedText({ title, heading_path, text }: ViewPassage): string {
  return embedText({ title, headingPath: heading_path, text });
}
