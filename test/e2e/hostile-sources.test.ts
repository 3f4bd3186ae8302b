/** Sources that are wrong in every way: told with their place, and never half ingested. */
import { rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SILENT } from '../../src/core/progress.js';
import { catalog, createShop, type Entry, page, policies, type Shop } from '../helpers/shop.js';

const GOOD: Entry = { sku: 'A', title: 'Alpha', synopsis: 'A story.', updated_at: '2026-01-01' };
const line = (entry: Readonly<Record<string, unknown>>): string => `${JSON.stringify(entry)}\n`;

/** Refreshes once with good data, then holds that the bad file changes nothing. */
async function refused(shop: Shop, damage: () => void): Promise<{ message: string; where: string; fix: string }> {
  await shop.refresh('2026-02-01');
  const rows = await shop.allPassages();
  damage();
  const error = await shop.refresh('2026-03-01').then(
    () => {
      throw new Error('the refresh went through');
    },
    (thrown) => thrown,
  );
  expect(error.name, String(error)).toBe('RaftCorpusError');
  expect(await shop.allPassages()).toEqual(rows);
  expect((await shop.view('2026-12-31')).tag).toBe('r-000001');
  return error;
}

describe('bad records', () => {
  const cases: [string, string | Uint8Array, RegExp][] = [
    ['malformed JSON', `${line(GOOD)}\n{"sku": "B", "title": }\n`, /catalog\.jsonl:3/],
    ['a truncated last line', `${line(GOOD)}{"sku": "B", "ti`, /catalog\.jsonl:2/],
    ['JSON that is no object', `${line(GOOD)}["B"]\n`, /catalog\.jsonl:2/],
    ['a missing id', `${line(GOOD)}${line({ title: 'No id' })}`, /catalog\.jsonl:2/],
    ['a missing title', `${line(GOOD)}${line({ sku: 'B', title: ' NULL ' })}`, /catalog\.jsonl:2/],
    [
      'an id that is there twice',
      `${line(GOOD)}${line({ ...GOOD, title: 'Other' })}`,
      /catalog\.jsonl:1 and catalog\.jsonl:2/,
    ],
    ['a date that is none', `${line(GOOD)}${line({ ...GOOD, sku: 'B', updated_at: 'soon' })}`, /catalog\.jsonl:2/],
    [
      'the 30th of February',
      `${line(GOOD)}${line({ ...GOOD, sku: 'B', updated_at: '2026-02-30' })}`,
      /catalog\.jsonl:2/,
    ],
    ['a number that is none', `${line(GOOD)}${line({ ...GOOD, sku: 'B', volumes: 'many' })}`, /catalog\.jsonl:2/],
    [
      'invalid UTF-8',
      Buffer.concat([Buffer.from(line(GOOD)), Buffer.from([0xff, 0xfe, 0x41, 0x0a])]),
      /catalog\.jsonl/,
    ],
    ['half a surrogate pair in an id', `${line(GOOD)}{"sku":"\\ud800","title":"B"}\n`, /catalog\.jsonl:2/],
  ];

  it.each(cases)('%s stops the refresh with its place', async (_, content, where) => {
    const shop = createShop({ sources: [catalog()] });
    shop.entries([GOOD]);
    const error = await refused(shop, () => shop.write('catalog.jsonl', content));
    expect(`${error.where}\n${error.message}`).toMatch(where);
    expect(error.fix).toBeTruthy();
  });

  it('of thousands are told in one error of bearable length, or all listed when skipped', async () => {
    const shop = createShop({ sources: [catalog()] });
    shop.entries([GOOD]);
    const bad = `${line(GOOD)}${'{"sku":\n'.repeat(5_000)}`;
    const error = await refused(shop, () => shop.write('catalog.jsonl', bad));
    expect(error.message.split('\n').length).toBeLessThan(30);
    const { sources } = await shop.refresh('2026-03-01', { onError: 'skip' });
    expect(sources[0]?.skipped).toHaveLength(5_000);
  });
});

