/**
 * Two rankings of the same rows as one. Both ways are deterministic and need nothing but the rankings: best first, ties
 * by later row, as every search here has them.
 */
import { byScore, type ScoredRow } from './hits.js';

/** One of the rankings to be fused. */
export interface FusionPart {
  readonly hits: readonly ScoredRow[];
  /** How much it counts; only ratios matter. */
  readonly weight: number;
}

/**
 * Reciprocal rank fusion (Cormack, Clarke & Büttcher, SIGIR 2009): Σ weight / (k + rank), ranks from 1. Looks at no score.
 *
 * @param options.k how little the first ranks stand out; 60 in the paper
 */
export function fuseByRank(parts: readonly FusionPart[], { k }: { readonly k: number }): ScoredRow[] {
  return sumOf(parts, (_, rank) => 1 / (k + rank + 1));
}

/** A ranking with the scale of its scores. */
export interface ScaledPart extends FusionPart {
  /** The score that is worth nothing. */
  readonly floor: number;
  /** The best score there can be: worth 1. */
  readonly ceiling: number;
}

/**
 * Convex combination of scores, each between what is worth nothing and the best there can be (with theoretical bounds
 * as in Bruch, Gai & Ingber, "An Analysis of Fusion Functions for Hybrid Retrieval", TOIS 2023). Unlike ranks, or
 * scores stretched to each list's own best, this keeps what a ranking says of itself: where its best hit is a poor one,
 * the other ranking decides. A row that a ranking lacks gets nothing from it.
 */
export function fuseByScore(parts: readonly ScaledPart[]): ScoredRow[] {
  return sumOf(parts, ({ score }, _, { floor, ceiling }) =>
    ceiling > floor ? Math.min(1, Math.max(0, (score - floor) / (ceiling - floor))) : 0,
  );
}

/** Rows of all parts by their weighed worth, summed in the order of the parts; best first. */
function sumOf<Part extends FusionPart>(
  parts: readonly Part[],
  worth: (hit: ScoredRow, rank: number, part: Part) => number,
): ScoredRow[] {
  const total = parts.reduce((sum, { weight }) => sum + weight, 0);
  const scores = new Map<number, number>();
  for (const part of parts) {
    for (const [rank, hit] of part.hits.entries()) {
      const gained = total === 0 ? 0 : (part.weight / total) * worth(hit, rank, part);
      scores.set(hit.index, (scores.get(hit.index) ?? 0) + gained);
    }
  }
  return [...scores].map(([index, score]) => ({ index, score })).sort(byScore);
}
