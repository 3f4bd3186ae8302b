import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Fact } from '../../src/corpus/document.js';
import type { RefreshReport } from '../../src/corpus/refresh/report.js';
import type { DocumentRow, PassageRow } from '../../src/store/rows.js';
import { bangumiAnime, hasRealData, lnreleaseCatalog, malMangaByTitle, REAL_DATA } from '../fixtures/real-sources.js';
import { type RealStore, realStore } from './real-store.js';

/** What a snapshot says of one entry: field → value as text, '' for unknown; lists sorted. */
type Entry = Readonly<Record<string, string>>;
type Snapshot = ReadonlyMap<string, Entry>;

/** Two snapshots compared field by field, with none of the project's code. */
function compare(old: Snapshot, now: Snapshot) {
  const both = [...now.keys()].filter((key) => old.has(key));
  const differences = both.flatMap((key) =>
    Object.keys(now.get(key) ?? {}).flatMap((field) => {
      const [before, after] = [old.get(key)?.[field] ?? '', now.get(key)?.[field] ?? ''];
      return before === after ? [] : [{ key, field, before, after }];
    }),
  );
  const changed = new Set(differences.map(({ key }) => key)).size;
  return {
    counts: {
      added: now.size - both.length,
      changed,
      unchanged: both.length - changed,
      removed: old.size - both.length,
    },
    differences,
  };
}

/** The first of each key. */
function firsts(rows: readonly (readonly [string, Entry])[]): Snapshot {
  return new Map([...rows].reverse());
}

/** A value as text, trimmed: some cells and titles end in a space or a tab. */
function shown(value: unknown): string {
  if (value === null || value === undefined) return '';
  return Array.isArray(value) ? value.map(shown).sort().join('|') : String(value).trim();
}

/** A stored document as the comparison sees it. */
function stored(row: DocumentRow): Entry {
  const facts = row.facts as readonly Fact[];
  return Object.fromEntries(facts.map(({ field, value }) => [field, shown(value?.value)]));
}

/** What the passages that refresh `n` made stale say changed. */
async function flaggedDrift(store: RealStore, n: number, keyOf: (row: DocumentRow) => string) {
  const documents = new Map((await store.documents(n)).map((row) => [row.doc_key, row]));
  const stale = new Set((await store.passages(n - 1)).filter(isStale).map((row) => row.passage_id));
  const flagged = (await store.passages(n)).filter((row) => isStale(row) && !stale.has(row.passage_id));
  const drift = flagged
    .filter((row) => row.verdict === 'superseded')
    .flatMap((row) => {
      const document = documents.get(row.doc_key);
      const key = document ? keyOf(document) : row.doc_id;
      return row.drift.map(({ field, old, new: now }) => ({ key, field, before: shown(old), after: shown(now) }));
    });
  return { drift, removed: flagged.filter((row) => row.verdict === 'removed') };
}

const isStale = (row: PassageRow): boolean => row.verdict !== null;

const byKey = (a: { key: string; field: string }, b: { key: string; field: string }): number =>
  a.key + a.field < b.key + b.field ? -1 : 1;

describe.skipIf(!hasRealData)('lnrelease-catalog of ../shared/data, four snapshots', { timeout: 120_000 }, () => {
  const DATES = ['2023-07-28', '2024-07-31', '2025-07-31', '2026-08-22'] as const;
  const snapshots = new Map<string, Snapshot>();
  const reports: RefreshReport[] = [];
  let store: RealStore;

  const keyOf = (row: DocumentRow): string => {
    const { publisher, volume, format } = stored(row);
    return [row.group, publisher, row.title, volume, format].join('\t');
  };

  beforeAll(async () => {
    store = realStore(lnreleaseCatalog);
    for (const date of DATES) {
      const file = join(REAL_DATA, 'lnrelease-catalog/snapshots', date, 'books.csv');
      const rows: string[][] = parse(readFileSync(file));
      const entries = rows.map(([series, , ...rest]) => {
        // One ISBN of 2025 ends in a space.
        const [publisher = '', name = '', volume = '', format = '', isbn = '', day = ''] = rest.map((cell) =>
          cell.trim(),
        );
        const release_date = day === '0001-01-01' ? '' : day;
        const entry = { publisher, volume, format, isbn, release_date };
        return [[series, publisher, name, volume, format].join('\t'), entry] as const;
      });
      snapshots.set(date, firsts(entries));
      reports.push(await store.refresh({ snapshot: date, asOf: date }));
    }
  }, 120_000);

  it.each([1, 2, 3])('step %i agrees with a comparison of the files: documents, dates and ISBNs', async (step) => {
    const [old, now] = [DATES[step - 1] ?? '', DATES[step] ?? ''].map((date) => snapshots.get(date) ?? new Map());
    const { counts, differences } = compare(old ?? new Map(), now ?? new Map());
    expect(reports[step]?.sources[0]).toMatchObject(counts);
    const { drift, removed } = await flaggedDrift(store, step + 1, keyOf);
    expect(removed).toHaveLength(counts.removed);
    expect(drift.sort(byKey)).toEqual(differences.sort(byKey));
    for (const field of ['release_date', 'isbn']) {
      expect(drift.filter((entry) => entry.field === field).length).toBeGreaterThan(0);
    }
  });

  it('gives each snapshot back: the same books with the same facts', async () => {
    for (const [i, date] of DATES.entries()) {
      const documents = await store.documents(i + 1);
      expect(new Map(documents.map((row) => [keyOf(row), stored(row)]))).toEqual(snapshots.get(date));
      const current = (await store.view(date)).filter(({ verdict }) => verdict === null);
      expect(new Set(current.map(({ doc_id }) => doc_id))).toEqual(new Set(documents.map(({ doc_id }) => doc_id)));
    }
  });

  it('changes nothing when the last snapshot is read again', async () => {
    const before = await store.passages(4);
    const again = await store.refresh({ snapshot: '2026-08-22', asOf: '2026-08-23', toolVersion: 'another' });
    expect(again.sources[0]).toMatchObject({ added: 0, changed: 0, removed: 0, embedded: 0, touched: 0 });
    expect(again.newly_stale).toEqual({});
    expect(await store.passages(5)).toEqual(before);
  });
});

