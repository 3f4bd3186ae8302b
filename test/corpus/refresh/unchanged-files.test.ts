import { utimesSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { RefreshReport } from '../../../src/corpus/refresh/report.js';
import { catalog, createShop, page, policies, type Shop } from '../../helpers/shop.js';

const ENTRIES = [
  { sku: 'a', title: 'Aoi Umi', volumes: 3, updated_at: '2026-01-01' },
  { sku: 'b', title: 'Blue Sea', volumes: 12 },
  { sku: 'a', title: 'Aoi Umi', volumes: 3, updated_at: '2026-01-01' },
];

/** Whether the last refresh of the catalog left its files unparsed: it tells no progress on reading them. */
async function refreshWatched(shop: Shop, asOf: string, more: object = {}) {
  const files: string[] = [];
  const report = await shop.refresh(asOf, { clock: watchedClock(files, asOf), ...more });
  return { report, parsed: files.length > 0 };
}

/** Reading a source asks what a timestamp is in the future of; hashing its files does not. */
function watchedClock(calls: string[], asOf: string) {
  return {
    now: () => {
      if (new Error().stack?.includes('read-source')) calls.push(asOf);
      return new Date(asOf);
    },
  };
}

function plain({ tag: _, as_of: __, ...report }: RefreshReport) {
  return report;
}

describe('a catalog whose files are as they were', () => {
  it('is not parsed again, and the report is that of a full read', async () => {
    const shop = createShop({ sources: [catalog({ onDuplicate: 'first' }), policies()] });
    shop.entries(ENTRIES);
    shop.write('policies/returns.md', page('2026-01-01', '# Returns\n\nReturns are free within 30 days.'));
    await shop.refresh('2026-02-01');
    const spared = await refreshWatched(shop, '2026-02-02', { only: ['catalog'] });
    const full = await refreshWatched(shop, '2026-02-03', { only: ['catalog'], toolVersion: '0.0.1' });
    expect([spared.parsed, full.parsed]).toEqual([false, true]);
    expect(plain(spared.report)).toEqual(plain(full.report));
    expect(spared.report.sources[0]).toMatchObject({ documents: 2, unchanged: 2, embedded: 0 });
    expect(spared.report.sources[0]?.notices.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['missing_timestamp', 'duplicate_first']),
    );
    expect(await shop.passages(2)).toEqual(await shop.passages(1));
  });

  it('is verified all the same', async () => {
    const shop = createShop({ sources: [catalog({ maxAge: '30d' })] });
    shop.entries(ENTRIES.slice(0, 2));
    await shop.refresh('2026-02-01');
    await shop.refresh('2026-03-01');
    expect(await shop.stale('2026-03-20')).toEqual([]);
    expect(await shop.stale('2026-04-02')).toHaveLength(2);
  });

  it('is read when a byte, the config or the snapshot changes, and not when only its mtime does', async () => {
    const shop = createShop({ sources: [catalog()] });
    shop.entries(ENTRIES.slice(0, 2));
    await shop.refresh('2026-02-01');
    utimesSync(join(shop.folder, 'catalog.jsonl'), 1_700_000_000, 1_700_000_000);
    expect((await refreshWatched(shop, '2026-02-02')).parsed).toBe(false);
    const other = await refreshWatched(shop, '2026-02-03', { sources: [catalog({ authority: 1 })] });
    expect(other.parsed).toBe(true);
    shop.entries([{ sku: 'a', title: 'Aoi Umi', volumes: 4, updated_at: '2026-02-03' }, ENTRIES[1] ?? { sku: 'b' }]);
    const changed = await refreshWatched(shop, '2026-02-04', { sources: [catalog({ authority: 1 })] });
    expect(changed.report.sources[0]).toMatchObject({ changed: 1, unchanged: 1 });
    expect(changed.report.flagged[0]?.drift).toEqual([{ field: 'volumes', old: 3, new: 4 }]);
  });

  it('is read again while something of it was refused, left out, or lies in the future', async () => {
    const shop = createShop({ sources: [catalog()] });
    shop.entries([{ sku: 'a', title: 'Aoi Umi', volumes: 4, updated_at: '2026-02-01' }]);
    await shop.refresh('2026-02-02');
    shop.entries([{ sku: 'a', title: 'Aoi Umi', volumes: 3, updated_at: '2026-01-01' }]);
    for (const asOf of ['2026-02-03', '2026-02-04']) {
      expect((await shop.refresh(asOf)).sources[0]).toMatchObject({ refused: 1 });
    }
    shop.write('catalog.jsonl', '{"sku":"a","title":"Aoi Umi","volumes":4,"updated_at":"2026-02-01"}\n{"sku":\n');
    for (const asOf of ['2026-02-05', '2026-02-06']) {
      expect((await shop.refresh(asOf, { onError: 'skip' })).sources[0]?.skipped).toHaveLength(1);
    }
    shop.entries([{ sku: 'a', title: 'Aoi Umi', volumes: 4, updated_at: '2026-03-01' }]);
    const early = await shop.refresh('2026-02-07');
    expect(early.sources[0]?.notices.map(({ kind }) => kind)).toContain('future_timestamp');
    const later = await shop.refresh('2026-03-02');
    expect(later.sources[0]?.notices.map(({ kind }) => kind)).not.toContain('future_timestamp');
  });
});
