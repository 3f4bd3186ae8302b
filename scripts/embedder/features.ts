/**
 * What a text consists of for the model: a row of the embedding table for each token, and one for each pair of
 * neighbouring tokens. Frequent pairs own a row; the rest share a pool of random rows by hash, so that an unseen name
 * still meets itself. The graph (graph.ts) makes the same rows from `input_ids`, by the tables kept here.
 */
import { BREAK, PAD, UNK } from './tokenizer-files.js';
import { ENDINGS } from './vocabulary.js';

/** Buckets of the pair table; a prime, so that the linear hash spreads. */
export const BUCKETS = 1_048_573;
export const HASH_A = 655_360_001;
export const HASH_B = 40_503_017;
/** The row that is all zero. */
export const ZERO_ROW = 0;

/** How tokens and pairs of tokens find their rows. */
export interface FeatureTables {
  /** token id → the id that stands for it in pairs: hiragana for katakana; 0 for what makes no pair. */
  readonly canonical: Uint16Array;
  /** token id → row. */
  readonly tokenRow: Uint16Array;
  /** hash of a pair → row. */
  readonly pairRow: Uint16Array;
  readonly rows: number;
  /** Rows from here on are the shared pool. */
  readonly poolStart: number;
  /** Rows from here to the pool belong to pairs. */
  readonly pairStart: number;
}

/** Bucket of a pair of canonical ids. */
export function bucketOf(a: number, b: number): number {
  return (a * HASH_A + b * HASH_B) % BUCKETS;
}

/** The ids that stand for each token in pairs. */
export function canonicalIds(vocabulary: readonly string[]): Uint16Array {
  const id = new Map(vocabulary.map((token, index) => [token, index]));
  const silent = new Set<string>([...ENDINGS, ...'、!?;:()「」『』']);
  return Uint16Array.from(vocabulary, (token, index) => {
    if (index === PAD || index === UNK || index === BREAK || silent.has(token)) return 0;
    if (/^[\u30a1-\u30f6]$/.test(token)) return id.get(String.fromCharCode(token.charCodeAt(0) - 0x60)) ?? index;
    return index;
  });
}

/** How often tokens and pairs occur, as document frequencies. */
export interface FeatureCounts {
  readonly tokens: Float64Array;
  /** `a * 65536 + b` of canonical ids → documents. */
  readonly pairs: ReadonlyMap<number, number>;
  readonly documents: number;
}

export function countFeatures(documents: readonly Int32Array[], canonical: Uint16Array): FeatureCounts {
  const tokens = new Float64Array(canonical.length);
  const pairs = new Map<number, number>();
  for (const ids of documents) {
    for (const id of new Set(ids)) tokens[canonical[id] || id] = (tokens[canonical[id] || id] ?? 0) + 1;
    for (const key of new Set(pairKeys(ids, canonical))) pairs.set(key, (pairs.get(key) ?? 0) + 1);
  }
  return { tokens, pairs, documents: documents.length };
}

function pairKeys(ids: Int32Array, canonical: Uint16Array): number[] {
  const keys: number[] = [];
  for (let i = 0; i + 1 < ids.length; i++) {
    const a = canonical[ids[i] ?? 0] ?? 0;
    const b = canonical[ids[i + 1] ?? 0] ?? 0;
    if (a > 0 && b > 0) keys.push(a * 65_536 + b);
  }
  return keys;
}

export interface TableSizes {
  /** All rows of the embedding table. */
  readonly rows: number;
  readonly pool: number;
  readonly minTokenCount: number;
}

/** Gives rows to the frequent tokens, then to the most frequent pairs, and the pool to the rest. */
export function buildTables(vocabulary: readonly string[], counts: FeatureCounts, sizes: TableSizes): FeatureTables {
  const canonical = canonicalIds(vocabulary);
  const tokenRow = new Uint16Array(vocabulary.length);
  const poolStart = sizes.rows - sizes.pool;
  let next = ZERO_ROW + 1;
  const silent = new Set<string>(ENDINGS);
  const own = (id: number): void => {
    if (canonical[id] === 0 || silent.has(vocabulary[id] ?? '')) return;
    tokenRow[id] =
      (counts.tokens[id] ?? 0) >= sizes.minTokenCount ? next++ : poolStart + (bucketOf(id, id) % sizes.pool);
  };
  vocabulary.forEach((_, id) => {
    if (canonical[id] === id) own(id);
  });
  vocabulary.forEach((_, id) => {
    const stands = canonical[id] ?? 0;
    if (stands > 0 && stands !== id) tokenRow[id] = tokenRow[stands] ?? 0;
  });
  const pairStart = next;
  const pairRow = Uint16Array.from(
    { length: BUCKETS },
    (_, bucket) => poolStart + ((Math.imul(bucket, 2_654_435_761) >>> 0) % sizes.pool),
  );
  const taken = new Uint8Array(BUCKETS);
  const ranked = [...counts.pairs].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  for (const [key] of ranked) {
    if (next >= poolStart) break;
    const bucket = bucketOf(Math.floor(key / 65_536), key % 65_536);
    if (taken[bucket]) continue;
    taken[bucket] = 1;
    pairRow[bucket] = next++;
  }
  return { canonical, tokenRow, pairRow, rows: sizes.rows, poolStart, pairStart };
}

/** Occurrences of one row that count in a text; beyond, a word said again says nothing new. */
export const OCCURRENCES = 4;

/** Tokens at the start of a text, where titles and headings stand, that count more. */
export const LEAD = 16;

/**
 * The rows of a text, each as often as it counts: the first occurrence twice, or three times where the row occurs
 * among the first {@link LEAD} tokens, the next ones once each, and none beyond {@link OCCURRENCES}. Zero rows are left
 * out; what shares a row of the pool shares its occurrences too.
 */
export function rowsOf(ids: Int32Array, tables: FeatureTables): number[] {
  const { canonical, tokenRow, pairRow } = tables;
  const rows: number[] = [];
  const leading = new Set<number>();
  for (let i = 0; i < ids.length; i++) {
    const a = canonical[ids[i] ?? 0] ?? 0;
    const b = i + 1 < ids.length ? (canonical[ids[i + 1] ?? 0] ?? 0) : 0;
    const found = [tokenRow[ids[i] ?? 0] ?? ZERO_ROW, a > 0 && b > 0 ? (pairRow[bucketOf(a, b)] ?? 0) : ZERO_ROW];
    for (const row of found) {
      if (row === ZERO_ROW) continue;
      rows.push(row);
      if (i < LEAD) leading.add(row);
    }
  }
  rows.sort((a, b) => a - b);
  return rows.flatMap((row, i) => {
    if (row === rows[i - OCCURRENCES]) return [];
    if (row === rows[i - 1]) return [row];
    return leading.has(row) ? [row, row, row] : [row, row];
  });
}
