import { rmSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tempFolder } from '../../fixtures/temp-folder.js';
import { catalog, jsonl, noticeCounts, policies, readAll } from './reading.js';

const folder = tempFolder();
const root = folder.path;
const GOOD = { sku: 'A-1', title: 'Moon Harbor 1', updated_at: '2026-04-01' };

describe('readSource with records', () => {
  it('maps columns to documents with typed facts and exact blocks', async () => {
    folder.write(
      'full.jsonl',
      jsonl({
        ...GOOD,
        lang: 'ja',
        titles: { ja: '月の港 1' },
        synopsis: '港町の朝。\n\n二人が出会う。',
        twist: '灯台守は父だった。',
        volumes: '１２',
        price: 1650,
        release: '2026/05/01',
        sold_out: 'いいえ',
        genres: '日常、恋愛',
        valid_to: '2026-12-31',
        series: 'moon-harbor',
        of: 'A-0',
      }),
    );
    const config = catalog({
      path: 'full.jsonl',
      timezone: 'Asia/Tokyo',
      snapshot: 'partial',
      group: 'series',
      translationOf: { field: 'of' },
      fields: {
        id: 'sku',
        title: ['titles.fr', 'titles.ja', 'title'],
        lang: 'lang',
        text: 'synopsis',
        spoiler: ['twist'],
        updatedAt: 'updated_at',
        validTo: 'valid_to',
        facts: {
          volumes: { type: 'number', unit: 'volumes', label: { en: 'Volumes', ja: '巻数' } },
          price: { type: 'money', currency: 'JPY', label: { ja: '価格' } },
          release: { type: 'date', label: { ja: '発売日' } },
          sold_out: { type: 'boolean', label: { ja: '品切れ' } },
          genres: { type: 'list', label: { ja: 'ジャンル' } },
          isbn: { type: 'text' },
        },
      },
    });
    const { documents, report } = await readAll(config, root);
    const [document] = documents;
    expect(document?.text).toBe(
      '月の港 1\n巻数：12巻\n価格：1,650円\n発売日：2026年5月1日\n品切れ：いいえ\nジャンル：日常、恋愛\n\n港町の朝。\n\n二人が出会う。\n\n灯台守は父だった。',
    );
    expect(document).toMatchObject({
      docId: 'A-1',
      sourceId: 'catalog',
      lang: 'ja',
      updatedAt: '2026-03-31T15:00:00.000Z',
      updatedAtFrom: 'field',
      validTo: '2026-12-30T15:00:00.000Z',
      group: 'moon-harbor',
      translationOf: 'A-0',
      location: 'full.jsonl:1',
    });
    expect(document?.facts).toEqual([
      { field: 'volumes', value: { type: 'number', value: 12, unit: 'volumes' } },
      { field: 'price', value: { type: 'money', value: 1650, currency: 'JPY' } },
      { field: 'release', value: { type: 'date', value: '2026-05-01' } },
      { field: 'sold_out', value: { type: 'boolean', value: false } },
      { field: 'genres', value: { type: 'list', value: ['日常', '恋愛'] } },
      { field: 'isbn', value: null },
    ]);
    expect(
      document?.blocks.filter((block) => block.spoiler).map(({ start, end }) => document.text.slice(start, end)),
    ).toEqual(['灯台守は父だった。']);
    expect(report).toMatchObject({ documents: 1, records: 1, complete: true, skipped: [], files: ['full.jsonl'] });
    expect(noticeCounts(report)).toEqual({ missing_column: 1 });
  });

  it('takes null, NULL, empty and missing for one thing: unknown', async () => {
    folder.write('unknown.csv', 'sku,title,volumes\nA,T,NULL\nB,T,\nC,T,null\nD,T," "\nE,T,ＮＵＬＬ\n');
    const config = catalog({
      path: 'unknown.csv',
      fields: { id: 'sku', title: 'title', facts: { volumes: 'number', pages: 'number' } },
    });
    const { documents } = await readAll(config, root);
    expect(documents).toHaveLength(5);
    for (const { facts, text } of documents) {
      expect(facts.map(({ value }) => value)).toEqual([null, null]);
      expect(text).toBe('T');
    }
  });

  it('stops with one error that names every fault by file and line', async () => {
    folder.write(
      'faulty.jsonl',
      `${jsonl(GOOD)}{"sku":\n${jsonl({ title: 'no id' }, { ...GOOD, sku: 'B', updated_at: '2026-02-30' }, { ...GOOD })}`,
    );
    const reading = readAll(catalog({ path: 'faulty.jsonl' }), root);
    await expect(reading).rejects.toMatchObject({
      message: expect.stringMatching(
        /has 4 errors:\n.*faulty\.jsonl:2: malformed JSON[\s\S]*faulty\.jsonl:3: the record has no id: "sku"/,
      ),
      fix: expect.stringContaining('--on-error skip'),
    });
    await expect(reading).rejects.toThrow(
      /faulty\.jsonl:4: updated_at: "2026-02-30" names day 30 of a month that has 28 days/,
    );
    await expect(reading).rejects.toThrow(/faulty\.jsonl:1 and faulty\.jsonl:5: two documents share the id "A-1"/);
  });

  it('goes on under skip and lists every record it left out', async () => {
    const { documents, report } = await readAll(catalog({ path: 'faulty.jsonl' }), root, { onError: 'skip' });
    expect(documents.map(({ docId }) => docId)).toEqual(['A-1']);
    expect(report.skipped.map(({ where, doc_id }) => [where, doc_id])).toEqual([
      ['faulty.jsonl:2', null],
      ['faulty.jsonl:3', null],
      ['faulty.jsonl:4', 'B'],
      ['faulty.jsonl:1 and faulty.jsonl:5', 'A-1'],
    ]);
    expect(report.skipped.every(({ reason, fix }) => reason !== '' && fix !== '')).toBe(true);
    // A record that could not be read is not a record that is gone.
    expect(report.complete).toBe(false);
  });

  it('reads no further than twenty errors', async () => {
    folder.write('hopeless.jsonl', 'x\n'.repeat(1000));
    await expect(readAll(catalog({ path: 'hopeless.jsonl' }), root)).rejects.toThrow(/20 errors or more/);
  });

  it('is incomplete when a file ends early, and when one is empty', async () => {
    folder.write('cut.json', '[{"sku":"A","title":"T"},{"sku":"B"');
    const cut = await readAll(catalog({ path: 'cut.json' }), root, { onError: 'skip' });
    expect(cut.report).toMatchObject({ documents: 1, complete: false });
    folder.write('none.jsonl', '\n');
    const none = await readAll(catalog({ path: 'none.jsonl' }), root);
    expect(none.report).toMatchObject({ documents: 0, complete: false });
    expect(noticeCounts(none.report)).toEqual({ empty_file: 1, empty_source: 1 });
  });

  it('never takes a missing or future timestamp for now: both stay and are told', async () => {
    folder.write('times.jsonl', jsonl({ sku: 'A', title: 'T' }, { sku: 'B', title: 'T', updated_at: '2027-01-01' }));
    const { documents, report } = await readAll(catalog({ path: 'times.jsonl' }), root);
    expect(documents.map(({ updatedAt, updatedAtFrom }) => [updatedAt, updatedAtFrom])).toEqual([
      [null, null],
      ['2027-01-01T00:00:00.000Z', 'field'],
    ]);
    expect(noticeCounts(report)).toEqual({ missing_timestamp: 1, future_timestamp: 1 });
  });

  it('takes the timestamp of the snapshot where a record has none', async () => {
    folder.write('snapshots/2026-03/list.csv', 'sku,title,updated_at\nA,T,\nB,T,2026-03-20\n');
    const config = catalog({
      path: 'snapshots/{snapshot}/list.csv',
      timezone: 'Asia/Tokyo',
      snapshotDate: { path: 'snapshots/{date}/' },
    });
    const { documents, report } = await readAll(config, root);
    expect(report.snapshot).toBe('2026-03');
    expect(documents.map(({ updatedAt, updatedAtFrom }) => [updatedAt, updatedAtFrom])).toEqual([
      ['2026-02-28T15:00:00.000Z', 'snapshot'],
      ['2026-03-19T15:00:00.000Z', 'field'],
    ]);
  });

  it('keeps examples of a notice, not a hundred thousand of them', async () => {
    folder.write(
      'many.jsonl',
      jsonl(...Array.from({ length: 500 }, (_, i) => ({ sku: i, title: 'T', updated_at: null }))),
    );
    const { report } = await readAll(catalog({ path: 'many.jsonl' }), root);
    expect(report.notices).toMatchObject([{ kind: 'missing_timestamp', count: 500 }]);
    expect(report.notices[0]?.examples).toHaveLength(20);
  });

  it.each([
    "O'Brien",
    "'; DROP TABLE passages; --",
    'a/b\\c "d"',
    'line\nbreak\ttab\u0000nul',
    '📚🇯🇵',
    ' A-1 ',
    'x'.repeat(10_000),
  ])('keeps an odd id exactly (%#)', async (sku) => {
    const path = folder.write('odd.jsonl', jsonl({ sku, title: 'T' }));
    const { documents } = await readAll(catalog({ path: 'odd.jsonl' }), root);
    expect(documents[0]?.docId).toBe(sku);
    rmSync(path);
  });

  it('refuses a numeric id that JSON cannot keep', async () => {
    folder.write('long-id.jsonl', '{"sku":12345678901234567890,"title":"T"}\n');
    await expect(readAll(catalog({ path: 'long-id.jsonl' }), root)).rejects.toThrow(
      'more digits than JSON readers keep',
    );
  });

  it('tells of a configured column that no record has', async () => {
    folder.write('columns.csv', 'sku,title,volumes\nA,T,3\n');
    const config = catalog({
      path: 'columns.csv',
      fields: { id: 'sku', title: 'title', facts: ['volume', 'volumes'] },
    });
    const { report } = await readAll(config, root);
    expect(report.notices.find(({ kind }) => kind === 'missing_column')?.examples).toEqual([
      { where: 'catalog', message: 'no record has "volume"; the first has: sku, title, volumes' },
    ]);
  });

  it('keeps one document of 50 MB whole', async () => {
    const body = 'A long story about a lighthouse. '.repeat(1_500_000);
    folder.write('large.jsonl', jsonl({ sku: 'A', title: 'T', body }));
    const { documents } = await readAll(
      catalog({ path: 'large.jsonl', fields: { id: 'sku', title: 'title', text: 'body' } }),
      root,
    );
    expect(documents[0]?.text.length).toBe(body.trim().length + 3);
  });

  it('tells of a stated language that the text contradicts, and keeps it', async () => {
    folder.write('lang.jsonl', jsonl({ sku: 'A', title: 'The returns policy of this shop is easy to read' }));
    const config = catalog({ path: 'lang.jsonl', lang: 'ja', fields: { id: 'sku', title: 'title', text: 'title' } });
    const { documents, report } = await readAll(config, root);
    expect(documents[0]?.lang).toBe('ja');
    expect(noticeCounts(report)).toMatchObject({ lang_mismatch: 1 });
  });
});

