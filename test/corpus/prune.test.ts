import { describe, expect, it } from 'vitest';
import { fixedClock } from '../../src/core/clock.js';
import { type PruneOptions, prune } from '../../src/corpus/prune.js';
import { catalog, createShop, type Entry, instant, page, policies, type Shop } from '../helpers/shop.js';

const entry = (sku: string, volumes: number, updated_at: string): Entry => ({
  sku,
  title: `Series ${sku}`,
  synopsis: `The story of ${sku}.`,
  volumes,
  updated_at,
});

const writer = { host: 'here', pid: process.pid, isAlive: () => true };

const run = (shop: Shop, before: string, more: Partial<PruneOptions> = {}) =>
  shop.withStore((store) =>
    prune({ store, before: instant(before), dryRun: false, clock: fixedClock('2027-01-01'), writer, ...more }),
  );

async function shopWithHistory(): Promise<Shop> {
  const shop = createShop({ sources: [catalog()] });
  for (const month of [1, 2, 3, 4]) {
    shop.entries([entry('A', month, `2026-0${month}-01`), entry('B', 1, '2026-01-01')]);
    await shop.refresh(`2026-0${month}-01`);
  }
  return shop;
}

describe('prune', () => {
  it('drops old tags and what has been stale for long, and keeps the rest replayable', async () => {
    const shop = await shopWithHistory();
    const kept = [await shop.view('2026-03-01'), await shop.view('2026-04-01')];
    const dry = await run(shop, '2026-03-01', { dryRun: true });
    expect(dry).toMatchObject({
      dry_run: true,
      refreshes: ['r-000001', 'r-000002'],
      oldest_kept: 'r-000003',
      stale_passages: 1,
    });
    expect((await shop.view('2026-01-01')).tag).toBe('r-000001');

    const report = await run(shop, '2026-03-01');
    expect(report).toEqual({ ...dry, dry_run: false });
    await expect(shop.view('2026-02-01')).rejects.toThrow('no refresh is as old');
    const rows = await shop.allPassages();
    expect(rows.filter((row) => row.retired_in !== null && row.retired_in <= 3)).toEqual([]);
    for (const view of kept) {
      const current = (v: typeof view) => v.passages.filter(({ verdict }) => verdict === null).map((p) => p.passage_id);
      expect(current(await shop.view(view.as_of, view.tag))).toEqual(current(view));
    }
    expect((await shop.stale('2026-04-01')).map(({ stale_since }) => stale_since?.slice(0, 10))).toEqual(
      expect.arrayContaining(['2026-03-01', '2026-04-01']),
    );
  });

  it('always keeps the newest refresh, and a refresh after it changes nothing', async () => {
    const shop = await shopWithHistory();
    const report = await run(shop, '2030-01-01');
    expect(report).toMatchObject({ oldest_kept: 'r-000004', stale_passages: 3 });
    expect(await shop.stale('2026-04-01')).toEqual([]);
    expect((await shop.passages(4)).map((row) => row.doc_id).sort()).toEqual(['A', 'B']);
    const again = await shop.refresh('2026-05-01');
    expect(again).toMatchObject({ tag: 'r-000005', sources: [{ unchanged: 2, embedded: 0, passages: 2 }] });
  });

  it('keeps the document version that a stale passage stood in: its timestamp, and the facts of later drift', async () => {
    const shop = await shopWithHistory();
    await run(shop, '2026-03-01');
    const march = (await shop.view('2026-04-01')).passages.filter(({ verdict }) => verdict === 'superseded');
    expect(march.map((p) => p.source_updated_at?.slice(0, 10))).toEqual(['2026-02-01', '2026-03-01']);
    shop.entries([entry('A', 9, '2026-05-01'), entry('B', 1, '2026-01-01')]);
    await shop.refresh('2026-05-01');
    const drift = (await shop.stale('2026-05-01')).flatMap((p) => p.drift);
    expect(drift).toContainEqual({ field: 'volumes', old: 3, new: 9 });
    expect(drift.every(({ field }) => field === 'volumes')).toBe(true);
  });

  it('keeps a contradicted passage, whose source still says it', async () => {
    const statements = [
      { field: 'return_window', type: 'duration', patterns: ['returned within {value} of delivery'] },
    ];
    const faq = { id: 'faq', kind: 'faq', path: 'faq/*.md', lang: 'en', timestamps: ['frontmatter'] };
    const shop = createShop({ sources: [policies(), faq], statements });
    shop.write('policies/r.md', page('2026-01-01', '# Returns\n\nBooks can be returned within 14 days of delivery.'));
    shop.write('faq/r.md', page('2026-01-01', '# Returns\n\nBooks can be returned within 30 days of delivery.'));
    await shop.refresh('2026-02-01');
    expect(await shop.stale('2026-02-01')).toMatchObject([{ verdict: 'contradicted' }]);
    await run(shop, '2030-01-01');
    expect(await shop.stale('2026-02-01')).toMatchObject([{ verdict: 'contradicted' }]);
    expect(await shop.passages(1)).toHaveLength(2);
  });

  it('waits for nobody: another writer at work is an error', async () => {
    const shop = await shopWithHistory();
    await shop.withStore((store) =>
      store.lease.update("holder = ''", { holder: 'ab'.repeat(16), host: 'here', pid: 1, expires_s: 2_000_000_000 }),
    );
    await expect(run(shop, '2026-03-01')).rejects.toThrow('another');
    await expect(run(shop, '2026-03-01', { dryRun: true })).resolves.toMatchObject({ stale_passages: 1 });
  });
});
