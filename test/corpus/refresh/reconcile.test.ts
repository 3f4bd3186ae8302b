import { describe, expect, it } from 'vitest';
import { catalog, createShop, type Entry, page, policies } from '../../helpers/shop.js';

const entries = (count: number, more: Partial<Entry> = {}): Entry[] =>
  Array.from({ length: count }, (_, i) => ({
    sku: `S-${i}`,
    title: `Series ${i}`,
    synopsis: `The story of number ${i}.`,
    volumes: i + 1,
    updated_at: '2026-01-01',
    ...more,
  }));

const newShop = (more: Readonly<Record<string, unknown>> = {}) => createShop({ sources: [catalog(more)] });

describe('timestamps', () => {
  it('that are equal let different content in, and are reported', async () => {
    const shop = newShop();
    shop.entries(entries(2));
    await shop.refresh('2026-02-01');
    shop.entries([{ ...entries(1)[0], sku: 'S-0', volumes: 5 }, ...entries(2).slice(1)]);
    const { sources } = await shop.refresh('2026-03-01');
    expect(sources[0]).toMatchObject({ changed: 1, refused: 0, same_timestamp: { count: 1, examples: ['S-0'] } });
    expect(await shop.stale('2026-03-01')).toMatchObject([{ drift: [{ field: 'volumes', old: 1, new: 5 }] }]);
  });

  it('behind the stored one are refused by document, with both dates and the place', async () => {
    const shop = newShop();
    shop.entries(entries(3, { updated_at: '2026-01-20' }));
    await shop.refresh('2026-02-01');
    shop.entries([{ ...entries(1)[0], sku: 'S-0', volumes: 5, updated_at: '2026-01-10' }, ...entries(3).slice(1)]);
    const { sources } = await shop.refresh('2026-03-01');
    expect(sources[0]).toMatchObject({ changed: 0, removed: 0, refused: 1, unchanged: 2 });
    expect(sources[0]?.refused_documents).toEqual([
      {
        doc_id: 'S-0',
        where: 'catalog.jsonl:1',
        stored_updated_at: '2026-01-20T00:00:00.000Z',
        incoming_updated_at: '2026-01-10T00:00:00.000Z',
      },
    ]);
    expect(await shop.stale('2026-03-01')).toEqual([]);
    expect((await shop.documents(2)).map((row) => row.source_updated_at)).toEqual(
      Array.from({ length: 3 }, () => '2026-01-20T00:00:00.000Z'),
    );
  });

  it('that alone are bumped rewrite no passage', async () => {
    const shop = newShop();
    shop.entries(entries(3));
    await shop.refresh('2026-02-01');
    const rows = await shop.allPassages();
    shop.entries(entries(3, { updated_at: '2026-02-15' }));
    const { sources } = await shop.refresh('2026-03-01');
    expect(sources[0]).toMatchObject({ changed: 0, unchanged: 3, touched: 3, embedded: 0 });
    expect(await shop.allPassages()).toEqual(rows);
    const view = await shop.view('2026-03-01');
    expect(view.passages.map((passage) => passage.source_updated_at)).toEqual(
      Array.from({ length: 3 }, () => '2026-02-15T00:00:00.000Z'),
    );
    const past = await shop.view('2026-02-10');
    expect(new Set(past.passages.map((passage) => passage.source_updated_at))).toEqual(
      new Set(['2026-01-01T00:00:00.000Z']),
    );
  });

  it('that go missing keep the document in, and stay unknown', async () => {
    const shop = newShop();
    shop.entries(entries(1));
    await shop.refresh('2026-02-01');
    shop.entries([{ ...entries(1)[0], sku: 'S-0', volumes: 2, updated_at: null }]);
    const { sources } = await shop.refresh('2026-03-01');
    expect(sources[0]).toMatchObject({ changed: 1, refused: 0 });
    expect(sources[0]?.notices).toContainEqual(expect.objectContaining({ kind: 'missing_timestamp', count: 1 }));
    expect((await shop.documents(2))[0]?.source_updated_at).toBeNull();
  });

  it('to come are reported, and not turned into now', async () => {
    const shop = newShop();
    shop.entries(entries(1, { updated_at: '2031-01-01' }));
    const { sources } = await shop.refresh('2026-03-01');
    expect(sources[0]?.notices).toContainEqual(expect.objectContaining({ kind: 'future_timestamp', count: 1 }));
    expect((await shop.documents(1))[0]?.source_updated_at).toBe('2031-01-01T00:00:00.000Z');
  });
});

