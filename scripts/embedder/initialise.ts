/** Where training starts: random directions, as long as the row's inverse document frequency says. */
import { createRandom } from '../../src/core/random.js';
import { bucketOf, type FeatureCounts, type FeatureTables } from './features.js';

/** Document frequencies of the two halves of the data; a row is weighed within the language it belongs to. */
export interface LanguageCounts {
  readonly ja: FeatureCounts;
  readonly en: FeatureCounts;
}

export interface WeightOptions {
  readonly vocabulary: readonly string[];
  readonly tables: FeatureTables;
  readonly counts: LanguageCounts;
  /** Factor on rows of pairs, of which a text has as many as tokens. */
  readonly pairWeight: number;
}

/** Document frequency that rows of the pool stand for: what they hold is rare. */
const POOL_FREQUENCY = 3;

/** Adds up two counts. */
export function mergeCounts(a: FeatureCounts, b: FeatureCounts): FeatureCounts {
  const pairs = new Map(a.pairs);
  for (const [key, count] of b.pairs) pairs.set(key, (pairs.get(key) ?? 0) + count);
  return {
    tokens: a.tokens.map((count, i) => count + (b.tokens[i] ?? 0)),
    pairs,
    documents: a.documents + b.documents,
  };
}

/** (ln((n + 1) / (df + 1)) + 1) / 10 of each row, at least 0.005. */
export function rowWeights({ vocabulary, tables, counts, pairWeight }: WeightOptions): Float64Array {
  const { rows, poolStart, pairStart, canonical, tokenRow, pairRow } = tables;
  const frequency = new Float64Array(rows).fill(POOL_FREQUENCY);
  const english = new Uint8Array(rows);
  const merged = mergeCounts(counts.ja, counts.en);
  const latin = (id: number): number => (/^(##)?[a-z]/.test(vocabulary[id] ?? '') ? 1 : 0);
  vocabulary.forEach((_, id) => {
    const row = tokenRow[id] ?? 0;
    if (row === 0 || row >= poolStart) return;
    frequency[row] = merged.tokens[canonical[id] ?? 0] ?? 0;
    english[row] = latin(id);
  });
  const seen = new Set<number>();
  for (const [key, count] of [...merged.pairs].sort((a, b) => b[1] - a[1] || a[0] - b[0])) {
    const first = Math.floor(key / 65_536);
    const row = pairRow[bucketOf(first, key % 65_536)] ?? 0;
    if (row >= poolStart || seen.has(row)) continue;
    seen.add(row);
    frequency[row] = count;
    english[row] = latin(first);
  }
  return frequency.map((df, row) => {
    const documents = english[row] ? counts.en.documents : counts.ja.documents;
    const idf = (Math.log((documents + 1) / (Math.max(df, 1) + 1)) + 1) / 10;
    return row === 0 ? 0 : Math.max(idf, 0.005) * (row >= pairStart ? pairWeight : 1);
  });
}

/** Fills `values` [weights.length × dims] with Gaussian rows of these weights (Box–Muller). */
export function fillRandom(values: Float32Array, weights: Float64Array, seed: string): void {
  const random = createRandom(seed);
  const dims = values.length / weights.length;
  for (let row = 1; row < weights.length; row++) {
    for (let d = 0; d < dims; d += 2) {
      const radius = Math.sqrt(-2 * Math.log(1 - random.next())) * (weights[row] ?? 0);
      const angle = random.next() * 2 * Math.PI;
      values[row * dims + d] = radius * Math.cos(angle);
      values[row * dims + d + 1] = radius * Math.sin(angle);
    }
  }
}
