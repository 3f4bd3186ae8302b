/** A refresh that dies at any point: readers see the state before, and the next run finishes the work. */
import { describe, expect, it } from 'vitest';
import { SILENT } from '../../../src/core/progress.js';
import { ORPHAN } from '../../../src/store/versions.js';
import { hashEmbedder } from '../../helpers/hash-embedder.js';
import { catalog, createShop, type Entry, type Shop } from '../../helpers/shop.js';

const entries = (volumes: number, updated_at: string): Entry[] =>
  Array.from({ length: 6 }, (_, i) => ({
    sku: `S-${i}`,
    title: `Series ${i}`,
    synopsis: `The story of number ${i}.`,
    volumes: i < 4 ? volumes : 1,
    updated_at: i < 4 ? updated_at : '2026-01-01',
  }));

async function preparedShop(): Promise<Shop> {
  const shop = createShop({ sources: [catalog()] });
  shop.entries(entries(1, '2026-01-01'));
  await shop.refresh('2026-02-01');
  shop.entries(entries(2, '2026-02-15'));
  return shop;
}

/** Rows as an undisturbed run writes them. */
async function undisturbed() {
  const shop = await preparedShop();
  await shop.refresh('2026-03-01');
  return { passages: await shop.passages(2), documents: await shop.documents(2), all: await shop.allPassages() };
}

const sorted = <Row extends { passage_id: string; added_in: number }>(rows: readonly Row[]): Row[] =>
  [...rows].sort((a, b) =>
    a.passage_id < b.passage_id ? -1 : a.passage_id > b.passage_id ? 1 : a.added_in - b.added_in,
  );

/** Lets a refresh write everything but its row of `refreshes`, which is where a killed process would leave it. */
async function crashBeforeCommit(shop: Shop): Promise<void> {
  await shop.refresh('2026-03-01');
  await shop.withStore((store) => store.refreshes.delete('n = 2'));
}

describe('a refresh that died before its commit', () => {
  it('is invisible to readers', async () => {
    const shop = await preparedShop();
    const before = await shop.view('2026-02-01');
    await crashBeforeCommit(shop);
    const after = await shop.view('2026-12-01');
    const tell = (view: typeof before) => view.passages.map(({ added_in: _, retired_in: __, ...rest }) => rest);
    expect(after.tag).toBe('r-000001');
    expect(tell(after)).toEqual(tell(before));
    expect([...after.vectors]).toEqual([...before.vectors]);
    expect([...after.documents.keys()].sort()).toEqual([...before.documents.keys()].sort());
  });

  it('is finished by the next without embedding anything twice, row for row as if nothing had happened', async () => {
    const shop = await preparedShop();
    await crashBeforeCommit(shop);
    const embedded = shop.embedder.seen.length;
    const warnings: string[] = [];
    const progress = { ...SILENT, warn: (message: string) => void warnings.push(message) };
    const report = await shop.refresh('2026-03-01', { progress });
    expect(shop.embedder.seen).toHaveLength(embedded);
    expect(report).toMatchObject({ tag: 'r-000002', sources: [{ changed: 4, embedded: 0 }] });
    expect(warnings).toEqual([expect.stringContaining('did not finish')]);
    const expected = await undisturbed();
    expect(await shop.passages(2)).toEqual(expected.passages);
    expect(await shop.documents(2)).toEqual(expected.documents);
    expect(sorted(await shop.allPassages())).toEqual(sorted(expected.all));
  });

  it('can die twice', async () => {
    const shop = await preparedShop();
    await crashBeforeCommit(shop);
    await crashBeforeCommit(shop);
    const embedded = shop.embedder.seen.length;
    await shop.refresh('2026-03-01');
    expect(shop.embedder.seen).toHaveLength(embedded);
    expect(sorted(await shop.allPassages())).toEqual(sorted((await undisturbed()).all));
  });

  it('leaves nothing behind when the sources have gone back meanwhile', async () => {
    const shop = await preparedShop();
    const rows = sorted(await shop.allPassages());
    await crashBeforeCommit(shop);
    shop.entries(entries(1, '2026-01-01'));
    const report = await shop.refresh('2026-03-01');
    expect(report.sources[0]).toMatchObject({ changed: 0, unchanged: 6 });
    expect(sorted(await shop.allPassages())).toEqual(rows);
  });
});

describe('a refresh that died half-way', () => {
  it('while retiring rows: those that it had ended hold again', async () => {
    const shop = await preparedShop();
    const before = await shop.view('2026-02-01');
    await shop.withStore(async (store) => {
      const passages = await store.passages();
      await passages?.update(`passage_id = '${before.passages[0]?.passage_id}'`, { retired_in: 2 });
      await store.documents.update(`doc_key = '${before.passages[0]?.doc_key}'`, { retired_in: 2 });
      await store.sources.update('added_in = 1', { retired_in: 2 });
    });
    expect((await shop.view('2026-02-01')).passages).toHaveLength(before.passages.length);
    await shop.refresh('2026-03-01');
    const expected = await undisturbed();
    expect(sorted(await shop.allPassages())).toEqual(sorted(expected.all));
    expect(await shop.documents(2)).toEqual(expected.documents);
  });

  it('in the model: the first run starts over, also with another model', async () => {
    const shop = createShop({ sources: [catalog()] });
    shop.entries(entries(1, '2026-01-01'));
    await expect(shop.refresh('2026-02-01', { embedder: hashEmbedder({ failAfter: 2 }) })).rejects.toThrow('went away');
    await expect(shop.view('2026-02-01')).rejects.toThrow('no completed refresh');
    const other = hashEmbedder({ model: 'larger', dims: 12 });
    await shop.refresh('2026-02-01', { embedder: other });
    expect(other.seen).toHaveLength(6);
    expect((await shop.view('2026-02-01')).embedder.dims).toBe(12);
  });

  it('leaves no rows of unfinished work in any state', async () => {
    const shop = await preparedShop();
    await crashBeforeCommit(shop);
    shop.entries([
      ...entries(2, '2026-02-15').slice(0, 5),
      { sku: 'S-5', title: 'Series 5', synopsis: 'Rewritten.', updated_at: '2026-02-20' },
    ]);
    await shop.refresh('2026-03-01');
    const rows = await shop.allPassages();
    expect(rows.filter((row) => row.added_in === ORPHAN)).toEqual([]);
    expect(rows.filter((row) => row.retired_in !== null && row.retired_in > 2)).toEqual([]);
  });
});
