/** Which labels a row's neighbours speak against: candidates for review, most doubtful first. */
import { openDenseIndex } from '../../../search/dense/dense-index.js';
import { hitsOf } from '../../../search/hits.js';

export interface SuspicionRows {
  /** Row-major [rows × dims], of length 1 each. */
  readonly vectors: Float32Array;
  readonly dims: number;
  readonly labels: readonly string[];
  /** A row is not judged by its own group: near copies share a wrong label. */
  readonly groups: readonly string[];
}

/** A row whose neighbours mostly have another label. */
export interface SuspectLabel {
  readonly row: number;
  readonly label: string;
  /** What most of its neighbours are. */
  readonly suggested: string;
  /** Share of the votes for the suggested label minus that for its own, in (0, 1]. */
  readonly doubt: number;
}

/** Neighbours that vote, and the power of their cosine by which: chosen on `banking77` with flipped labels, see the benchmark. */
const NEIGHBOURS = 40;
const POWER = 4;

/**
 * k-nearest-neighbour votes out of group, over embeddings (the baseline of confident learning, Northcutt, Jiang & Chuang
 * 2021). Rows whose own label has most votes are not listed.
 *
 * @returns most doubtful first; ties in the order of the rows
 */
export async function suspectLabels({
  vectors,
  dims,
  labels,
  groups,
}: SuspicionRows): Promise<readonly SuspectLabel[]> {
  const members = new Map<string, number[]>();
  for (const [row, group] of groups.entries()) members.set(group, [...(members.get(group) ?? []), row]);
  const index = openDenseIndex({ vectors, dims });
  const suspects: SuspectLabel[] = [];
  let row = 0;
  const asked = { queries: vectors, k: NEIGHBOURS, exclude: (query: number) => members.get(groups[query] ?? '') ?? [] };
  for await (const hits of index.stream(asked)) {
    for (let i = 0; i < hits.counts.length; i++, row++) {
      const votes = new Map<string, number>();
      let all = 0;
      for (const { index: neighbour, score } of hitsOf(hits, i)) {
        const vote = Math.max(0, score) ** POWER;
        votes.set(labels[neighbour] ?? '', (votes.get(labels[neighbour] ?? '') ?? 0) + vote);
        all += vote;
      }
      const label = labels[row] ?? '';
      const [suggested, most] = [...votes].reduce((best, vote) => (vote[1] > best[1] ? vote : best), ['', 0]);
      const doubt = all === 0 ? 0 : (most - (votes.get(label) ?? 0)) / all;
      if (doubt > 0) suspects.push({ row, label, suggested, doubt });
    }
  }
  return suspects.sort((a, b) => b.doubt - a.doubt || a.row - b.row);
}
