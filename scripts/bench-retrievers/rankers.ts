/** What the benchmark compares: anything that ranks the passages of a set for its queries. */
import type { ScoredRow } from '../../src/search/hits.js';
import type { RetrievalSet } from '../embedder/data.js';

/** The `k` best passages per query, best first. */
export type Ranker = (queries: readonly string[], k: number) => Promise<readonly (readonly ScoredRow[])[]>;

/** Means over the queries of a set that are counted. */
export interface Quality {
  readonly ndcg: number;
  readonly recall: number;
}

/** nDCG@10 (linear gains, unjudged not relevant) and recall@10 per query. */
export function qualityOf(set: RetrievalSet, runs: readonly (readonly ScoredRow[])[]): Quality[] {
  return set.relevant.map((judged, query) => {
    const top = (runs[query] ?? []).slice(0, 10);
    const gain = (grades: readonly number[]): number =>
      grades.reduce((sum, grade, rank) => sum + grade / Math.log2(rank + 2), 0);
    const ideal = [...judged.values()].sort((a, b) => b - a).slice(0, 10);
    const grades = top.map(({ index }) => judged.get(index) ?? 0);
    return { ndcg: gain(grades) / gain(ideal), recall: grades.filter((grade) => grade > 0).length / judged.size };
  });
}

/** Means over queries. */
export function meanQuality(queries: readonly Quality[]): Quality {
  const mean = (pick: (quality: Quality) => number): number =>
    queries.reduce((sum, quality) => sum + pick(quality), 0) / queries.length;
  return { ndcg: mean((quality) => quality.ndcg), recall: mean((quality) => quality.recall) };
}

/** `count` queries spread evenly over a set. */
export function sampled(set: RetrievalSet, count: number): RetrievalSet {
  if (set.queries.length <= count) return set;
  const picked = Array.from({ length: count }, (_, i) => Math.floor((i * set.queries.length) / count));
  return chosen(set, picked);
}

/** The queries of a set at these positions. */
export function chosen(set: RetrievalSet, positions: readonly number[]): RetrievalSet {
  return {
    ...set,
    queries: positions.map((i) => set.queries[i] ?? ''),
    relevant: positions.map((i) => set.relevant[i] ?? new Map()),
  };
}
