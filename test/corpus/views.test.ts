/** What readers see: views, the list of stale passages, status and exports. */
import { describe, expect, it } from 'vitest';
import { exportBeirCorpus, exportJsonl } from '../../src/corpus/export.js';
import { corpusStatus } from '../../src/corpus/status.js';
import { streamView } from '../../src/corpus/view.js';
import { PASSAGES } from '../../src/store/tables.js';
import { catalog, createShop, type Entry, instant, page, policies } from '../helpers/shop.js';

const ALPHA: Entry = {
  sku: 'A',
  title: 'Alpha',
  synopsis: 'A cook joins a fleet.',
  volumes: 1,
  updated_at: '2026-01-01',
};

async function shopInMarch() {
  const shop = createShop({ sources: [catalog({ maxAge: '90d' }), policies()] });
  shop.entries([ALPHA, { ...ALPHA, sku: 'B', title: 'Beta' }]);
  shop.write(
    'policies/shipping.md',
    page('2026-01-01', '# Shipping\n\nParcels leave on weekdays.\n\n## Abroad\n\nWe ship to Japan.'),
  );
  await shop.refresh('2026-02-01');
  shop.entries([{ ...ALPHA, volumes: 2, updated_at: '2026-03-01' }]);
  await shop.refresh('2026-03-01');
  return shop;
}

async function collect(lines: AsyncIterable<string>): Promise<Record<string, unknown>[]> {
  const out: Record<string, unknown>[] = [];
  for await (const line of lines) {
    expect(line).toMatch(/^[^\n]*\n$/);
    out.push(JSON.parse(line));
  }
  return out;
}

describe('a view', () => {
  it('is sorted by passage_id, with vectors in the same order and spans that hold', async () => {
    const shop = await shopInMarch();
    const view = await shop.view('2026-03-01');
    const ids = view.passages.map(({ passage_id }) => passage_id);
    expect(ids).toEqual([...ids].sort());
    expect(view.vectors).toHaveLength(ids.length * 8);
    for (const [i, passage] of view.passages.entries()) {
      const vector = view.vectors.subarray(i * 8, i * 8 + 8);
      expect(Math.hypot(...vector)).toBeCloseTo(1, 5);
      const document = view.documents.get(`${passage.doc_key}/${passage.doc_hash}`);
      if (passage.verdict === null)
        expect(document?.text.slice(passage.span_start, passage.span_end)).toBe(passage.text);
    }
  });

  it('dates a stale passage by the last timestamp that its version had', async () => {
    const shop = createShop({ sources: [catalog()] });
    for (const [asOf, updated_at] of [
      ['2026-02-01', '2026-01-01'],
      ['2026-02-02', '2026-01-15'],
      ['2026-02-03', '2026-01-20'],
    ] as const) {
      shop.entries([{ ...ALPHA, updated_at }]);
      await shop.refresh(asOf);
    }
    shop.entries([{ ...ALPHA, volumes: 2, updated_at: '2026-03-01' }]);
    await shop.refresh('2026-03-01');
    const stale = (await shop.view('2026-03-01')).passages.find(({ verdict }) => verdict === 'superseded');
    expect(stale).toMatchObject({ source_updated_at: '2026-01-20T00:00:00.000Z' });
  });

  it('of an unknown tag names those that there are', async () => {
    const shop = await shopInMarch();
    await expect(shop.view('2026-03-01', 'r-000009')).rejects.toMatchObject({
      message: 'there is no refresh "r-000009"',
      fix: expect.stringContaining('r-000002'),
    });
  });
});

describe('stale passages', () => {
  it('are filtered by source, verdict, severity and date', async () => {
    const shop = await shopInMarch();
    const ids = async (filter: Parameters<typeof shop.stale>[1]) =>
      (await shop.stale('2026-03-01', filter)).map(({ doc_id, verdict }) => `${doc_id} ${verdict}`);
    expect(await ids({})).toEqual(['A superseded', 'B removed']);
    expect(await ids({ sources: ['policies'] })).toEqual([]);
    expect(await ids({ verdicts: ['removed', 'expired'] })).toEqual(['B removed']);
    expect(await ids({ severity: 'cosmetic' })).toEqual([]);
    expect(await ids({ since: instant('2026-03-01') })).toEqual(['A superseded', 'B removed']);
    expect(await ids({ since: '2026-03-01T00:00:00.001Z' })).toEqual([]);
  });
});

