/** Changing the embedder: readers never see two models' vectors, and nothing that was embedded is embedded again. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { fixedClock } from '../../../src/core/clock.js';
import { SILENT } from '../../../src/core/progress.js';
import { prune } from '../../../src/corpus/prune.js';
import type { RefreshReport } from '../../../src/corpus/refresh/report.js';
import { corpusStatus } from '../../../src/corpus/status.js';
import { hashEmbedder } from '../../helpers/hash-embedder.js';
import { catalog, createShop, instant, page, policies, type Shop } from '../../helpers/shop.js';

const larger = (failAfter?: number) =>
  hashEmbedder({ model: 'larger', dims: 12, ...(failAfter === undefined ? {} : { failAfter }) });

/** Three states with additions, drift, a removal, a contradiction and a passage that comes back. */
const HISTORY: readonly { readonly asOf: string; readonly write: (shop: Shop, more: number) => void }[] = [
  {
    asOf: '2026-02-01',
    write: (shop, more) => {
      shop.entries(entries([1, 2, 3, 4, 5, 6], 1, more));
      shop.write('policies/returns.md', page('2026-01-01', returns('Returns', 30)));
      shop.write(
        'faq/returns.md',
        page('2026-01-01', '# Questions\n\nYou can return books within 30 days of delivery.'),
      );
    },
  },
  {
    asOf: '2026-03-01',
    write: (shop, more) => {
      shop.entries(entries([1, 2, 3, 4, 5], 2, more));
      shop.write('policies/returns.md', page('2026-02-10', returns('Returns', 14)));
    },
  },
  {
    asOf: '2026-04-01',
    write: (shop, more) => {
      shop.entries(entries([1, 2, 3, 4, 5, 6], 2, more));
      shop.write('policies/returns.md', page('2026-03-10', returns('Bringing back', 14)));
    },
  },
];

function returns(heading: string, days: number): string {
  return `# ${heading}\n\nYou can return books within ${days} days of delivery.\n\n## Packing\n\nPack it well.`;
}

/** @param more entries that never change, for runs that take more than one slice */
function entries(skus: readonly number[], volumes: number, more = 0) {
  const changing = skus.map((i) => ({
    sku: `S-${i}`,
    title: `Series ${i}`,
    synopsis: `The story of number ${i}.`,
    volumes: i < 4 ? volumes : 1,
    updated_at: `2026-01-0${volumes}`,
  }));
  const rest = Array.from({ length: more }, (_, i) => ({
    sku: `M-${i}`,
    title: `More ${i}`,
    updated_at: '2026-01-01',
  }));
  return [...changing, ...rest];
}

const SOURCES = {
  sources: [
    catalog({ maxShrink: 1 }),
    policies(),
    policies({ id: 'faq', kind: 'faq', path: 'faq/**/*.md', authority: 1 }),
  ],
};

/** Folders of shops with the history, made once for each embedder and size: a store is its files. */
const made = new Map<string, string>();

async function shopWithHistory({ embedder = hashEmbedder(), more = 0 } = {}): Promise<Shop> {
  const shop = createShop(SOURCES);
  const key = `${embedder.fingerprint}/${more}`;
  const known = made.get(key);
  if (known !== undefined) {
    cpSync(known, shop.folder, { recursive: true });
    return shop;
  }
  for (const { asOf, write } of HISTORY) {
    write(shop, more);
    await shop.refresh(asOf, { embedder });
  }
  const copy = mkdtempSync(join(tmpdir(), 'raft-corpus-history-'));
  cpSync(shop.folder, copy, { recursive: true });
  made.set(key, copy);
  return shop;
}
afterAll(() => {
  for (const folder of made.values()) rmSync(folder, { recursive: true, force: true });
});

/** More than two slices of texts go through the model at a time. */
const MANY = 1_200;

/** What readers get of a state, vectors included, but for the number of the tag. */
async function told(shop: Shop, tag?: string) {
  const { passages, vectors, embedder } = await shop.view('2026-12-01', tag);
  return { passages, vectors: [...vectors], embedder };
}

const generations = (shop: Shop) => shop.withStore((store) => store.generations());
const reembed = (shop: Shop, embedder: ReturnType<typeof larger>, more = {}): Promise<RefreshReport> =>
  shop.refresh('2026-05-01', { embedder, reembed: true, ...more });