describe('duplicate ids', () => {
  const first = { sku: 'A', title: 'One', updated_at: '2026-01-01', genres: ['x'], volumes: null, text: 'first' };
  const other = { sku: 'B', title: 'Two', updated_at: '2026-01-01' };
  const second = { sku: 'A', title: 'Uno', updated_at: '2026-02-01', genres: ['y', 'x'], volumes: 3, text: null };
  const fields = { id: 'sku', title: 'title', updatedAt: 'updated_at', text: 'text', facts: ['genres', 'volumes'] };

  it('names both places, in two files too', async () => {
    folder.write('dup/a.jsonl', jsonl(first));
    folder.write('dup/b.jsonl', jsonl(other, second));
    await expect(readAll(catalog({ path: 'dup/*.jsonl', fields }), root)).rejects.toMatchObject({
      message: 'two documents share the id "A"',
      where: 'dup/a.jsonl:1 and dup/b.jsonl:2',
    });
  });

  it('keeps the first and says so', async () => {
    const { documents, report } = await readAll(catalog({ path: 'dup/*.jsonl', fields, onDuplicate: 'first' }), root);
    expect(documents.map(({ docId, title }) => [docId, title])).toEqual([
      ['A', 'One'],
      ['B', 'Two'],
    ]);
    expect(noticeCounts(report)).toEqual({ duplicate_first: 1 });
    expect(report.complete).toBe(true);
  });

  it('merges: the newer record wins, gaps are filled, lists are united', async () => {
    const { documents, report } = await readAll(catalog({ path: 'dup/*.jsonl', fields, onDuplicate: 'merge' }), root);
    const merged = documents.find(({ docId }) => docId === 'A');
    expect(merged).toMatchObject({ title: 'Uno', updatedAt: '2026-02-01T00:00:00.000Z', location: 'dup/a.jsonl:1' });
    expect(merged?.facts).toEqual([
      { field: 'genres', value: { type: 'list', value: ['y', 'x'] } },
      { field: 'volumes', value: { type: 'number', value: 3 } },
    ]);
    expect(merged?.text).toContain('first');
    expect(documents).toHaveLength(2);
    expect(noticeCounts(report)).toEqual({ duplicate_merged: 1 });
  });

  it('never gives one joined id to different parts', async () => {
    const part = fc.string({ unit: fc.constantFrom('/', '\\', ' ', 'a') });
    const parts = fc.tuple(part, part, part).filter((each) => each.some((text) => text.trim() !== ''));
    await fc.assert(
      fc.asyncProperty(parts, parts, async (a, b) => {
        const known = (text: string) => (text.trim() === '' ? '' : text);
        fc.pre(a.map(known).join('\n') !== b.map(known).join('\n'));
        folder.write(
          'joined.jsonl',
          jsonl({ x: a[0], y: a[1], z: a[2], title: 'T' }, { x: b[0], y: b[1], z: b[2], title: 'T' }),
        );
        const config = catalog({ path: 'joined.jsonl', fields: { id: ['x', 'y', 'z'], title: 'title' } });
        expect((await readAll(config, root)).documents).toHaveLength(2);
      }),
      { numRuns: 60 },
    );
  });
});

