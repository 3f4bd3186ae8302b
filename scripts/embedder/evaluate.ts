/** Quality of an embedder on data it was not built from, beside exact TF-IDF cosine over the same tokens. */
import type { RetrievalSet, SimilarityPair } from './data.js';

/** Scores of every passage for one query, higher is nearer. */
export type Scorer = (query: number) => ArrayLike<number>;

/** Mean nDCG@k (linear gain, unjudged = not relevant) and recall@k over all queries of a set. */
export function retrievalQuality(set: RetrievalSet, scorer: Scorer, k = 10): { ndcg: number; recall: number } {
  let ndcg = 0;
  let recall = 0;
  set.relevant.forEach((judged, query) => {
    const top = topIndices(scorer(query), k);
    const gain = top.reduce((sum, index, rank) => sum + (judged.get(index) ?? 0) / Math.log2(rank + 2), 0);
    const ideal = [...judged.values()].sort((a, b) => b - a).slice(0, k);
    ndcg += gain / ideal.reduce((sum, grade, rank) => sum + grade / Math.log2(rank + 2), 0);
    recall += top.filter((index) => judged.has(index)).length / judged.size;
  });
  return { ndcg: ndcg / set.queries.length, recall: recall / set.queries.length };
}

/** Indices of the k highest scores; ties go to the lower index. */
function topIndices(scores: ArrayLike<number>, k: number): number[] {
  const top: number[] = [];
  for (let i = 0; i < scores.length; i++) {
    const score = scores[i] ?? 0;
    if (top.length === k && score <= (scores[top[k - 1] ?? 0] ?? 0)) continue;
    let at = top.length;
    while (at > 0 && score > (scores[top[at - 1] ?? 0] ?? 0)) at--;
    top.splice(at, 0, i);
    if (top.length > k) top.pop();
  }
  return top;
}

/** Dot products of normalised vectors. */
export function denseScorer(queries: Float32Array, passages: Float32Array, dims: number): Scorer {
  const count = passages.length / dims;
  return (query) => {
    const scores = new Float32Array(count);
    const q = queries.subarray(query * dims, (query + 1) * dims);
    for (let p = 0; p < count; p++) {
      let sum = 0;
      for (let d = 0, at = p * dims; d < dims; d++, at++) sum += (q[d] ?? 0) * (passages[at] ?? 0);
      scores[p] = sum;
    }
    return scores;
  };
}

/** Exact TF-IDF cosine; document frequencies from the passages themselves, idf = ln((n + 1) / (df + 1)) + 1. */
export function tfidfScorer(queries: readonly (readonly number[])[], passages: readonly (readonly number[])[]): Scorer {
  const postings = new Map<number, { documents: number[]; counts: number[] }>();
  passages.forEach((terms, document) => {
    for (const [term, count] of countsOf(terms)) {
      const posting = postings.get(term) ?? { documents: [], counts: [] };
      postings.set(term, posting);
      posting.documents.push(document);
      posting.counts.push(count);
    }
  });
  const idf = (term: number): number =>
    Math.log((passages.length + 1) / ((postings.get(term)?.documents.length ?? 0) + 1)) + 1;
  const norms = passages.map((terms) => {
    let squares = 0;
    for (const [term, count] of countsOf(terms)) squares += (count * idf(term)) ** 2;
    return Math.sqrt(squares) || 1;
  });
  return (query) => {
    const scores = new Float64Array(passages.length);
    for (const [term, count] of countsOf(queries[query] ?? [])) {
      const posting = postings.get(term);
      if (posting === undefined) continue;
      const weight = count * idf(term) ** 2;
      posting.documents.forEach((document, i) => {
        scores[document] = (scores[document] ?? 0) + (weight * (posting.counts[i] ?? 0)) / (norms[document] ?? 1);
      });
    }
    return scores;
  };
}

function countsOf(terms: readonly number[]): Map<number, number> {
  const counts = new Map<number, number>();
  for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
  return counts;
}

/** Spearman's rank correlation, ties at their mean rank. */
export function spearman(a: readonly number[], b: readonly number[]): number {
  const ra = ranks(a);
  const rb = ranks(b);
  const mean = (a.length + 1) / 2;
  let cov = 0;
  let va = 0;
  let vb = 0;
  for (let i = 0; i < a.length; i++) {
    const da = (ra[i] ?? 0) - mean;
    const db = (rb[i] ?? 0) - mean;
    cov += da * db;
    va += da * da;
    vb += db * db;
  }
  return cov / Math.sqrt(va * vb);
}

function ranks(values: readonly number[]): number[] {
  const order = values.map((_, i) => i).sort((x, y) => (values[x] ?? 0) - (values[y] ?? 0));
  const out = new Array<number>(values.length).fill(0);
  for (let i = 0; i < order.length; ) {
    let end = i;
    while (end < order.length && values[order[end] ?? 0] === values[order[i] ?? 0]) end++;
    for (let j = i; j < end; j++) out[order[j] ?? 0] = (i + 1 + end) / 2;
    i = end;
  }
  return out;
}

/** Spearman of cosine against human scores, from the pairs' vectors one after the other. */
export function similarityQuality(pairs: readonly SimilarityPair[], a: Float32Array, b: Float32Array): number {
  const dims = a.length / pairs.length;
  const cosines = pairs.map((_, i) => {
    let sum = 0;
    for (let d = 0; d < dims; d++) sum += (a[i * dims + d] ?? 0) * (b[i * dims + d] ?? 0);
    return sum;
  });
  return spearman(
    cosines,
    pairs.map((pair) => pair.score),
  );
}