describe('refresh --reembed', () => {
  it('gives every kept state the vectors that a store made with the new embedder has, row for row', async () => {
    const [shop, fresh] = [await shopWithHistory(), await shopWithHistory({ embedder: larger() })];
    const embedder = larger();
    const report = await reembed(shop, embedder);
    expect(report).toMatchObject({ tag: 'r-000004', embedder: { model: 'larger', dims: 12 }, newly_stale: {} });
    for (const tag of ['r-000001', 'r-000002', 'r-000003'])
      expect(await told(shop, tag)).toEqual(await told(fresh, tag));
    expect(await told(shop)).toEqual(await told(fresh));
    expect((await told(shop)).passages.length).toBeGreaterThan(10);
    expect(new Set(embedder.seen).size).toBe(embedder.seen.length);
    expect(report.reembedded).toMatchObject({ texts: embedder.seen.length, already_embedded: 0 });
    expect(report.sources.reduce((sum, { embedded }) => sum + embedded, 0)).toBe(embedder.seen.length);
  });

  it('is refused without the flag, with both fingerprints named, and nothing changes', async () => {
    const shop = await shopWithHistory();
    const before = await told(shop);
    const embedder = larger();
    const refused = shop.refresh('2026-05-01', { embedder });
    await expect(refused).rejects.toThrow(shop.embedder.fingerprint.slice(0, 12));
    await expect(refused).rejects.toThrow(embedder.fingerprint.slice(0, 12));
    await expect(refused).rejects.toMatchObject({ fix: expect.stringContaining('refresh --reembed') });
    expect(await told(shop)).toEqual(before);
    expect(await generations(shop)).toEqual([1]);
  });

  it('takes changed sources into the same commit', async () => {
    const [shop, fresh] = [await shopWithHistory(), await shopWithHistory({ embedder: larger() })];
    const change = (each: Shop) => each.entries(entries([1, 2, 4, 5, 6], 3));
    change(shop);
    change(fresh);
    const report = await reembed(shop, larger());
    const plain = await fresh.refresh('2026-05-01', { embedder: larger() });
    expect(report.newly_stale).toEqual(plain.newly_stale);
    expect(report.newly_material).toBeGreaterThan(0);
    expect(await told(shop)).toEqual(await told(fresh));
  });

  it('is an ordinary refresh where the vectors are of that embedder already, and where there are none', async () => {
    const shop = createShop(SOURCES);
    HISTORY[0]?.write(shop, 0);
    const first = await shop.refresh('2026-02-01', { reembed: true });
    expect(first).toMatchObject({ tag: 'r-000001', reembedded: null });
    const embedded = shop.embedder.seen.length;
    const second = await shop.refresh('2026-02-02', { reembed: true });
    expect(second).toMatchObject({ tag: 'r-000002', reembedded: null });
    expect(shop.embedder.seen).toHaveLength(embedded);
    expect(await generations(shop)).toEqual([1]);
  });

  it('says beforehand what it takes, and writes nothing', async () => {
    const shop = await shopWithHistory();
    const before = await told(shop);
    const embedder = larger();
    const preview = await reembed(shop, embedder, { dryRun: true });
    expect(embedder.seen).toEqual([]);
    expect(await told(shop)).toEqual(before);
    expect(await generations(shop)).toEqual([1]);
    const done = await reembed(shop, embedder);
    expect(preview.reembedded).toEqual({ ...done.reembedded });
    expect(preview.sources.map(({ embedded }) => embedded)).toEqual(done.sources.map(({ embedded }) => embedded));
    expect(preview.reembedded?.characters).toBe(embedder.seen.reduce((sum, text) => sum + text.length, 0));
    expect(preview.reembedded?.expected_bytes).toBeGreaterThan(0);
  });

  it('cuts documents to the ceiling of the new model, and flags nothing for it', async () => {
    const shop = createShop({ sources: [policies()] });
    const paragraphs = Array.from(
      { length: 6 },
      (_, i) => `Paragraph ${i} says at length what may be brought back to shelf ${i}.`,
    );
    shop.write('policies/returns.md', page('2026-01-01', `# Returns\n\n${paragraphs.join('\n\n')}`));
    await shop.refresh('2026-02-01');
    const narrow = { ...larger(), maxTokens: 64 + 30 };
    const report = await reembed(shop, narrow);
    expect(report).toMatchObject({ newly_stale: {}, sources: [{ unchanged: 1, rechunked: 1 }] });
    const passages = await shop.passages(2);
    expect(passages.length).toBeGreaterThan(2);
    expect(passages.every((row) => narrow.countTokens(row.text) <= 30)).toBe(true);
    expect((await shop.view('2026-12-01', 'r-000001')).passages).toHaveLength(1);
  });

  it('leaves a source that it did not read for the next read to cut', async () => {
    const shop = createShop({ sources: [catalog(), policies()] });
    HISTORY[0]?.write(shop, 0);
    await shop.refresh('2026-02-01');
    const narrow = { ...larger(), maxTokens: 64 + 12, countTokens: (text: string) => text.length };
    await reembed(shop, narrow, { only: ['catalog'] });
    const uncut = (await shop.passages(2)).filter(({ source_id }) => source_id === 'policies');
    expect(uncut.some((row) => row.text.length > 16)).toBe(true);
    await shop.refresh('2026-05-02', { embedder: narrow });
    const cut = (await shop.passages(3)).filter(({ source_id }) => source_id === 'policies');
    expect(cut.length).toBeGreaterThan(uncut.length);
  });
});