describe('status', () => {
  it('counts current and stale passages by source, at the date', async () => {
    const shop = await shopInMarch();
    const status = await shop.withStore((store) => corpusStatus(store, { asOf: instant('2026-07-01') }));
    expect(status).toMatchObject({
      tag: 'r-000002',
      refreshed_as_of: '2026-03-01T00:00:00.000Z',
      embedder: { model: 'hash', dims: 8 },
      passages: { current: 2, stale: { removed: 1, superseded: 1, overdue: 1 } },
      artifacts: [],
    });
    expect(status.sources).toMatchObject([
      { id: 'catalog', overdue: true, documents: 1, current: 0, stale: { removed: 1, superseded: 1, overdue: 1 } },
      { id: 'policies', overdue: false, documents: 1, current: 2, stale: {} },
    ]);
    expect(status.refreshes.map(({ tag }) => tag)).toEqual(['r-000001', 'r-000002']);
  });
});

describe('exports', () => {
  it('of JSON lines hold the columns of passages, and vectors when asked', async () => {
    const shop = await shopInMarch();
    await shop.withStore(async (store) => {
      const view = async (vectors: boolean) =>
        (await streamView(store, { asOf: instant('2026-03-01'), vectors })).batches;
      const all = await collect(exportJsonl(await view(false), { currentOnly: false, vectors: false, dims: 8 }));
      expect(all).toHaveLength(5);
      for (const row of all) expect(Object.keys(row)).toEqual(expect.arrayContaining(Object.keys(PASSAGES)));
      for (const row of all) expect(row).not.toHaveProperty('vector');
      const current = await collect(exportJsonl(await view(true), { currentOnly: true, vectors: true, dims: 8 }));
      expect(current.map((row) => row.verdict)).toEqual([null, null, null]);
      const loaded = await shop.view('2026-03-01');
      for (const row of current) {
        const i = loaded.passages.findIndex(({ passage_id }) => passage_id === row.passage_id);
        expect(row.vector).toEqual([...loaded.vectors.subarray(i * 8, i * 8 + 8)]);
      }
    });
  });

  it('are in the order of the ids from end to end, each with its own vector, when asked', async () => {
    const shop = createShop({ sources: [catalog()] });
    shop.entries(Array.from({ length: 4_100 }, (_, i) => ({ ...ALPHA, sku: `S${i}`, title: `Series ${i}` })));
    await shop.refresh('2026-02-01');
    await shop.withStore(async (store) => {
      const options = { asOf: instant('2026-03-01'), vectors: true, sorted: true };
      const { batches } = await streamView(store, options);
      const rows = await collect(exportJsonl(batches, { currentOnly: true, vectors: true, dims: 8 }));
      const ids = rows.map((row) => row.passage_id);
      expect(ids).toHaveLength(4_100);
      expect(ids).toEqual([...ids].sort());
      const loaded = await shop.view('2026-03-01');
      for (const i of [0, 3_999, 4_000, 4_099])
        expect(rows[i]?.vector).toEqual([...loaded.vectors.subarray(i * 8, i * 8 + 8)]);
      expect(new Set(rows.map((row) => String(row.vector))).size).toBe(4_100);
    });
  });

  it('of a BEIR corpus hold _id, title and text', async () => {
    const shop = await shopInMarch();
    await shop.withStore(async (store) => {
      const { batches } = await streamView(store, { asOf: instant('2026-03-01') });
      const lines = await collect(exportBeirCorpus(batches, { currentOnly: true }));
      const abroad = lines.find(({ text }) => text === 'We ship to Japan.');
      expect(abroad).toEqual({
        _id: expect.stringMatching(/^[0-9a-f]{64}$/),
        title: 'Shipping > Abroad',
        text: 'We ship to Japan.',
        metadata: {
          source_id: 'policies',
          doc_id: 'shipping.md',
          title: 'Shipping',
          lang: 'en',
          verdict: null,
          source_updated_at: '2026-01-01T00:00:00.000Z',
        },
      });
    });
  });
});