describe('the brake on mass deletion', () => {
  it('stops a refresh that would lose more than a fifth, names examples, and writes nothing', async () => {
    const shop = newShop();
    shop.entries(entries(10));
    await shop.refresh('2026-02-01');
    const rows = await shop.allPassages();
    shop.entries(entries(7));
    const failure = { message: expect.stringContaining('would lose 3 of its 10 documents (30 %)') };
    await expect(shop.refresh('2026-03-01')).rejects.toMatchObject({
      ...failure,
      where: expect.stringContaining('"S-7"'),
      fix: expect.stringContaining('--allow-shrink'),
    });
    await expect(shop.refresh('2026-03-01', { dryRun: true })).rejects.toMatchObject(failure);
    expect(await shop.allPassages()).toEqual(rows);
    const { tag, sources } = await shop.refresh('2026-03-01', { allowShrink: true });
    expect(tag).toBe('r-000002');
    expect(sources[0]).toMatchObject({ removed: 3 });
  });

  it('lets a share within the limit pass, and obeys a limit of none', async () => {
    const shop = newShop({ maxShrink: 0.3 });
    shop.entries(entries(10));
    await shop.refresh('2026-02-01');
    shop.entries(entries(7));
    expect((await shop.refresh('2026-03-01')).sources[0]).toMatchObject({ removed: 3 });

    const strict = newShop({ maxShrink: 0 });
    strict.entries(entries(10));
    await strict.refresh('2026-02-01');
    strict.entries(entries(9));
    await expect(strict.refresh('2026-03-01')).rejects.toThrow('would lose 1 of its 10 documents');
  });

  it('one source that trips it stops all of them', async () => {
    const shop = createShop({ sources: [policies(), catalog()] });
    shop.entries(entries(10));
    shop.write('policies/a.md', page('2026-01-01', '# A\n\nText of the first version.'));
    await shop.refresh('2026-02-01');
    shop.entries(entries(1));
    shop.write('policies/a.md', page('2026-02-02', '# A\n\nText of the second version.'));
    await expect(shop.refresh('2026-03-01')).rejects.toThrow('catalog');
    expect(await shop.stale('2026-03-01')).toEqual([]);
  });
});

describe('what is not there', () => {
  it('of a partial snapshot stays', async () => {
    const shop = newShop({ snapshot: 'partial' });
    shop.entries(entries(5));
    await shop.refresh('2026-02-01');
    shop.entries([{ sku: 'S-9', title: 'New', synopsis: 'The newest of all.', updated_at: '2026-02-02' }]);
    const { sources } = await shop.refresh('2026-03-01');
    expect(sources[0]).toMatchObject({ documents: 1, added: 1, removed: 0, passages: 6 });
    expect(await shop.stale('2026-03-01')).toEqual([]);
  });

  it.each([
    ['an empty file', ''],
    ['blank lines', '\n\n'],
  ])('because the source is %s, deletes nothing, even with --allow-shrink', async (_, content) => {
    const shop = newShop();
    shop.entries(entries(5));
    await shop.refresh('2026-02-01');
    shop.write('catalog.jsonl', content);
    const { sources } = await shop.refresh('2026-03-01', { allowShrink: true });
    expect(sources[0]).toMatchObject({ documents: 0, removed: 0, complete: false, passages: 5 });
    expect(sources[0]?.notices.map(({ kind }) => kind)).toContain('empty_source');
    expect(await shop.stale('2026-03-01')).toEqual([]);
  });

  it('because its file is gone, stops before anything is written', async () => {
    const shop = newShop();
    shop.entries(entries(5));
    await shop.refresh('2026-02-01');
    shop.remove('catalog.jsonl');
    await expect(shop.refresh('2026-03-01')).rejects.toThrow('no file matches catalog.jsonl');
    expect(await shop.stale('2026-03-01')).toEqual([]);
  });

  it('because its record could not be read, is not taken for removed', async () => {
    const shop = newShop();
    shop.entries(entries(3));
    await shop.refresh('2026-02-01');
    const [first, , third] = entries(3).map((entry) => JSON.stringify(entry));
    shop.write('catalog.jsonl', `${first}\n{"sku": "S-1", "title": \n${third}\n{"title": "no id"}\n`);
    await expect(shop.refresh('2026-03-01')).rejects.toMatchObject({
      message: expect.stringMatching(/catalog\.jsonl:2[\s\S]*catalog\.jsonl:4/),
      fix: expect.stringContaining('--on-error skip'),
    });
    const { sources } = await shop.refresh('2026-03-01', { onError: 'skip' });
    expect(sources[0]).toMatchObject({ documents: 2, unchanged: 2, removed: 0, complete: false });
    expect(sources[0]?.skipped.map(({ where, reason }) => [where, reason !== ''])).toEqual([
      ['catalog.jsonl:2', true],
      ['catalog.jsonl:4', true],
    ]);
    expect(await shop.stale('2026-03-01')).toEqual([]);
  });
});