describe('a re-embedding that was interrupted', () => {
  it('is invisible, and its rerun embeds only what is left', async () => {
    const [shop, fresh] = [
      await shopWithHistory({ more: MANY }),
      await shopWithHistory({ embedder: larger(), more: MANY }),
    ];
    const before = await told(shop);
    const total = (await reembed(shop, larger(), { dryRun: true })).reembedded?.texts ?? 0;
    await leaveHalf(shop);
    expect(await told(shop)).toEqual(before);

    const embedder = larger();
    const preview = await reembed(shop, embedder, { dryRun: true });
    const had = preview.reembedded?.already_embedded ?? 0;
    expect(had).toBe(1_024);
    expect(had).toBeLessThan(total);
    await reembed(shop, embedder);
    expect(embedder.seen).toHaveLength(total - had);
    expect(await told(shop)).toEqual(await told(fresh));
    expect(await told(shop, 'r-000002')).toEqual(await told(fresh, 'r-000002'));
  });

  it('after its last row and before its commit embeds nothing more', async () => {
    const [shop, fresh] = [await shopWithHistory(), await shopWithHistory({ embedder: larger() })];
    const change = (each: Shop) => each.entries(entries([1, 2, 4, 5, 6], 3));
    change(shop);
    change(fresh);
    await fresh.refresh('2026-05-01', { embedder: larger() });
    await reembed(shop, larger());
    await shop.withStore((store) => store.refreshes.delete('n = 4'));
    expect((await shop.view('2026-12-01')).embedder.model).toBe('hash');
    const embedder = larger();
    await reembed(shop, embedder);
    expect(embedder.seen).toEqual([]);
    expect(await told(shop)).toEqual(await told(fresh));
  });

  it('is given up by a refresh with the old embedder, which works as if nothing had been', async () => {
    const [shop, undisturbed] = [await shopWithHistory({ more: MANY }), await shopWithHistory({ more: MANY })];
    await leaveHalf(shop);
    const warnings: string[] = [];
    const progress = { ...SILENT, warn: (message: string) => void warnings.push(message) };
    await shop.refresh('2026-05-01', { progress });
    await undisturbed.refresh('2026-05-01');
    expect(await told(shop)).toEqual(await told(undisturbed));
    expect(await generations(shop)).toEqual([1]);
    expect(warnings).toEqual([expect.stringContaining('given up')]);
  });

  it('is kept by a refresh that is refused, and tells how it goes on', async () => {
    const shop = await shopWithHistory({ more: MANY });
    await leaveHalf(shop);
    await expect(shop.refresh('2026-05-01', { embedder: larger() })).rejects.toMatchObject({
      fix: expect.stringContaining('refresh --reembed'),
    });
    expect(await generations(shop)).toEqual([1, 2]);
    const embedder = larger();
    const preview = await reembed(shop, embedder, { dryRun: true });
    expect(preview.reembedded?.already_embedded).toBeGreaterThan(0);
  });

  it('with another embedder yet is dropped', async () => {
    const shop = await shopWithHistory({ more: MANY });
    await leaveHalf(shop);
    for (const third of [hashEmbedder({ model: 'third', dims: 12 }), hashEmbedder({ model: 'fourth', dims: 5 })]) {
      await shop.withStore(async (store) => expect(await store.generations()).toContain(2));
      await expect(reembed(shop, { ...third, embed: () => Promise.reject(new Error('gone')) })).rejects.toThrow('gone');
    }
    const fresh = await shopWithHistory({ embedder: hashEmbedder({ model: 'fourth', dims: 5 }), more: MANY });
    await reembed(shop, hashEmbedder({ model: 'fourth', dims: 5 }));
    expect(await told(shop)).toEqual(await told(fresh));
  });

  it('goes on after a prune in between', async () => {
    const [shop, fresh] = [await shopWithHistory(), await shopWithHistory({ embedder: larger() })];
    await reembed(shop, larger());
    await shop.withStore((store) => store.refreshes.delete('n = 4'));
    for (const each of [shop, fresh]) {
      await each.withStore((store) =>
        prune({
          store,
          before: instant('2026-03-15'),
          dryRun: false,
          clock: fixedClock(instant('2026-05-01')),
          writer: { host: 'here', pid: process.pid, isAlive: () => true },
        }),
      );
    }
    const embedder = larger();
    await reembed(shop, embedder);
    expect(embedder.seen).toEqual([]);
    expect(await told(shop)).toEqual(await told(fresh));
  });

  it.each([
    ['values that are no numbers', (made: Float32Array) => made.map((value, i) => (i === 5 ? Number.NaN : value))],
    ['vectors of another length', (made: Float32Array) => made.subarray(0, made.length - 1)],
  ])('because the model gave %s stores none of them', async (_, spoil) => {
    const shop = await shopWithHistory();
    const before = await told(shop);
    const embedder = larger();
    const broken = {
      ...embedder,
      embed: async (...input: Parameters<typeof embedder.embed>) => spoil(await embedder.embed(...input)),
    };
    await expect(reembed(shop, broken)).rejects.toThrow('the model larger gave');
    expect(await told(shop)).toEqual(before);
    await reembed(shop, larger());
    const { vectors } = await told(shop);
    expect(vectors.every(Number.isFinite)).toBe(true);
  });
});

