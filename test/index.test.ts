/** The library as docs/library.md shows it: its examples run, with what the package exports and nothing else. */
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import * as library from '../src/index.js';
import { createShop, page, policies } from './helpers/shop.js';

const text = readFileSync(fileURLToPath(new URL('../docs/library.md', import.meta.url)), 'utf8');
const examples = [...text.matchAll(/```ts\n(.*?)```/gs)].map(([, code = '']) => code);

/** The first example that uses `name`. */
const example = (name: string): string => examples.find((code) => code.includes(name)) ?? '';

type Exports = Readonly<Record<string, unknown>>;
const AsyncFunction = (async () => {}).constructor as new (
  ...source: string[]
) => (exports: Exports) => Promise<Record<string, unknown>>;

/** Runs an example with `given` in place of some exports, and hands out what it found. */
function run(code: string, result: string, given: Exports = {}): Promise<Record<string, unknown>> {
  const body = code.replace(/import (\{.*?\}) from 'raft-corpus';/s, 'const $1 = library;');
  return new AsyncFunction('library', `${body}\nreturn { ${result} };`)({ ...library, ...given });
}

const shop = createShop({ sources: [policies()] });

describe('the library', () => {
  it('exports every name that its page uses', () => {
    expect(examples).toHaveLength(4);
    const imported = examples.flatMap((code) => (/import \{(.*?)\}/s.exec(code)?.[1] ?? '').split(','));
    const tabled = [...text.matchAll(/^\| .*? \| (.*) \|$/gm)].flatMap(([, cell = '']) =>
      [...cell.matchAll(/`(\w+)`/g)].map(([, name]) => name),
    );
    const methods = ['search', 'stream', 'scores', 'searchScaled', 'extraSources', 'stages', 'attach'];
    const names = [...imported.map((name) => name.trim()), ...tabled].filter((name) => name && !methods.includes(name));
    expect(names.length).toBeGreaterThan(15);
    expect(names.filter((name) => !((name as string) in library))).toEqual([]);
  });

  it('searches texts of its own with the bundled model', async () => {
    const { best } = await run(example('buildLexicalIndex'), 'best');
    expect(best).toEqual([{ index: 1, score: expect.any(Number) }, expect.objectContaining({ index: 0 })]);
  });

  it('judges negatives: of one question it says how many more it takes', async () => {
    const { verdict, next, gates } = await run(example('measureHardness'), 'verdict, next, gates');
    expect(verdict).toBe('unmeasured');
    expect(next).toMatch(/73 pools/);
    expect(gates).toContainEqual(expect.objectContaining({ id: 'false_negatives', passed: true }));
  });

  it('searches a store', async () => {
    shop.write('policies/returns.md', page('2026-01-01', '# Returns\n\nReturn a book within 14 days.'));
    shop.write('policies/gifts.md', page('2026-01-01', '# Gifts\n\nWrapping costs 300 yen.'));
    await shop.refresh('2026-02-01');
    const { found, retriever } = await run(example('openRetrievers'), 'found, retriever', {
      openStore: () => library.openStore(shop.store),
      openEmbedder: async () => shop.embedder,
    });
    expect(retriever).toMatchObject({ name: 'hybrid-current' });
    expect(found).toMatchObject([
      { passage_id: (await shop.passages(1)).find((row) => row.text.includes('14'))?.passage_id },
      {},
    ]);
  });

  it('builds a dataset from a store, and checks its rows', async () => {
    for (const [i, goods] of ['posters', 'figures', 'mugs', 'bags', 'pins', 'cards', 'books', 'prints'].entries()) {
      const text = `# Sending back ${goods}\n\nYou can send back ${goods} within ${10 + i} days of delivery.`;
      shop.write(`policies/${goods}.md`, page('2026-01-01', text));
    }
    await shop.refresh('2026-02-02');
    const path = join(mkdtempSync(join(tmpdir(), 'library-')), 'raft');
    const code = example('buildRaft').replaceAll('out/raft', path).replace('examples: 200', 'examples: 8');
    const { manifest, rotten } = await run(code, 'manifest, rotten', {
      openStore: () => library.openStore(shop.store),
      openEmbedder: async () => shop.embedder,
    });
    expect(rotten).toEqual([]);
    expect(manifest).toMatchObject({ kind: 'raft', name: 'raft', seed: '7' });
    const { rows } = await library.lintRaft({ inputs: [{ path, name: 'raft' }], onFinding: () => {} });
    expect(manifest).toMatchObject({ counts: { rows } });
  });

  it('streams what fits no memory, finds it as a search in memory does, and fuses by rank', async () => {
    const dims = 3;
    const vectors = Float32Array.of(1, 0, 0, 0, 1, 0, 0.6, 0.8, 0);
    const queries = Float32Array.of(0, 1, 0);
    async function* scan() {
      yield { ids: ['a', 'b', 'c'], vectors };
    }
    const [inMemory = []] = await library.searchDense({ vectors, dims, queries, k: 2 });
    for await (const hits of library.searchScan({ scan, dims, queries, k: 2 })) {
      expect(library.hitsOf(hits, 0)).toEqual(inMemory);
      expect(hits.ids[inMemory[0]?.index ?? -1]).toBe('b');
    }
    const fused = library.fuseByRank([{ hits: inMemory, weight: 1 }], { k: 60 });
    expect(fused.map(({ index }) => index)).toEqual([1, 2]);
  });
});
