/** LanceDB's full-text search over the same passages, in the shapes that could serve Japanese and English. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FtsOptions, Table } from '@lancedb/lancedb';
import type { Ranker } from './rankers.js';

process.env.LANCEDB_LOG ??= 'error';
const { connect, Index, MultiMatchQuery } = await import('@lancedb/lancedb');

const WORDS: Partial<FtsOptions> = { baseTokenizer: 'simple', stem: true, removeStopWords: false, withPosition: false };
const ngram = (min: number, max: number): Partial<FtsOptions> => ({
  baseTokenizer: 'ngram',
  ngramMinLength: min,
  ngramMaxLength: max,
  stem: false,
  removeStopWords: false,
  withPosition: false,
});

/** Columns that are indexed, and how; a query goes to all of them. */
export const LANCE_VARIANTS: Readonly<Record<string, readonly Partial<FtsOptions>[]>> = {
  'ngram 1–2': [ngram(1, 2)],
  'ngram 2–2': [ngram(2, 2)],
  'ngram 2–3': [ngram(2, 3)],
  'words, stemmed': [WORDS],
  'icu, stemmed': [{ ...WORDS, baseTokenizer: 'icu' }],
  'ngram 1–2 + words': [ngram(1, 2), WORDS],
};

/** A ranker over a fresh table in a temporary folder. */
export async function openLance(
  passages: readonly string[],
  columns: readonly Partial<FtsOptions>[],
): Promise<{ readonly rank: Ranker; readonly buildMs: number; close(): void }> {
  const folder = mkdtempSync(join(tmpdir(), 'raft-corpus-fts-'));
  const database = await connect(folder);
  const names = columns.map((_, i) => `text_${i}`);
  const rows = passages.map((text, index) => ({ index, ...Object.fromEntries(names.map((name) => [name, text])) }));
  const table = await database.createTable('passages', rows);
  const started = performance.now();
  for (const [i, options] of columns.entries()) {
    await table.createIndex(names[i] ?? '', { config: Index.fts(options) });
  }
  return {
    rank: async (queries, k) => {
      const runs = [];
      for (const query of queries) runs.push(await searchOne(table, { names, query, k }));
      return runs;
    },
    buildMs: performance.now() - started,
    close: () => {
      table.close();
      database.close();
      rmSync(folder, { recursive: true });
    },
  };
}

/**
 * Does the order depend on rows that cannot be found? The first ten of each query over two thirds of the passages: in an
 * index of just those, in an index of all with a filter, and in an index of all from which the others were deleted.
 *
 * @returns shares of the queries whose first ten are those of the index of just those passages
 */
export async function orderKept(
  passages: readonly string[],
  queries: readonly string[],
  columns: readonly Partial<FtsOptions>[],
): Promise<{ readonly filtered: number; readonly appended: number }> {
  const isKept = (index: number): boolean => index % 3 > 0;
  const rows = passages.map((text, index) => ({ index, kept: isKept(index), text_0: text }));
  const folder = mkdtempSync(join(tmpdir(), 'raft-corpus-fts-'));
  const database = await connect(folder);
  const indexed = async (name: string, first: typeof rows): Promise<Table> => {
    const table = await database.createTable(name, first);
    await table.createIndex('text_0', { config: Index.fts(columns[0] ?? {}) });
    return table;
  };
  const alone = await indexed(
    'alone',
    rows.filter(({ kept }) => kept),
  );
  const all = await indexed('all', rows);
  const half = await indexed('half', rows.slice(0, rows.length / 2));
  await half.add(rows.slice(rows.length / 2));
  const share = { filtered: 0, appended: 0 };
  for (const query of queries) {
    const order = async (table: Table, where?: string): Promise<string> =>
      (await searchOne(table, { names: ['text_0'], query, k: 10, where })).map(({ index }) => index).join();
    if ((await order(all, 'kept = true')) === (await order(alone))) share.filtered += 1 / queries.length;
    if ((await order(half)) === (await order(all))) share.appended += 1 / queries.length;
  }
  database.close();
  rmSync(folder, { recursive: true });
  return share;
}

interface OneSearch {
  readonly names: readonly string[];
  readonly query: string;
  readonly k: number;
  readonly where?: string | undefined;
}

async function searchOne(
  table: Table,
  { names, query, k, where }: OneSearch,
): Promise<{ index: number; score: number }[]> {
  const search =
    names.length === 1
      ? table.query().fullTextSearch(query, { columns: [...names] })
      : table.query().fullTextSearch(new MultiMatchQuery(query, [...names]));
  const filtered = where === undefined ? search : search.where(where);
  const found = (await filtered.select(['index', '_score']).limit(k).toArray()) as { index: number; _score: number }[];
  return found
    .map(({ index, _score }) => ({ index: Number(index), score: _score }))
    .sort((a, b) => b.score - a.score || b.index - a.index);
}
