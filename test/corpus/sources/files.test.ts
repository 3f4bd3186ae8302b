import { describe, expect, it } from 'vitest';
import { fixedPart, resolveFiles } from '../../../src/corpus/sources/files.js';
import { tempFolder } from '../../fixtures/temp-folder.js';

const folder = tempFolder();
const root = folder.path;
for (const name of [
  'shop/2026-04/policies/b.md',
  'shop/2026-04/policies/deep/a.md',
  'shop/2026-04/policies/[draft].md',
  'shop/2026-04/catalog.jsonl',
  'shop/2026-10/catalog.jsonl',
  'shop/2026-9/catalog.jsonl',
  'shop/latest/catalog.jsonl',
  'days/20260401.json',
  'days/20260402.json',
]) {
  folder.write(name, 'x');
}

const resolve = (path: string | string[], snapshot?: string) => resolveFiles({ id: 'x', path }, { root, snapshot });

describe('resolveFiles', () => {
  it('sorts files by name and names documents below the fixed part of the glob', async () => {
    const { files } = await resolve('shop/2026-04/policies/**/*.md');
    expect(files.map(({ name, docId, bytes }) => [name, docId, bytes])).toEqual([
      ['shop/2026-04/policies/[draft].md', '[draft].md', 1],
      ['shop/2026-04/policies/b.md', 'b.md', 1],
      ['shop/2026-04/policies/deep/a.md', 'deep/a.md', 1],
    ]);
  });

  it('takes a path without wildcards as it is, brackets too, and files away by !', async () => {
    expect((await resolve('shop/2026-04/policies/[draft].md')).files.map(({ docId }) => docId)).toEqual(['[draft].md']);
    const { files } = await resolve(['shop/2026-04/**/*.md', '!shop/**/deep/**']);
    expect(files.map(({ docId }) => docId)).toEqual(['policies/[draft].md', 'policies/b.md']);
  });

  it('takes a file once when two globs find it', async () => {
    expect((await resolve(['shop/2026-04/policies/b.md', 'shop/2026-04/**/b.md'])).files).toHaveLength(1);
  });

  it('fills {snapshot} with the last dated folder or file, or the one that is named', async () => {
    expect(await resolve('shop/{snapshot}/catalog.jsonl')).toMatchObject({ snapshot: '2026-10' });
    expect(await resolve('shop/{snapshot}/policies/*.md')).toMatchObject({ snapshot: '2026-04' });
    expect(await resolve('days/{snapshot}.json')).toMatchObject({ snapshot: '20260402' });
    const named = await resolve('shop/{snapshot}/catalog.jsonl', 'latest');
    expect(named.files.map(({ name }) => name)).toEqual(['shop/latest/catalog.jsonl']);
  });

  it('names the snapshots there are when the one that is asked for is not', async () => {
    await expect(resolve('shop/{snapshot}/catalog.jsonl', '2025-01')).rejects.toMatchObject({
      message: expect.stringContaining('no snapshot "2025-01"'),
      fix: expect.stringContaining('2026-04, 2026-9, 2026-10, latest'),
    });
    await expect(resolve('none/{snapshot}/x.csv')).rejects.toThrow('no dated snapshot');
  });

  it('names the pattern, the folder and what is there when nothing matches', async () => {
    await expect(resolve('shop/2026-04/policys/**/*.md')).rejects.toMatchObject({
      message: 'source "x": no file matches shop/2026-04/policys/**/*.md',
      where: 'shop/2026-04',
      fix: expect.stringContaining('catalog.jsonl, policies/'),
    });
    await expect(resolve('shop/2026-04/policies')).rejects.toMatchObject({
      message: expect.stringContaining('is a folder'),
      fix: expect.stringContaining('policies/**/*.md'),
    });
  });
});

describe('fixedPart', () => {
  it.each([
    ['a/b/**/*.md', 'a/b', '**/*.md'],
    ['*.md', '', '*.md'],
    ['/data/x.csv', '/data', 'x.csv'],
    ['/*.csv', '/', '*.csv'],
    ['a/{b,c}/d.md', 'a', '{b,c}/d.md'],
  ])('%s is %s and %s', (pattern, fixed, rest) => {
    expect(fixedPart(pattern)).toEqual({ fixed, rest });
  });
});