describe('the vectors that were replaced', () => {
  it('stay for an hour for readers that began with them, and then go', async () => {
    const shop = await shopWithHistory();
    const at = (time: string) => ({ clock: fixedClock(instant(time)) });
    await shop.withStore(async (reader) => {
      const old = await reader.passages();
      await reembed(shop, larger(), at('2026-05-01T10:00:00Z'));
      await shop.refresh('2026-05-02', { embedder: larger(), ...at('2026-05-01T10:59:00Z') });
      expect(await old?.count()).toBeGreaterThan(0);
      expect(await generations(shop)).toEqual([1, 2]);
    });
    await shop.refresh('2026-05-03', { embedder: larger(), ...at('2026-05-01T11:01:00Z') });
    expect(await generations(shop)).toEqual([2]);
    expect((await told(shop, 'r-000001')).embedder.model).toBe('larger');
    const back = hashEmbedder();
    await shop.refresh('2026-05-04', { embedder: back, reembed: true });
    expect(await told(shop, 'r-000003')).toEqual(await told(await shopWithHistory(), 'r-000003'));
    expect(await generations(shop)).toEqual([2, 3]);
  });

  it('are told by status: which embedder, and since when', async () => {
    const shop = await shopWithHistory();
    await reembed(shop, larger());
    await shop.refresh('2026-05-02', { embedder: larger() });
    const status = await shop.withStore((store) => corpusStatus(store, { asOf: instant('2026-06-01') }));
    expect(status.embedder).toMatchObject({ model: 'larger', dims: 12, since: 'r-000004' });
    expect(status.refreshes.map(({ model }) => model)).toEqual(['hash', 'hash', 'hash', 'larger', 'larger']);
  });
});

/** Lets the new embedder go away in the middle of the copy, as a killed process would leave it. */
async function leaveHalf(shop: Shop): Promise<void> {
  const embedder = larger();
  let slices = 0;
  const clock = { now: () => new Date(Date.parse('2026-05-01') + 30_000 * slices) };
  const dying = {
    ...embedder,
    embed: async (...input: Parameters<typeof embedder.embed>) => {
      if (++slices > 2) throw new Error('the process was killed');
      return embedder.embed(...input);
    },
  };
  await expect(reembed(shop, dying, { clock })).rejects.toThrow('killed');
  await expect(generations(shop)).resolves.toEqual([1, 2]);
}
