import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { RaftCorpusError } from '../../../src/core/errors.js';
import { hashEmbedder } from '../../helpers/hash-embedder.js';
import { catalog, createShop, type Entry, page, policies } from '../../helpers/shop.js';

const ALPHA: Entry = {
  sku: 'A',
  title: 'Alpha',
  synopsis: 'A cook joins a fleet.',
  volumes: 107,
  updated_at: '2026-01-01',
};
const BETA: Entry = {
  sku: 'B',
  title: 'Beta',
  synopsis: 'A thief opens a bakery.',
  volumes: 9,
  updated_at: '2026-01-01',
};
const RETURNS = (days: number): string =>
  `# Returns\n\nUnopened books can be returned within ${days} days of delivery.`;

function newShop() {
  const shop = createShop({ sources: [catalog(), policies()] });
  shop.entries([ALPHA, BETA]);
  shop.write('policies/returns.md', page('2026-01-01', RETURNS(30)));
  shop.write(
    'policies/shipping.md',
    page('2026-01-01', '# Shipping\n\nParcels leave on weekdays.\n\n## Abroad\n\nWe ship to Japan and Korea.'),
  );
  return shop;
}

describe('a refresh', () => {
  it('counts the passages that the model did not read to their end', async () => {
    const shop = newShop();
    expect(await shop.refresh('2026-02-01')).toMatchObject({ truncated: 0 });
    // A page's title is embedded with each passage, and no cut of the text makes it shorter.
    const title = `title: ${'All about returning what you bought '.repeat(80)}\n`;
    shop.write('policies/returns.md', page('2026-02-02', '# Returns\n\nUnopened books can be returned.', title));
    expect(await shop.refresh('2026-02-03', { dryRun: true })).toMatchObject({ truncated: 0 });
    const { truncated, sources } = await shop.refresh('2026-02-03');
    expect(sources[1]?.embedded).toBeGreaterThan(0);
    expect(truncated).toBe(sources[1]?.embedded);
    expect(await shop.refresh('2026-02-04')).toMatchObject({ truncated: 0 });
  });

  it('reports what was added, and changes nothing when repeated', async () => {
    const shop = newShop();
    const first = await shop.refresh('2026-02-01');
    expect(first.tag).toBe('r-000001');
    expect(first.sources).toMatchObject([
      {
        id: 'catalog',
        documents: 2,
        passages: 2,
        added: 2,
        changed: 0,
        unchanged: 0,
        removed: 0,
        refused: 0,
        embedded: 2,
      },
      {
        id: 'policies',
        documents: 2,
        passages: 3,
        added: 2,
        changed: 0,
        unchanged: 0,
        removed: 0,
        refused: 0,
        embedded: 3,
      },
    ]);
    expect(first.stale).toEqual({ removed: 0, superseded: 0, expired: 0, pending: 0, contradicted: 0, overdue: 0 });
    const rows = await shop.allPassages();
    const embedded = shop.embedder.seen.length;

    const second = await shop.refresh('2026-02-02');
    expect(second.tag).toBe('r-000002');
    expect(second.sources.map((s) => [s.added, s.changed, s.unchanged, s.removed, s.embedded])).toEqual([
      [0, 0, 2, 0, 0],
      [0, 0, 2, 0, 0],
    ]);
    expect(shop.embedder.seen).toHaveLength(embedded);
    expect(await shop.allPassages()).toEqual(rows);
  });

  it('keeps id and vector of what did not change, and flags what did with its drift', async () => {
    const shop = newShop();
    await shop.refresh('2026-02-01');
    const before = await shop.view('2026-02-01');
    const embedded = shop.embedder.seen.length;
    shop.entries([{ ...ALPHA, volumes: 110, updated_at: '2026-03-01' }, BETA]);
    shop.write('policies/returns.md', page('2026-03-01', RETURNS(14)));

    const report = await shop.refresh('2026-03-02');
    expect(report.newly_stale).toEqual({ superseded: 2 });
    expect(report.newly_material).toBe(2);
    expect(shop.embedder.seen.slice(embedded)).toHaveLength(2);
    const stale = await shop.stale('2026-03-02');
    expect(
      stale.map(({ doc_id, verdict, severity, stale_since, drift }) => ({
        doc_id,
        verdict,
        severity,
        stale_since,
        drift,
      })),
    ).toEqual([
      {
        doc_id: 'A',
        verdict: 'superseded',
        severity: 'material',
        stale_since: '2026-03-01T00:00:00.000Z',
        drift: [{ field: 'volumes', old: 107, new: 110 }],
      },
      {
        doc_id: 'returns.md',
        verdict: 'superseded',
        severity: 'material',
        stale_since: '2026-03-01T00:00:00.000Z',
        drift: [{ field: 'duration', old: '30 days', new: '14 days' }],
      },
    ]);
    const after = await shop.view('2026-03-02');
    const current = new Map(
      after.passages.map((p, i) => [p.passage_id, { p, vector: [...after.vectors.subarray(i * 8, i * 8 + 8)] }]),
    );
    for (const { superseded_by } of stale) expect(current.get(superseded_by ?? '')?.p.verdict).toBeNull();
    for (const [i, passage] of before.passages.entries()) {
      const now = current.get(passage.passage_id);
      expect(now?.vector).toEqual([...before.vectors.subarray(i * 8, i * 8 + 8)]);
      expect(now?.p.first_seen_at).toBe(passage.first_seen_at);
    }
  });

  it('gives a text that comes back its old id, its vector, and a row that is current', async () => {
    const shop = newShop();
    await shop.refresh('2026-02-01');
    const [{ passages: count } = { passages: -1 }] = (await shop.refresh('2026-02-02')).sources;
    const id = (await shop.passages(2)).find((row) => row.doc_id === 'A')?.passage_id;
    shop.entries([{ ...ALPHA, volumes: 110, updated_at: '2026-03-01' }, BETA]);
    await shop.refresh('2026-03-02');
    const embedded = shop.embedder.seen.length;
    shop.entries([{ ...ALPHA, updated_at: '2026-04-01' }, BETA]);
    const report = await shop.refresh('2026-04-02');
    expect(shop.embedder.seen).toHaveLength(embedded);
    expect(report.sources[0]).toMatchObject({ changed: 1, passages: count });
    const rows = (await shop.passages(4)).filter((row) => row.doc_id === 'A');
    expect(rows.map((row) => [row.passage_id === id, row.verdict])).toContainEqual([true, null]);
    expect(rows.map((row) => [row.passage_id === id, row.verdict])).toContainEqual([false, 'superseded']);
    expect(rows.find((row) => row.passage_id === id)?.first_seen_at).toBe('2026-02-01T00:00:00.000Z');
  });

  it('takes away a document, and takes it back under its old ids', async () => {
    const shop = newShop();
    await shop.refresh('2026-02-01');
    const ids = (await shop.passages(1)).filter((row) => row.doc_id === 'B').map((row) => row.passage_id);
    shop.entries([ALPHA]);
    const gone = await shop.refresh('2026-03-01');
    expect(gone.sources[0]).toMatchObject({ documents: 1, removed: 1, passages: 1 });
    expect(await shop.stale('2026-03-01')).toMatchObject([
      {
        doc_id: 'B',
        verdict: 'removed',
        severity: 'material',
        superseded_by: null,
        stale_since: '2026-03-01T00:00:00.000Z',
      },
    ]);
    expect((await shop.documents(2)).map((row) => row.doc_id)).not.toContain('B');

    const embedded = shop.embedder.seen.length;
    shop.entries([ALPHA, BETA]);
    const back = await shop.refresh('2026-04-01');
    expect(back.sources[0]).toMatchObject({ added: 1, passages: 2, embedded: 0 });
    expect(shop.embedder.seen).toHaveLength(embedded);
    expect(await shop.stale('2026-04-01')).toEqual([]);
    expect((await shop.passages(3)).filter((row) => row.doc_id === 'B').map((row) => row.passage_id)).toEqual(ids);
  });

  it('says what changed in a document that comes back different', async () => {
    const shop = newShop();
    await shop.refresh('2026-02-01');
    shop.entries([ALPHA]);
    await shop.refresh('2026-03-01');
    shop.entries([ALPHA, { ...BETA, volumes: 10, updated_at: '2026-04-01' }]);
    await shop.refresh('2026-04-01');
    expect(await shop.stale('2026-04-01')).toMatchObject([
      { doc_id: 'B', verdict: 'superseded', drift: [{ field: 'volumes', old: 9, new: 10 }] },
    ]);
  });

  it('points from a moved file to where its text stands now', async () => {
    const shop = newShop();
    await shop.refresh('2026-02-01');
    shop.remove('policies/returns.md');
    shop.write('policies/help/returning.md', page('2026-01-01', RETURNS(30)));
    const report = await shop.refresh('2026-03-01');
    expect(report.sources[1]).toMatchObject({ added: 1, removed: 1 });
    const [stale] = await shop.stale('2026-03-01');
    expect(stale).toMatchObject({ doc_id: 'returns.md', verdict: 'removed', severity: 'cosmetic' });
    const successor = (await shop.passages(2)).find((row) => row.passage_id === stale?.superseded_by);
    expect(successor).toMatchObject({ doc_id: 'help/returning.md', verdict: null });
  });

  it('replays every past state by its tag', async () => {
    const shop = newShop();
    await shop.refresh('2026-02-01');
    const states = [await shop.view('2026-02-01')];
    shop.entries([{ ...ALPHA, volumes: 108, updated_at: '2026-03-01' }, BETA]);
    await shop.refresh('2026-03-01');
    states.push(await shop.view('2026-03-01'));
    shop.entries([{ ...ALPHA, volumes: 110, updated_at: '2026-04-01' }]);
    shop.write('policies/returns.md', page('2026-04-01', RETURNS(14)));
    await shop.refresh('2026-04-01');
    states.push(await shop.view('2026-04-01'));
    const tellRows = (view: (typeof states)[number] | undefined) =>
      view?.passages.map(({ added_in: _a, retired_in: _r, ...row }) => row);
    for (const state of states) {
      const again = await shop.view(state.as_of, state.tag);
      expect(tellRows(again)).toEqual(tellRows(state));
      expect([...again.vectors]).toEqual([...state.vectors]);
      expect([...again.documents.keys()].sort()).toEqual([...state.documents.keys()].sort());
    }
    expect((await shop.view('2026-03-15')).tag).toBe('r-000002');
  });

  it('makes the same rows of the same inputs in two stores', async () => {
    const run = async () => {
      const shop = newShop();
      await shop.refresh('2026-02-01');
      shop.entries([{ ...ALPHA, volumes: 110, updated_at: '2026-03-01' }]);
      await shop.refresh('2026-03-01');
      return { passages: await shop.passages(2), documents: await shop.documents(2) };
    };
    expect(await run()).toEqual(await run());
  });

  it('of some sources leaves the others as they are', async () => {
    const shop = newShop();
    await shop.refresh('2026-02-01');
    shop.entries([ALPHA]);
    shop.write('policies/returns.md', page('2026-03-01', RETURNS(14)));
    const report = await shop.refresh('2026-03-01', { only: ['policies'] });
    expect(report.sources.map(({ id }) => id)).toEqual(['policies']);
    expect((await shop.stale('2026-03-01')).map(({ doc_id }) => doc_id)).toEqual(['returns.md']);
    const sources = await shop.withStore((store) => store.sources.rows({ where: 'retired_in IS NULL' }));
    expect(sources.find(({ source_id }) => source_id === 'catalog')).toMatchObject({
      documents: 2,
      last_verified_at: '2026-02-01T00:00:00.000Z',
    });
    await expect(shop.refresh('2026-03-02', { only: ['polices'] })).rejects.toThrow('there is no source "polices"');
  });

  it('keeps and names a source that the config no longer has', async () => {
    const shop = newShop();
    await shop.refresh('2026-02-01');
    const report = await shop.refresh('2026-03-01', { sources: [policies()] });
    expect(report.undeclared_sources).toEqual(['catalog']);
    expect(await shop.stale('2026-03-01')).toEqual([]);
  });

  it('goes forward in time', async () => {
    const shop = newShop();
    await shop.refresh('2026-02-01');
    await expect(shop.refresh('2026-01-31')).rejects.toMatchObject({
      message: expect.stringContaining('as-of 2026-01-31T00:00:00.000Z is before the last refresh (r-000001'),
      fix: expect.stringContaining('--as-of'),
    });
    await expect(shop.refresh('2026-02-01')).resolves.toMatchObject({ tag: 'r-000002' });
    await expect(shop.view('2025-12-31')).rejects.toThrow('no refresh is as old as');
  });

  it('refuses another embedder, naming both fingerprints, and leaves the store as it was', async () => {
    const shop = newShop();
    await shop.refresh('2026-02-01');
    const other = hashEmbedder({ model: 'other' });
    await expect(shop.refresh('2026-03-01', { embedder: other })).rejects.toMatchObject({
      message: expect.stringMatching(
        new RegExp(`${shop.embedder.fingerprint.slice(0, 12)}.*${other.fingerprint.slice(0, 12)}`),
      ),
      fix: expect.stringContaining('embedder:'),
    });
    await expect(shop.refresh('2026-03-01')).resolves.toMatchObject({ tag: 'r-000002' });
  });

  it('that is dry writes nothing and reports the same', async () => {
    const shop = newShop();
    const dryFirst = await shop.refresh('2026-02-01', { dryRun: true });
    expect(existsSync(shop.store)).toBe(false);
    const first = await shop.refresh('2026-02-01');
    const comparable = (report: typeof first) => ({
      ...report,
      dry_run: null,
      sources: report.sources.map((source) => ({ ...source, embedded: null })),
    });
    expect(comparable(dryFirst)).toEqual(comparable(first));

    shop.entries([{ ...ALPHA, volumes: 110, updated_at: '2026-03-01' }]);
    shop.write('policies/returns.md', page('2026-03-01', RETURNS(14)));
    const before = await shop.allPassages();
    const embedded = shop.embedder.seen.length;
    const dry = await shop.refresh('2026-03-01', { dryRun: true });
    expect(await shop.allPassages()).toEqual(before);
    expect(shop.embedder.seen).toHaveLength(embedded);
    expect(comparable(dry)).toEqual(comparable(await shop.refresh('2026-03-01')));
  });

  it('keeps working through compactions', async () => {
    const shop = createShop({ sources: [catalog()] });
    for (let n = 1; n <= 21; n++) {
      shop.entries([{ ...ALPHA, volumes: n, updated_at: `2026-01-${String(n).padStart(2, '0')}` }, BETA]);
      await shop.refresh(`2026-02-${String(n).padStart(2, '0')}`);
    }
    expect(await shop.stale('2026-02-21')).toHaveLength(20);
    expect((await shop.view('2026-02-10')).passages.filter(({ verdict }) => verdict === null)).toHaveLength(2);
  });
});

describe('a first refresh', () => {
  it('that fails on a bad record leaves no empty store behind', async () => {
    const shop = newShop();
    shop.write('catalog.jsonl', '{"sku": "A", "title": \n');
    await expect(shop.refresh('2026-02-01')).rejects.toThrow(RaftCorpusError);
    expect(existsSync(shop.store)).toBe(false);
    shop.entries([ALPHA]);
    expect((await shop.refresh('2026-02-01')).tag).toBe('r-000001');
  });

  it('is one of several at the same time: whoever comes late is told so and writes nothing', async () => {
    const shop = newShop();
    const all = await Promise.allSettled([1, 2, 3].map(() => shop.refresh('2026-02-01')));
    const refused = all.flatMap((each) => (each.status === 'rejected' ? [each.reason] : []));
    expect(refused.every((error) => error instanceof RaftCorpusError)).toBe(true);
    const tags = await shop.withStore(async (store) => (await store.refreshes.rows()).map(({ tag }) => tag));
    expect(tags).toHaveLength(all.length - refused.length);
    expect(await shop.passages(1)).toHaveLength(5);
  });
});
