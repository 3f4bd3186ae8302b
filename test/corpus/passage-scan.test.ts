/** A search over the scanned store finds what a search over the loaded view does. */
import { describe, expect, it } from 'vitest';
import { openPassageScan, type PassageScanOptions } from '../../src/corpus/passage-scan.js';
import type { CorpusView, ViewPassage } from '../../src/corpus/view.js';
import { searchScan } from '../../src/search/dense/search-scan.js';
import { searchDense } from '../../src/search/dense.js';
import { hitsOf } from '../../src/search/hits.js';
import { catalog, createShop, instant, page, policies } from '../helpers/shop.js';

const synopsis = 'A cook joins a fleet.';

/** Two sources, an expired entry, a stale passage. */
async function shop() {
  const made = createShop({ sources: [catalog(), policies()] });
  const entries = Array.from({ length: 30 }, (_, i) => ({
    sku: `S${i}`,
    title: `Title ${i}`,
    synopsis: `${synopsis} Part ${i}.`,
    updated_at: '2026-01-01',
    ...(i === 3 ? { valid_to: '2026-02-15' } : {}),
  }));
  made.entries(entries);
  made.write('policies/shipping.md', page('2026-01-01', '# Shipping\n\nParcels leave on weekdays.'));
  await made.refresh('2026-02-01');
  made.entries(
    entries.map((entry, i) => (i === 7 ? { ...entry, synopsis: 'New words.', updated_at: '2026-03-01' } : entry)),
  );
  await made.refresh('2026-03-01');
  return made;
}

function scanned(made: Awaited<ReturnType<typeof shop>>, view: CorpusView, options: Partial<PassageScanOptions>) {
  return made.withStore(async (store) => {
    const { scan, dims } = await openPassageScan(store, { asOf: view.as_of, ...options });
    const lists = [];
    for await (const hits of searchScan({ scan, dims, queries: view.vectors, k: 9 })) {
      for (const i of hits.counts.keys()) {
        lists.push(hitsOf(hits, i).map(({ index, score }) => ({ id: hits.ids[index], score })));
      }
    }
    return lists;
  });
}

async function loaded(view: CorpusView, keep: (passage: ViewPassage) => boolean) {
  const lists = await searchDense({
    vectors: view.vectors,
    dims: view.embedder.dims,
    queries: view.vectors,
    k: 9,
    allowed: (row) => keep(view.passages[row]!),
  });
  return lists.map((list) => list.map(({ index, score }) => ({ id: view.passages[index]!.passage_id, score })));
}

describe('openPassageScan', () => {
  it('selects by date, verdict and source before the search', async () => {
    const made = await shop();
    const view = await made.view('2026-03-01');
    expect(new Set(view.passages.map(({ verdict }) => verdict))).toEqual(new Set([null, 'expired', 'superseded']));
    expect(await scanned(made, view, {})).toEqual(await loaded(view, () => true));
    expect(await scanned(made, view, { current: true })).toEqual(await loaded(view, ({ verdict }) => verdict === null));
    const keep = ({ source_id }: { source_id: string }) => source_id === 'policies';
    expect(await scanned(made, view, { keep })).toEqual(await loaded(view, keep));
    const before = await made.view('2026-02-01');
    expect(before.passages.every(({ verdict }) => verdict === null)).toBe(true);
    expect(await scanned(made, before, { asOf: instant('2026-02-01'), current: true })).toEqual(
      await loaded(before, () => true),
    );
  });

  it('finds nothing where nothing is kept', async () => {
    const made = await shop();
    const view = await made.view('2026-03-01');
    expect((await scanned(made, view, { keep: () => false })).every((list) => list.length === 0)).toBe(true);
  });
});
