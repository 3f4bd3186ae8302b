/** The readers on real data: counts that an independent look at the files gives. Skipped where the data is absent. */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import {
  bangumiAnime,
  basecampPolicies,
  chorusProducts,
  githubPolicies,
  hasRealData,
  lnreleaseByIssueKey,
  lnreleaseCatalog,
  malManga,
  malMangaByTitle,
  REAL_DATA,
} from '../../fixtures/real-sources.js';
import { noticeCounts, readAll } from './reading.js';

const real = (config: Parameters<typeof readAll>[0], snapshot?: string) => readAll(config, REAL_DATA, { snapshot });
const file = (path: string) => readFileSync(`${REAL_DATA}/${path}`);

describe.skipIf(!hasRealData)('real data (../shared/data)', () => {
  it.each([
    ['2023-07-28', 4],
    ['2024-07-31', 0],
    ['2025-07-31', 0],
    ['2026-08-22', 1],
  ])('lnrelease %s: every row is a document but %i', async (snapshot, surplus) => {
    const rows: string[][] = parse(file(`lnrelease-catalog/snapshots/${snapshot}/books.csv`));
    const { documents, report } = await real(lnreleaseCatalog, snapshot);
    expect(report.records).toBe(rows.length);
    expect(documents).toHaveLength(rows.length - surplus);
    expect(report.complete).toBe(true);
    // The first row of each identity, by an independent parser and an independent join.
    const first = new Map<string, string>();
    for (const [series, , publisher, name, volume, format, isbn = ''] of rows) {
      const identity = JSON.stringify([series, publisher, name, volume, format]);
      if (!first.has(identity)) first.set(identity, isbn.trim());
    }
    const isbns = documents.map(({ facts }) => facts.find(({ field }) => field === 'isbn')?.value?.value ?? '');
    expect(isbns).toEqual([...first.values()]);
    expect(new Set(documents.map(({ updatedAt }) => updatedAt))).toEqual(new Set([`${snapshot}T00:00:00.000Z`]));
  });

  it('lnrelease by series, publisher, volume and format has the surplus rows that the issue counts', async () => {
    const surplus = [];
    for (const snapshot of ['2023-07-28', '2026-08-22']) {
      surplus.push(noticeCounts((await real(lnreleaseByIssueKey, snapshot)).report)['duplicate_first']);
    }
    expect(surplus).toEqual([153, 229]);
  });

  it('mal: NULL volumes are unknown, the rest are numbers', async () => {
    const rows: string[][] = parse(file('mal-top-manga/snapshots/2026-06-19/manga.csv'), { from: 2 });
    const { documents } = await real(malManga);
    const volumes = documents.map(
      ({ facts }) => facts.find(({ field }) => field === 'volumes')?.value?.value ?? 'NULL',
    );
    expect(volumes.map(String)).toEqual(rows.map((row) => row[3]));
    expect(documents.filter(({ text }) => text.includes('NULL'))).toEqual([]);
    expect((await real(malMangaByTitle, '2025-04-25')).documents).toHaveLength(17705);
  });

  it('bangumi: a nested array, unknown ends, titles in several languages', async () => {
    const items = JSON.parse(file('bangumi-data-anime/snapshots/2021-12-26.json').toString()) as { end: string }[];
    const { documents, report } = await real(bangumiAnime, '2021-12-26');
    expect(report.records).toBe(items.length);
    expect(documents).toHaveLength(items.length - 1);
    const unknownEnds = documents.filter(({ facts }) => facts.find(({ field }) => field === 'end')?.value === null);
    expect(unknownEnds).toHaveLength(items.filter(({ end }) => end === '').length);
  });

  it('chorus: 19,406 products from a gzip file', async () => {
    const lines = gunzipSync(file('chorus-ecommerce/products.jsonl.gz')).toString().trimEnd().split('\n');
    const { documents, report } = await real(chorusProducts);
    expect(documents.map(({ docId }) => docId)).toEqual(lines.map((line) => (JSON.parse(line) as { id: string }).id));
    expect(report).toMatchObject({ documents: 19406, complete: true, skipped: [] });
  });

  it.each([
    [basecampPolicies, 22, 26],
    [githubPolicies, 48, 57],
  ])('$id: every page, with the time of its last commit', async (config, before, after) => {
    const sidecar = JSON.parse(file(`${config.id}/timestamps.json`).toString()) as {
      files: Record<string, { new?: { lastCommitDate: string } | null }>;
    };
    expect((await real(config, 'old')).documents).toHaveLength(before);
    const { documents, report } = await real(config, 'new');
    expect(documents).toHaveLength(after);
    expect(report.notices).toEqual([]);
    for (const { docId, updatedAt, updatedAtFrom, lang } of documents) {
      expect(updatedAtFrom).toBe('sidecar');
      expect(updatedAt).toBe(new Date(sidecar.files[docId]?.new?.lastCommitDate ?? '').toISOString());
      expect(lang).toBe('en');
    }
  });
});
