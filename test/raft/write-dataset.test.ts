import { mkdir, mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sha256 } from '../../src/core/hash.js';
import { buildRaft } from '../../src/raft/build.js';
import { writeDataset } from '../../src/raft/write-dataset.js';
import { indexView } from '../../src/verify/view-index.js';
import { hashingEmbedder, shopDocuments, smallView } from '../helpers/small-view.js';

async function target(path: string) {
  const view = await smallView(shopDocuments());
  const build = await buildRaft({ index: indexView(view), embedder: hashingEmbedder(), seed: 1, examples: 80 });
  return { build, view, path, name: 'small', toolVersion: '0.0.0' };
}
const folder = async () => join(await mkdtemp(join(tmpdir(), 'dataset-')), 'raft');
const contents = async (path: string) => {
  const names = (await readdir(path)).sort();
  return Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await readFile(join(path, name), 'utf8')] as const)),
  );
};

describe('writeDataset', () => {
  it('writes rows, manifest and card whose figures agree', async () => {
    const path = await folder();
    const { manifest, items } = await writeDataset(await target(path));
    const files = await contents(path);
    expect(Object.keys(files)).toEqual(['README.md', 'manifest.json', 'test.jsonl', 'train.jsonl', 'validation.jsonl']);
    const lines = ['train', 'validation', 'test'].map((split) => files[`${split}.jsonl`]!.split('\n').length - 1);
    expect(lines.reduce((a, b) => a + b, 0)).toBe(manifest.counts.rows);
    expect(JSON.parse(files['manifest.json']!)).toEqual(JSON.parse(JSON.stringify(manifest)));
    expect(items).toHaveLength(manifest.counts.rows);
    expect(items.filter((item) => item.passage_ids.length > 0)).toHaveLength(manifest.counts.oracle_present);
    expect(files['README.md']).toContain(`${manifest.counts.rows} rows`);
    for (const stage of manifest.stages) {
      expect(stage.in).toBe(stage.out + Object.values(stage.dropped).reduce((a, b) => a + b, 0));
    }
  });

  it('writes the same bytes again, in place of what was there', async () => {
    const path = await folder();
    await writeDataset(await target(path));
    const first = await contents(path);
    await writeFile(join(path, 'stray.txt'), 'left over');
    await writeDataset(await target(path));
    expect(await contents(path)).toEqual(first);
  });

  it.each([
    ['policies/returns.md', 'You can return books.'],
    ['manifest.json', '{"name": "my web app"}'],
    ['manifest.json', 'not JSON'],
  ])('refuses a folder that holds something else (%s: %s), and leaves it alone', async (name, content) => {
    const path = await folder();
    await mkdir(dirname(join(path, name)), { recursive: true });
    await writeFile(join(path, name), content);
    await expect(writeDataset(await target(path))).rejects.toThrow('no dataset');
    expect(await readFile(join(path, name), 'utf8')).toBe(content);
  });

  it('refuses a file, and takes an empty folder', async () => {
    const path = await folder();
    await writeFile(path, 'notes');
    await expect(writeDataset(await target(path))).rejects.toThrow('no dataset');
    expect(await readFile(path, 'utf8')).toBe('notes');
    const empty = await folder();
    await mkdir(empty);
    await writeDataset(await target(empty));
    expect(await readdir(empty)).toContain('manifest.json');
  });

  it('leaves the old folder as it was when the build fails half way', async () => {
    const path = await folder();
    const good = await target(path);
    await writeDataset(good);
    const before = sha256(JSON.stringify(await contents(path)));
    const again = await target(path);
    async function* failing() {
      let n = 0;
      for await (const row of again.build.rows) {
        if (n++ === 10) throw new Error('disk full');
        yield row;
      }
    }
    await expect(writeDataset({ ...again, build: { ...again.build, rows: failing() } })).rejects.toThrow('disk full');
    expect(sha256(JSON.stringify(await contents(path)))).toBe(before);
    expect(await readdir(join(path, '..'))).toEqual(['raft']);
  });
});