describe('readSource with texts', () => {
  it('reads Markdown, HTML and plain text with ids by path', async () => {
    folder.write(
      'pages/refund/index.md',
      '---\ntitle: Refunds\nupdated_at: 2026-01-05\nfacts: { return_window: 30 days }\n---\n# Refunds of goods\n\nWithin 30 days.\n',
    );
    folder.write(
      'pages/shipping.html',
      '<html lang="en"><title>Shipping</title><body><h1>Shipping</h1><p>Two days.</p></body></html>',
    );
    folder.write('pages/note.txt', 'ポイントは購入から一年で失効します。\n');
    const { documents, report } = await readAll(policies({ path: 'pages/**/*' }), root);
    expect(documents.map(({ docId, title, lang }) => [docId, title, lang])).toEqual([
      ['note.txt', 'note', 'ja'],
      ['refund/index.md', 'Refunds', 'en'],
      ['shipping.html', 'Shipping', 'en'],
    ]);
    expect(documents[1]).toMatchObject({ updatedAt: '2026-01-05T00:00:00.000Z', updatedAtFrom: 'frontmatter' });
    expect(documents[1]?.facts).toEqual([{ field: 'return_window', value: { type: 'text', value: '30 days' } }]);
    for (const { text, blocks } of documents) {
      expect(blocks.length).toBeGreaterThan(0);
      for (const { start, end } of blocks) expect(text.slice(start, end).trim()).not.toBe('');
    }
    expect(report).toMatchObject({ documents: 3, records: 3, complete: true });
  });

  it('types the facts of front matter by the config, and marks a page of spoilers', async () => {
    folder.write(
      'spoilers/a.md',
      '---\nspoiler: true\nfacts: { fee: "¥500" }\n---\n# End\n\nThe keeper was her father.\n',
    );
    const config = policies({ path: 'spoilers/*.md', fields: { facts: { fee: { type: 'money', currency: 'JPY' } } } });
    const { documents } = await readAll(config, root);
    expect(documents[0]?.facts).toEqual([{ field: 'fee', value: { type: 'money', value: 500, currency: 'JPY' } }]);
    expect(documents[0]?.blocks.every((block) => block.spoiler)).toBe(true);
  });

  it.each([
    ['valid_from: 2026-05-01\nvalid_to: 2026-04-01', /valid_to \(2026-04-01.*\) is not after valid_from/],
    ['updated_at: 2026-02-30', /updated_at: "2026-02-30" names day 30/],
    ['updated_at: soon', /updated_at: "soon" is not a date/],
    ['translation_of: lies/page.md', /translation of itself/],
    ['lang: klingon!', /lang is no language/],
    ['spoiler: perhaps', /spoiler is neither true nor false/],
    ['facts: [a]', /facts is not a map/],
    ['title: [a, b]', /title is not a plain text/],
    ['title: "unclosed', /front matter is not valid YAML/],
  ])('refuses front matter that lies: %s', async (lie, message) => {
    const path = folder.write('lies/page.md', `---\n${lie}\n---\n# Page\n\nText of the page.\n`);
    const reading = readAll(policies({ path: 'lies*/**/*.md' }), root);
    await expect(reading).rejects.toThrow(message);
    await expect(reading).rejects.toMatchObject({ where: expect.stringContaining('lies/page.md') });
    rmSync(path);
  });

  it('pairs languages by path and tells of a translation without an original', async () => {
    for (const name of ['returns.en.md', 'returns.ja.md', 'points.md', 'points.ja.md', 'gifts.ja.md']) {
      folder.write(`pairs/${name}`, name.includes('.ja.') ? '# 見出し\n\n本文です。\n' : '# Title\n\nThe text.\n');
    }
    const config = policies({ path: 'pairs/*.md', translationOf: { path: '{name}.{lang}.md', original: 'en' } });
    const { documents, report } = await readAll(config, root);
    expect(documents.map(({ docId, lang, translationOf }) => [docId, lang, translationOf])).toEqual([
      ['gifts.ja.md', 'ja', null],
      ['points.ja.md', 'ja', 'points.md'],
      ['points.md', 'en', null],
      ['returns.en.md', 'en', null],
      ['returns.ja.md', 'ja', 'returns.en.md'],
    ]);
    expect(noticeCounts(report)).toMatchObject({ translation_without_original: 1 });
  });

  it('is incomplete when one page is empty, and reads the others', async () => {
    folder.write('hollow/a.md', '---\ntitle: A\n---\n');
    folder.write('hollow/b.md', '# B\n\nText.\n');
    const { documents, report } = await readAll(policies({ path: 'hollow/*.md' }), root);
    expect(documents.map(({ docId }) => docId)).toEqual(['b.md']);
    expect(report.complete).toBe(false);
    expect(noticeCounts(report)).toMatchObject({ empty_file: 1 });
  });

  it('names line and encoding when a page does not decode', async () => {
    folder.write('bytes/a.md', Buffer.concat([Buffer.from('# A\n\n'), Buffer.from([0x8d, 0xdd])]));
    await expect(readAll(policies({ path: 'bytes/*.md' }), root)).rejects.toMatchObject({ where: 'bytes/a.md:3' });
  });

  it('refuses a file whose format nothing tells', async () => {
    folder.write('odd-files/LICENSE', 'text');
    await expect(readAll(policies({ path: 'odd-files/*' }), root)).rejects.toThrow('format of a file cannot be told');
  });
});
