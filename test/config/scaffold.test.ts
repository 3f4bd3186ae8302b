import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { scaffoldConfig } from '../../src/config/scaffold.js';
import { type Config, configSchema } from '../../src/config/schema.js';

let root = '';
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'scaffold-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

async function put(files: Readonly<Record<string, string | Buffer>>): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(root, name)), { recursive: true });
    await writeFile(join(root, name), content);
  }
}

/** The drafted sources; every draft must be a config that loads. */
async function sources(...paths: string[]): Promise<Record<string, Config['sources'][number] & { fields?: unknown }>> {
  const text = await scaffoldConfig(root, paths);
  const config = configSchema.parse(parse(text));
  return Object.fromEntries(config.sources.map((source) => [source.id, source]));
}

describe('scaffoldConfig', () => {
  it('finds pages however deep they lie, once each', async () => {
    await put({ 'site/Policies/terms/refunds.md': '# Refunds', 'site/Policies/privacy/data.md': '# Data' });
    expect(Object.values(await sources()).map(({ path }) => path)).toEqual(['site/**/*.md']);
    expect(Object.values(await sources('site')).map(({ path }) => path)).toEqual(['site/Policies/**/*.md']);
  });

  it('lets the pages of a folder hold those below it', async () => {
    await put({ 'docs/a.md': '# A', 'docs/deep/b.md': '# B' });
    expect(Object.values(await sources('docs')).map(({ path }) => path)).toEqual(['docs/**/*.md']);
  });

  it('takes dated folders as snapshots of one source, and their date where records have none', async () => {
    await put({
      '2026-04/catalog.csv': 'sku,title\nA,One\nB,Two\n',
      '2026-07/catalog.csv': 'sku,title\nA,One\nC,Three\n',
      '2026-04/guides/start.en.md': '# Start',
      '2026-07/guides/start.en.md': '# Start',
      '2026-07/guides/start.ja.md': '# はじめに',
    });
    const drafts = await sources();
    expect(drafts.catalog).toMatchObject({
      path: '{snapshot}/catalog.csv',
      snapshotDate: { path: '{date}/catalog.csv' },
      fields: { id: 'sku', title: 'title' },
    });
    expect(drafts.guides).toMatchObject({
      kind: 'guide',
      path: '{snapshot}/guides/**/*.md',
      translationOf: { path: '{name}.{lang}.md', original: 'en' },
    });
  });

  it('joins columns to an id where none identifies a record, and never a date or a link', async () => {
    await put({
      'books.csv': [
        'series,link,volume,format,released',
        'A,https://x.example/1,1,Print,2026-01-01',
        'A,https://x.example/2,1,Digital,2026-01-02',
        'A,https://x.example/3,2,Print,2026-01-03',
        'B,https://x.example/4,1,Print,2026-01-04',
      ].join('\n'),
    });
    const id = (await sources()).books?.fields as { id: string[] };
    expect([...id.id].sort()).toEqual(['format', 'series', 'volume']);
  });

  it('says that a first line holds values, and still writes a config that loads', async () => {
    await put({
      'books.csv': 'one,Title One,https://x.example/1,2026-01-01\ntwo,Title Two,https://x.example/2,2026-01-02\n',
    });
    expect((await sources()).books?.csv).toMatchObject({
      header: false,
      columns: ['column_1', 'column_2', 'column_3', 'column_4'],
    });
    expect(await scaffoldConfig(root, [])).toMatch(/# books: the first line holds values/);
  });

  it('tells Shift_JIS and EUC-JP from UTF-8', async () => {
    const sjis = Buffer.concat([
      Buffer.from('sku,title\nA,'),
      Buffer.from([0x93, 0xfa, 0x96, 0x7b, 0x8c, 0xea]),
      Buffer.from('\n'),
    ]);
    const euc = Buffer.concat([
      Buffer.from('sku,title\nA,'),
      Buffer.from([0xc6, 0xfc, 0xcb, 0xdc, 0xb8, 0xec]),
      Buffer.from('\n'),
    ]);
    await put({ 'a.csv': sjis, 'b.csv': euc, 'c.csv.gz': gzipSync('sku,title\nA,日本語\n') });
    const drafts = await sources();
    expect([drafts.a?.encoding, drafts.b?.encoding, drafts.c?.encoding]).toEqual(['shift_jis', 'euc-jp', 'utf-8']);
  });

  it('leaves out a file that cannot be read, and says so; one that was named is an error', async () => {
    await put({ 'catalog.jsonl': '{"id":"a","title":"A"}\n', 'broken.jsonl': '{"id":\n' });
    expect(Object.keys(await sources())).toEqual(['catalog']);
    expect(await scaffoldConfig(root, [])).toMatch(/# Left out broken\.jsonl: /);
    await expect(scaffoldConfig(root, ['broken.jsonl'])).rejects.toThrow();
  });

  it('says so where there is nothing', async () => {
    await put({ 'README.md': '# About' });
    await expect(scaffoldConfig(root, [])).rejects.toThrow('no catalog or policy files');
    await expect(scaffoldConfig(root, ['nowhere'])).rejects.toThrow('no such file');
  });
});
