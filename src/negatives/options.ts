/** The miner's options; their defaults stand in `resolve-options.ts`. */
import type { Progress } from '../core/progress.js';
import type { Embedder } from '../embed/embedder.js';
import type { Reranker } from '../embed/reranker.js';
import type { LexicalIndex } from '../search/lexical/lexical-index.js';
import type { MiningCorpus } from './corpus.js';
import type { MarginPositive } from './margin-positive.js';
import type { MiningQuery, Origin } from './types.js';

export const SAMPLINGS = ['top', 'random', 'simans'] as const;
export type Sampling = (typeof SAMPLINGS)[number];

export const GUARDS = ['strict', 'context', 'off'] as const;
export type GuardLevel = (typeof GUARDS)[number];

/** A cross-encoder as judge. */
export interface RerankOptions {
  readonly reranker: Reranker;
  /**
   * `ceiling` (default): what survived all other filters is dropped when its score exceeds the bounds below.
   * `rescore`: as sentence-transformers does, the cross-encoder's scores replace cosines before margins and bounds are
   * applied, and decide the order.
   */
  readonly mode?: 'ceiling' | 'rescore';
  /** `ceiling`: drop scores above this. */
  readonly maxScore?: number;
  /** `ceiling`: drop scores above weakest positive − |weakest positive| × margin; default 0 where no bound is given. */
  readonly relativeMargin?: number;
}

/**
 * Score filters have the names and the semantics of sentence-transformers' `mine_hard_negatives`: they compare with
 * the *weakest* positive (see `marginFrom`), and a score on the bound is kept. They apply to dense and lexical candidates; stale versions
 * and siblings differ from the oracle by a token, so for them the rules about what they state decide instead, where the
 * query's gold answer is known.
 */
export interface MiningOptions {
  /** Ids are unique. Queries of equal text share their positives, as in sentence-transformers. */
  readonly queries: readonly MiningQuery[];
  readonly corpus: MiningCorpus;
  /** Row-major [queries.length × dims], L2-normalised, in the order of the queries. This, or `embedder`. */
  readonly queryVectors?: Float32Array;
  /** Embeds the queries, batch by batch; the model that made the corpus's vectors. */
  readonly embedder?: Embedder;
  /** Negatives wanted per query. */
  readonly numNegatives: number;
  /** Keep `score + absoluteMargin <= positive`. */
  readonly absoluteMargin?: number;
  /**
   * Which positive margins count from: the `weakest` (default, as in sentence-transformers); `auto`: the weakest in the
   * language of the strongest, see `margin-positive.ts`; the `strongest`, where each positive answers part of the question.
   */
  readonly marginFrom?: MarginPositive;
  /**
   * Keep `score <= positive - |positive| * relativeMargin`; default 0.05, NV-Retriever's 95 % of the positive.
   * `null`: off. `'calibrated'`: chosen from pairs whose answer is known, see `calibrate.ts`.
   */
  readonly relativeMargin?: number | 'calibrated' | null;
  /**
   * For queries with three positives or more, in place of the relative margin: drop dense and lexical candidates that are
   * more like the positives than `share` of how like these are to each other, and take first what is close to the query
   * and unlike the positives, by cosine − `weight` × likeness; see `likeness.ts`. Default: share 0.7 and weight 0.5 where
   * `relativeMargin` is `'calibrated'`, else off. `null`: off.
   */
  readonly likePositive?: { readonly share?: number; readonly weight?: number } | null;
  readonly maxScore?: number;
  readonly minScore?: number;
  /** Survivors to skip from the top; default 0. */
  readonly rangeMin?: number;
  /** Survivors to consider; default `rangeMin + most positives + n`, with 10·n for n when a margin, maxScore or reranker ceiling is set. */
  readonly rangeMax?: number;
  /**
   * Ranks that may reach the score filters; default `rangeMax + most positives`, which is what sentence-transformers
   * looks at. More finds negatives for queries whose positive ranks low. What only our own filters drop takes no place.
   */
  readonly depth?: number;
  /** `top` (default): the hardest; `random`: any of the window; `simans`: weighted around the positive's score. */
  readonly sampling?: Sampling;
  /** SimANS: weight exp(−a (s − s⁺ − b)²) of a candidate with cosine s; default a 100, b 0. */
  readonly simans?: { readonly a?: number; readonly b?: number };
  readonly seed: number | string;
  /** At most so many of an origin per query; 0 turns it off. Default: stale 2, sibling 2, lexical 0, dense n. */
  readonly quotas?: Readonly<Partial<Record<Origin, number>>>;
  /** BM25 over the passages of the corpus, row for row; needed for a lexical quota. */
  readonly lexical?: LexicalIndex;
  /** Ranks of the lexical ranking that are looked at; default 50. */
  readonly lexicalDepth?: number;
  /** Drop passages that state the gold answer: see `answers/guard.ts`. Default `strict`. */
  readonly answerGuard?: GuardLevel;
  /** Drop what is as similar as this to a positive: Jaccard of character 5-grams; default 0.8, `null`: off. */
  readonly nearDuplicate?: number | null;
  /** No two negatives as similar as this to each other; default 0.8, `null`: off. */
  readonly diversity?: number | null;
  /** Drop what has a higher cosine with a positive than this; default off. */
  readonly maxPositiveSimilarity?: number;
  /** Allow passages of a positive's document, or of its group, as dense candidates; default false. */
  readonly keepSameDocument?: boolean;
  readonly keepSameGroup?: boolean;
  readonly rerank?: RerankOptions;
  /** A positive that is unknown or not current: stop (default), or drop it and go on. */
  readonly onBadPositive?: 'error' | 'drop';
  /** Queries without a positive get no negatives (default), or are mined without margins. */
  readonly withoutPositive?: 'skip' | 'mine';
  /** Bytes that scores and ranks of one batch may take; default 256 MiB. It changes no result. */
  readonly memoryBudget?: number;
  readonly progress?: Progress;
}

/** Options with every default filled in. */
export interface ResolvedOptions extends MiningOptions {
  readonly marginFrom: MarginPositive;
  readonly likePositive: { readonly share: number; readonly weight: number } | null;
  readonly rangeMin: number;
  readonly rangeMax: number;
  readonly depth: number;
  readonly sampling: Sampling;
  readonly quotas: Readonly<Record<Origin, number>>;
  readonly lexicalDepth: number;
  readonly answerGuard: GuardLevel;
  readonly nearDuplicate: number | null;
  readonly diversity: number | null;
  readonly onBadPositive: 'error' | 'drop';
  readonly withoutPositive: 'skip' | 'mine';
  readonly memoryBudget: number;
}
