/** Hybrid search: what a question means and what it says, fused. */
import { fuseByRank, fuseByScore } from './fusion.js';
import type { ScoredRow } from './hits.js';
import type { LexicalResult } from './lexical/lexical-index.js';

export interface HybridOptions {
  /** `weighted`: by scores, see {@link fuseByScore}; `rrf`: by ranks, see {@link fuseByRank}. */
  readonly fusion: 'weighted' | 'rrf';
  /** Share of the dense ranking, 0 … 1; the lexical one has the rest. */
  readonly denseWeight: number;
  /** Hits of each ranking that are fused. */
  readonly depth: number;
  /** k of reciprocal rank fusion. */
  readonly rrfK: number;
}

/** Measured, see docs/benchmarks.md. */
export const HYBRID_DEFAULTS: HybridOptions = { fusion: 'weighted', denseWeight: 0.2, depth: 100, rrfK: 60 };

/** Both rankings of one query, `depth` hits each. */
export interface HybridInput {
  /** By cosine. */
  readonly dense: readonly ScoredRow[];
  readonly lexical: LexicalResult;
}

/**
 * One ranking of up to 2 × `depth` rows, best first; ties by later row.
 *
 * Weighted, a lexical score counts as a share of the most that any text could reach for the query. A cosine counts from
 * that of the last of the `depth` hits up: below it is what the model gives to anything, which is 0.2 for one model and
 * 0.8 for another. With fewer hits than `depth` there is nothing to tell that from, and cosines count from 0.
 */
export function fuseHybrid({ dense, lexical }: HybridInput, options: HybridOptions): ScoredRow[] {
  const { denseWeight, depth } = options;
  const meaning = { hits: dense, weight: denseWeight };
  const words = { hits: lexical.hits, weight: 1 - denseWeight };
  if (options.fusion === 'rrf') return fuseByRank([meaning, words], { k: options.rrfK });
  const floor = dense.length >= depth ? Math.max(0, dense.at(-1)?.score ?? 0) : 0;
  return fuseByScore([
    { ...meaning, floor, ceiling: 1 },
    { ...words, floor: 0, ceiling: lexical.ceiling },
  ]);
}
