/** What all queries of one mining run share: the corpus, indexed the ways that mining asks it. */
import { type DenseIndex, openDenseIndex } from '../search/dense/dense-index.js';
import { AnswerGuard } from './answers/guard.js';
import { backgroundOf } from './background.js';
import { isSearchable, type MiningPassage } from './corpus.js';
import type { ScoreBounds } from './filters.js';
import { indexLineage, type LineageIndex } from './lineage.js';
import type { ResolvedOptions } from './options.js';
import { PageSearch } from './page-search.js';
import { PassageTexts } from './passage-texts.js';
import { type ContextSource, positivesByText } from './query-context.js';
import type { MiningQuery } from './types.js';

export interface Mining extends ContextSource {
  readonly options: ResolvedOptions;
  readonly dense: DenseIndex;
  readonly lineage: LineageIndex;
  readonly pages: PageSearch;
  /** See {@link backgroundOf}. */
  readonly background: readonly number[];
  readonly bounds: ScoreBounds;
  /** Whether search may find the row: current, and no spoiler. */
  readonly isAllowed: (row: number) => boolean;
}

/** Indexes the corpus. @throws RaftCorpusError on a vector that is no number */
export function openMining(options: ResolvedOptions, queries: readonly MiningQuery[]): Omit<Mining, 'bounds'> {
  const { corpus } = options;
  const texts = new PassageTexts(corpus);
  const isAllowed = (row: number): boolean => isSearchable(corpus.passages[row] as MiningPassage);
  return {
    options,
    corpus,
    texts,
    isAllowed,
    guard: new AnswerGuard(corpus, texts, options.answerGuard),
    positivesByText: positivesByText(queries, corpus),
    dense: openDenseIndex({
      vectors: corpus.vectors,
      dims: corpus.dims,
      allowed: isAllowed,
      memoryBudget: Math.ceil((3 / 4) * options.memoryBudget),
    }),
    lineage: indexLineage(corpus),
    pages: new PageSearch(corpus, texts),
    background: backgroundOf(corpus),
  };
}

/** Bounds with the relative margin that was chosen. */
export function boundsOf(options: ResolvedOptions, relativeMargin: number | null): ScoreBounds {
  const { absoluteMargin, maxScore, minScore } = options;
  return { absoluteMargin, maxScore, minScore, relativeMargin: relativeMargin ?? undefined };
}
