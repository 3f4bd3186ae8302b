/**
 * Measures once more, from their definitions and by other means than src: ranks by counting what stands above, ideal
 * orders by trying all of them. Slow, and easy to see through.
 */

/** One query as a file has it: any order, by document. */
export interface Judged {
  readonly scores: ReadonlyMap<string, number>;
  readonly grades: ReadonlyMap<string, number>;
}

export interface ReferenceOptions {
  readonly rel: number;
  readonly gains: 'linear' | 'exponential';
  /** trec_eval -J. */
  readonly condensed: boolean;
}

export const PLAIN: ReferenceOptions = { rel: 1, gains: 'linear', condensed: false };

/** 1 + the number of documents that stand above: a higher score, or an equal one and more in its bytes. */
function ranksOf({ scores, grades }: Judged, condensed: boolean): Map<string, number> {
  const documents = [...scores.keys()].filter((id) => !condensed || (grades.get(id) ?? -1) >= 0);
  const isAbove = (a: string, b: string): boolean => {
    const [x, y] = [scores.get(a)!, scores.get(b)!];
    return x > y || (x === y && Buffer.compare(Buffer.from(a), Buffer.from(b)) > 0);
  };
  return new Map(documents.map((id) => [id, 1 + documents.filter((other) => isAbove(other, id)).length]));
}

/** The value of a measure of the reference; null without a relevant document. */
export function reference(family: string, k: number, query: Judged, options: ReferenceOptions): number | null {
  const { rel, gains, condensed } = options;
  const ranks = ranksOf(query, condensed);
  const relevant = [...query.grades].filter(([, grade]) => grade >= rel).map(([id]) => id);
  const count = (ids: readonly string[], depth: number): number =>
    ids.filter((id) => (ranks.get(id) ?? Infinity) <= depth).length;
  if (family === 'judged') {
    const top = [...ranksOf(query, false)].filter(([, rank]) => rank <= k).map(([id]) => id);
    return top.length === 0 ? null : top.filter((id) => (query.grades.get(id) ?? -1) >= 0).length / top.length;
  }
  if (family === 'nDCG') {
    const gain = (grade: number): number => (grade <= 0 ? 0 : gains === 'linear' ? grade : 2 ** grade - 1);
    const best = bestGain(
      [...query.grades.values()].map(gain).filter((worth) => worth > 0),
      k,
    );
    if (best === 0) return null;
    let sum = 0;
    for (const [id, rank] of ranks) if (rank <= k) sum += gain(query.grades.get(id) ?? 0) / Math.log2(1 + rank);
    return sum / best;
  }
  if (relevant.length === 0) return null;
  if (family === 'P') return count(relevant, k) / k;
  if (family === 'R') return count(relevant, k) / relevant.length;
  if (family === 'Hit') return Math.min(1, count(relevant, k));
  if (family === 'Rprec') return count(relevant, relevant.length) / relevant.length;
  if (family === 'RR') {
    const first = Math.min(...relevant.map((id) => ranks.get(id) ?? Infinity));
    return first <= k ? 1 / first : 0;
  }
  const found = relevant.flatMap((id) => (ranks.has(id) ? [ranks.get(id)!] : []));
  if (family === 'AP') {
    const precisions = found.filter((rank) => rank <= k).map((rank) => count(relevant, rank) / rank);
    return precisions.reduce((sum, precision) => sum + precision, 0) / relevant.length;
  }
  if (family !== 'bpref') throw new Error(`no reference for ${family}`);
  const others = [...query.grades].filter(([, grade]) => grade >= 0 && grade < rel).map(([id]) => id);
  const least = Math.min(others.length, relevant.length);
  const worth = found.map((rank) => 1 - (least === 0 ? 0 : Math.min(count(others, rank), relevant.length) / least));
  return worth.reduce((sum, value) => sum + value, 0) / relevant.length;
}

/** The largest discounted gain of any order. */
function bestGain(gains: readonly number[], k: number, rank = 1): number {
  if (rank > k || gains.length === 0) return 0;
  return Math.max(
    ...gains.map(
      (gain, i) =>
        gain / Math.log2(1 + rank) +
        bestGain(
          gains.filter((_, j) => j !== i),
          k,
          rank + 1,
        ),
    ),
  );
}
