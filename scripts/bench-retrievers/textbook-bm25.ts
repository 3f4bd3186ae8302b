/**
 * BM25 as a textbook has it, written for plainness and independent of the product's index: the yardstick of the lexical
 * candidates. Terms are lower-case words for Latin letters and digits, characters and bigrams for everything else.
 */
import type { Ranker } from './rankers.js';

const K1 = 1.2;
const B = 0.75;

/** Terms of a text: NFKC, lower case, no stemming. */
export function textbookTerms(text: string): string[] {
  return [
    ...text
      .normalize('NFKC')
      .toLowerCase()
      .matchAll(/([\p{Script=Latin}\d]+)|((?!\p{Script=Latin})\p{L}+)/gu),
  ].flatMap(([run, latin]) => {
    if (latin !== undefined) return [latin];
    const points = [...run];
    return [...points, ...points.slice(1).map((point, i) => (points[i] ?? '') + point)];
  });
}

/** Ranks by ∑ idf · tf saturation; ties by later passage. */
export function textbookBm25(passages: readonly string[]): Ranker {
  const postings = new Map<string, Map<number, number>>();
  const lengths = passages.map((text, row) => {
    const terms = textbookTerms(text);
    for (const term of terms) {
      const rows = postings.get(term) ?? new Map<number, number>();
      postings.set(term, rows);
      rows.set(row, (rows.get(row) ?? 0) + 1);
    }
    return terms.length;
  });
  const average = lengths.reduce((sum, length) => sum + length, 0) / passages.length;
  const score = (query: string): Map<number, number> => {
    const scores = new Map<number, number>();
    for (const term of textbookTerms(query)) {
      const rows = postings.get(term) ?? new Map<number, number>();
      const idf = Math.log(1 + (passages.length - rows.size + 0.5) / (rows.size + 0.5));
      for (const [row, tf] of rows) {
        const norm = K1 * (1 - B + (B * (lengths[row] ?? 0)) / average);
        scores.set(row, (scores.get(row) ?? 0) + (idf * tf * (K1 + 1)) / (tf + norm));
      }
    }
    return scores;
  };
  return async (queries, k) =>
    queries.map((query) =>
      [...score(query)]
        .map(([index, value]) => ({ index, score: value }))
        .sort((a, b) => b.score - a.score || b.index - a.index)
        .slice(0, k),
    );
}