describe.skipIf(!hasRealData)(
  'mal-top-manga of ../shared/data, without ids in the old file',
  { timeout: 60_000 },
  () => {
    const read = (date: string): Snapshot => {
      const file = join(REAL_DATA, 'mal-top-manga/snapshots', date, 'manga.csv');
      const rows: Record<string, string>[] = parse(readFileSync(file), { columns: true });
      const known = (value: string | undefined): string => (value === 'NULL' ? '' : (value ?? ''));
      return firsts(
        rows.map(({ Title, Type = '', Volumes, Author, Score }) => [
          `${Title}\t${Type}`,
          { type: Type, volumes: known(Volumes), author: known(Author), score: String(Number(Score)) },
        ]),
      );
    };
    const keyOf = (row: DocumentRow): string => `${row.title}\t${stored(row)['type']}`;

    it('stops where titles collide, unless told what to do, and where nearly all would go', async () => {
      const store = realStore({ ...malMangaByTitle, onDuplicate: 'error' });
      const stopped = store.refresh({ snapshot: '2025-04-25', asOf: '2025-04-26' });
      await expect(stopped).rejects.toThrow(/share the id|faults|records/);
    });

    it('tells NULL → number, and every other fact that changed', async () => {
      const store = realStore(malMangaByTitle);
      const [old, now] = [read('2025-04-25'), read('2026-06-19')];
      const { counts, differences } = compare(old, now);
      await store.refresh({ snapshot: '2025-04-25', asOf: '2025-04-26' });
      const braked = store.refresh({ snapshot: '2026-06-19', asOf: '2026-06-20', allowShrink: false });
      await expect(braked).rejects.toThrow(/would lose/);
      const report = await store.refresh({ snapshot: '2026-06-19', asOf: '2026-06-20' });
      expect(report.sources[0]).toMatchObject(counts);
      const { drift, removed } = await flaggedDrift(store, 2, keyOf);
      expect(removed).toHaveLength(counts.removed);
      expect(drift.sort(byKey)).toEqual(differences.sort(byKey));
      const counted = drift.filter(({ field, before, after }) => field === 'volumes' && before === '' && after !== '');
      expect(counted.length).toBeGreaterThan(20);
      for (const [n, snapshot] of [old, now].entries()) {
        const documents = await store.documents(n + 1);
        expect(new Map(documents.map((row) => [keyOf(row), stored(row)]))).toEqual(snapshot);
      }
    });
  },
);

describe.skipIf(!hasRealData)('bangumi-data-anime of ../shared/data, old then new', { timeout: 60_000 }, () => {
  const DATES = ['2021-12-26', '2026-08-17'] as const;
  interface Item {
    readonly title: string;
    readonly titleTranslate?: Readonly<Record<string, readonly string[]>>;
    readonly type?: string;
    readonly begin?: string;
    readonly end?: string;
  }
  const day = (value: string | undefined): string => (value ? value.slice(0, 10) : '');
  const read = (date: string): Snapshot => {
    const items: Item[] = JSON.parse(
      readFileSync(join(REAL_DATA, `bangumi-data-anime/snapshots/${date}.json`), 'utf8'),
    );
    return firsts(
      items.map(({ title, titleTranslate, type, begin, end }) => [
        `${title}\t${begin}`,
        {
          title_en: shown(titleTranslate?.['en']),
          title_zh: shown(titleTranslate?.['zh-Hans']),
          type: shown(type),
          begin: day(begin),
          end: day(end),
        },
      ]),
    );
  };

  it('tells null → date, and agrees with a comparison of the files', async () => {
    const store = realStore(bangumiAnime);
    const [old, now] = DATES.map(read);
    const { counts, differences } = compare(old ?? new Map(), now ?? new Map());
    await store.refresh({ snapshot: DATES[0], asOf: '2021-12-27' });
    const report = await store.refresh({ snapshot: DATES[1], asOf: '2026-08-18' });
    expect(report.sources[0]).toMatchObject(counts);
    const { drift, removed } = await flaggedDrift(store, 2, (row) => `${row.title}\t${stored(row)['begin']}`);
    expect(removed).toHaveLength(counts.removed);
    expect(drift.sort(byKey)).toEqual(differences.sort(byKey));
    const ended = drift.filter(({ field, before, after }) => field === 'end' && before === '' && after !== '');
    expect(ended.length).toBeGreaterThan(100);
  });
});