describe('bad files', () => {
  it('that no glob matches, or that are folders, are told with what is there', async () => {
    const shop = createShop({ sources: [policies()] });
    shop.write('policies/a.md', page('2026-01-01', '# A\n\nWhat A says.'));
    const error = await refused(shop, () => {
      shop.remove('policies/a.md');
      shop.write('policies/a.txt', 'text');
    });
    expect(error.message).toContain('no file matches policies/**/*.md');
    expect(error.fix).toContain('a.txt');
  });

  it('that disappear between being found and being read delete nothing', async () => {
    const shop = createShop({ sources: [catalog({ path: '*.jsonl' })] });
    shop.write('a.jsonl', line(GOOD));
    shop.write('b.jsonl', Array.from({ length: 1_000 }, (_, i) => line({ ...GOOD, sku: `B${i}` })).join(''));
    shop.write('c.jsonl', line({ ...GOOD, sku: 'C' }));
    await shop.refresh('2026-02-01');
    shop.write('a.jsonl', line({ ...GOOD, volumes: 2 }));
    const vanish = { ...SILENT, update: () => rmSync(join(shop.folder, 'c.jsonl'), { force: true }) };
    await expect(shop.refresh('2026-03-01', { progress: vanish })).rejects.toMatchObject({
      message: expect.stringContaining('not there'),
      where: 'c.jsonl',
    });
    expect(await shop.stale('2026-12-31')).toEqual([]);
  });

  it('whose front matter lies are refused, or told', async () => {
    const shop = createShop({ sources: [policies({ lang: undefined })] });
    const good = page('2026-01-01', '# A\n\nThe page that is right says this.');
    shop.write('policies/a.md', good);
    const error = await refused(shop, () => {
      shop.write('policies/b.md', '---\nupdated_at: 2026-13-45\n---\n\n# B\n\nText.\n');
      shop.write('policies/c.md', '---\nupdated_at: [\n---\n\n# C\n\nText.\n');
    });
    expect(error.message).toContain('policies/b.md');
    expect(error.message).toContain('policies/c.md');
    shop.remove('policies/c.md');
    shop.write('policies/b.md', page('2026-01-01', '# 返品\n\n商品は到着から十四日以内に返品できます。', 'lang: en\n'));
    const { sources } = await shop.refresh('2026-03-01');
    expect(sources[0]?.notices.map(({ kind }) => kind)).toContain('lang_mismatch');
  });

  it('of which one is empty keep every document of the source', async () => {
    const shop = createShop({ sources: [policies()] });
    for (const name of ['a', 'b', 'c', 'd'])
      shop.write(`policies/${name}.md`, page('2026-01-01', `# ${name}\n\nWhat ${name} says.`));
    await shop.refresh('2026-02-01');
    shop.write('policies/a.md', '');
    const { sources } = await shop.refresh('2026-03-01');
    expect(sources[0]).toMatchObject({ removed: 0, complete: false });
    expect(await shop.stale('2026-03-01')).toEqual([]);
  });
});

describe('a document of 50 MB', () => {
  it('is ingested whole', { timeout: 60_000 }, async () => {
    const shop = createShop({ sources: [policies({ boilerplate: false })] });
    const paragraph = (i: number): string =>
      `Paragraph ${i}: ${'lorem ipsum dolor sit amet, '.repeat(70)}end of ${i}.\n\n`;
    const parts: string[] = ['---\nupdated_at: 2026-01-01\n---\n\n# Long\n\n'];
    for (let i = 0, size = 0; size < 50_000_000; i++) {
      parts.push(paragraph(i));
      size += parts.at(-1)?.length ?? 0;
    }
    shop.write('policies/long.md', '');
    const file = join(shop.folder, 'policies/long.md');
    writeFileSync(file, parts.join(''));
    expect(statSync(file).size).toBeGreaterThan(50_000_000);
    const first = await shop.refresh('2026-02-01');
    expect(first.sources[0]?.passages).toBeGreaterThan(parts.length / 2);
    const [document] = await shop.documents(1);
    const rows = (await shop.passages(1)).sort((one, other) => one.span_start - other.span_start);
    let covered = 0;
    for (const [i, row] of rows.entries()) {
      expect(row.span_start).toBeGreaterThanOrEqual(rows[i - 1]?.span_end ?? 0);
      covered += row.span_end - row.span_start;
    }
    const last = rows.at(-1);
    expect(document?.text.slice(last?.span_start, last?.span_end)).toBe(last?.text);
    expect(covered / (document?.text.length ?? 0)).toBeGreaterThan(0.99);
  });
});
