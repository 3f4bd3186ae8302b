import { describe, expect, it } from 'vitest';
import { corpusStatus } from '../../../src/corpus/status.js';
import { catalog, createShop, page, policies } from '../../helpers/shop.js';

const renamed = policies({ id: 'rules' });

async function shopWithPolicies() {
  const shop = createShop({ sources: [catalog(), policies()] });
  shop.entries([{ sku: 'a', title: 'Aoi Umi', volumes: 3, updated_at: '2026-01-01' }]);
  shop.write('policies/returns.md', page('2026-01-01', '# Returns\n\nReturns are free within 30 days.'));
  await shop.refresh('2026-02-01');
  return shop;
}

describe('a source that the config no longer names', () => {
  it('stays as it was, and is named, until it is dropped', async () => {
    const shop = await shopWithPolicies();
    const kept = await shop.refresh('2026-03-01', { sources: [catalog()] });
    expect(kept.undeclared_sources).toEqual(['policies']);
    expect(await shop.stale('2026-03-01')).toEqual([]);

    const dry = await shop.refresh('2026-03-02', { sources: [catalog()], drop: ['policies'], dryRun: true });
    const report = await shop.refresh('2026-03-02', { sources: [catalog()], drop: ['policies'] });
    expect(report).toEqual({ ...dry, dry_run: false });
    expect(report.undeclared_sources).toEqual([]);
    expect(report.sources.find(({ id }) => id === 'policies')).toMatchObject({ removed: 1, passages: 0 });
    expect(await shop.stale('2026-03-02')).toMatchObject([
      { source_id: 'policies', verdict: 'removed', severity: 'material' },
    ]);
    const status = await shop.withStore((store) => corpusStatus(store, { asOf: '2026-03-02T00:00:00.000Z' }));
    expect(status.sources.map(({ id }) => id)).toEqual(['catalog']);
    expect((await shop.refresh('2026-03-03', { sources: [catalog()] })).undeclared_sources).toEqual([]);
  });

  it('was renamed when another source says the same: its passages name their successors', async () => {
    const shop = await shopWithPolicies();
    await shop.refresh('2026-03-01', { sources: [catalog(), renamed], drop: ['policies'] });
    const [old] = await shop.stale('2026-03-01');
    expect(old).toMatchObject({ source_id: 'policies', verdict: 'removed', severity: 'cosmetic' });
    const current = (await shop.view('2026-03-01')).passages.find((p) => p.passage_id === old?.superseded_by);
    expect(current).toMatchObject({ source_id: 'rules', verdict: null });
  });

  it('is not dropped while it is declared, nor where the store never had it', async () => {
    const shop = await shopWithPolicies();
    await expect(shop.refresh('2026-03-01', { drop: ['policies'] })).rejects.toThrow('still in the config');
    const unknown = shop.refresh('2026-03-01', { sources: [catalog()], drop: ['polices'] });
    await expect(unknown).rejects.toMatchObject({
      message: expect.stringContaining('"polices"'),
      fix: expect.stringContaining('policies'),
    });
    expect(await shop.stale('2026-03-01')).toEqual([]);
  });
});
