import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { env, pipeline } from '@xenova/transformers';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Embedder } from '../../../src/embed/embedder.js';
import {
  openTransformersEmbedder,
  type TransformersOptions,
} from '../../../src/embed/transformers/open-transformers.js';
import { SENTENCES, writeTiny } from '../random-model.js';
import { DIMS, writeTinyModel } from '../tiny-model.js';

const tiny = () => mkdtemp(join(tmpdir(), 'tiny-'));
const open = (model: string, options: Partial<TransformersOptions> = {}) =>
  openTransformersEmbedder({ model, root: '/', ...options });
const rowOf = (vectors: Float32Array, index: number, dims: number) => [
  ...vectors.subarray(index * dims, (index + 1) * dims),
];
const dot = (a: readonly number[], b: readonly number[]) => a.reduce((sum, x, i) => sum + x * b[i]!, 0);

/** What `pipeline('feature-extraction')` of the library gives for the same folder. */
async function viaPipeline(
  folder: string,
  texts: string[],
  pooling: 'mean' | 'cls',
  quantized = true,
): Promise<number[]> {
  env.localModelPath = dirname(folder);
  env.allowRemoteModels = false;
  const extract = await pipeline('feature-extraction', basename(folder), { quantized });
  return [...((await extract(texts, { pooling, normalize: true })).data as Float32Array)];
}

describe('the bundled model', () => {
  let embedder: Embedder;
  beforeAll(async () => {
    embedder = await open('bundled');
  });
  afterAll(() => embedder.close());

  it('gives unit vectors, and zero for a text without tokens', async () => {
    const texts = ['return policy', '返品について', '', ' \n\t', '!!!', '\ud800'];
    const vectors = await embedder.embed(texts, 'query');
    const norms = texts.map((_, i) => Math.hypot(...rowOf(vectors, i, embedder.dims)));
    expect(norms.map((norm) => Number(norm.toFixed(5)))).toEqual([1, 1, 0, 0, 0, 0]);
  });

  it('gives a text the same bytes in every batch', async () => {
    const word = fc.constantFrom(
      '漫画',
      'の',
      'manga',
      'return',
      '第12巻',
      '1,980',
      'ワンピース',
      'policy.',
      '返品',
      'z',
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(word, { maxLength: 60 }), { minLength: 2, maxLength: 12 }),
        async (samples) => {
          const texts = samples.map((words) => words.join(' '));
          const together = await embedder.embed(texts, 'passage');
          for (const [i, text] of texts.entries()) {
            expect(rowOf(await embedder.embed([text], 'passage'), 0, embedder.dims)).toEqual(
              rowOf(together, i, embedder.dims),
            );
          }
        },
      ),
      { numRuns: 15 },
    );
  });

  it('agrees with the library’s own pipeline', async () => {
    const texts = [
      'Volume 3 ships in May.',
      '第3巻は5月に発売されます。',
      'a',
      'コミック コミック コミック コミック コミック',
    ];
    const ours = await embedder.embed(texts, 'passage');
    const theirs = await viaPipeline(join(import.meta.dirname, '../../../models/bundled'), texts, 'mean');
    for (const [i, value] of theirs.entries()) expect(Math.abs(value - ours[i]!)).toBeLessThan(1e-6);
  });

  it('puts spellings together, and what is alike nearer than what is not', async () => {
    const texts = ['ワンピース 第12巻', 'わんぴーす Vol. 12', 'laptop bag', 'bag for a laptop', 'wireless printer'];
    const vectors = await embedder.embed(texts, 'passage');
    const at = (i: number) => rowOf(vectors, i, embedder.dims);
    expect(dot(at(0), at(1))).toBeCloseTo(1, 5);
    expect(dot(at(2), at(3))).toBeGreaterThan(dot(at(2), at(4)) + 0.2);
  });

  it('cuts a megabyte and counts it', async () => {
    const before = embedder.stats();
    await embedder.embed(['漫画'.repeat(500_000), 'word '.repeat(200_000), 'short'], 'passage');
    const after = embedder.stats();
    expect([after.texts - before.texts, after.truncated - before.truncated]).toEqual([3, 2]);
  });

  it('counts tokens without a cut', () => {
    expect(embedder.countTokens('')).toBe(0);
    expect(embedder.countTokens('漫画'.repeat(2000))).toBe(4000);
  });

  it('embeds nothing into nothing', async () => {
    expect(await embedder.embed([], 'query')).toHaveLength(0);
  });
});

describe('a folder', () => {
  it.each(['mean', 'cls'] as const)('pools by %s as the library does', async (pooling) => {
    const folder = await tiny();
    await writeTinyModel(folder);
    const texts = ['blue book', 'red books books', '漫画'];
    const embedder = await open(folder, { pooling });
    const ours = await embedder.embed(texts, 'passage');
    const theirs = await viaPipeline(folder, texts, pooling);
    expect(theirs).toHaveLength(texts.length * DIMS);
    for (const [i, value] of theirs.entries()) expect(Math.abs(value - ours[i]!)).toBeLessThan(1e-6);
  });

  it('puts the prefix of each kind before the text, but not before nothing', async () => {
    const folder = await tiny();
    await writeTinyModel(folder);
    const plain = await open(folder);
    const prefixed = await open(folder, { queryPrefix: 'blue ', passagePrefix: 'red ' });
    expect(await prefixed.embed(['book'], 'query')).toEqual(await plain.embed(['blue book'], 'query'));
    expect(await prefixed.embed(['book'], 'passage')).toEqual(await plain.embed(['red book'], 'passage'));
    expect([...(await prefixed.embed([' '], 'query'))]).toEqual(new Array(DIMS).fill(0));
  });

  it('has another fingerprint for everything that decides a vector', async () => {
    const folder = await tiny();
    await writeTinyModel(folder, { file: 'onnx/model.onnx' });
    await writeTinyModel(folder);
    const other = await tiny();
    await writeTinyModel(other, { value: (row, dim) => row - dim });
    const variants: [string, Partial<TransformersOptions>][] = [
      [folder, {}],
      [folder, { queryPrefix: 'q' }],
      [folder, { passagePrefix: 'q' }],
      [folder, { pooling: 'cls' }],
      [folder, { maxTokens: 9 }],
      [folder, { quantized: false }],
      [other, {}],
    ];
    const prints = await Promise.all(
      variants.map(async ([model, options]) => (await open(model, options)).fingerprint),
    );
    expect(new Set(prints).size).toBe(variants.length);
    expect((await open(folder)).fingerprint).toBe(prints[0]);
  });

  it('never reads more tokens than the model states', async () => {
    const folder = await tiny();
    await writeTinyModel(folder, { maxLength: 6 });
    expect((await open(folder, { maxTokens: 500 })).maxTokens).toBe(6);
    const embedder = await open(folder);
    await embedder.embed(['book book book book', 'book book book book book'], 'passage');
    expect(embedder.stats()).toEqual({ texts: 2, truncated: 1, empty: 0 });
  });

  it('refuses weights that give no finite value', async () => {
    const folder = await tiny();
    await writeTinyModel(folder, { value: () => Number.NaN });
    await expect(open(folder)).rejects.toThrow('not finite');
  });

  it('refuses a tokenizer that the library does not know', async () => {
    const folder = await tiny();
    await writeTinyModel(folder);
    const path = join(folder, 'tokenizer.json');
    const json = JSON.parse(await readFile(path, 'utf8'));
    await writeFile(path, JSON.stringify({ ...json, model: { type: 'Mystery' } }));
    await expect(open(folder)).rejects.toMatchObject({ name: 'RaftCorpusError', where: path });
  });

  it('refuses to embed after close', async () => {
    const folder = await tiny();
    await writeTinyModel(folder);
    const embedder = await open(folder);
    await embedder.close();
    await expect(embedder.embed(['book'], 'query')).rejects.toThrow('close');
  });
});

describe('an encoder with attention', () => {
  const largestDifference = (ours: Float32Array, theirs: readonly number[]) =>
    theirs.reduce((largest, value, i) => Math.max(largest, Math.abs(value - ours[i]!)), 0);
  const texts = Array.from({ length: 40 }, (_, i) => `${SENTENCES[i % 5]} ${'volume '.repeat((i * 7) % 30)}`);

  it.each(['mean', 'cls'] as const)(
    'agrees with the library, whatever is padded to whatever length: %s',
    async (pooling) => {
      const folder = await writeTiny();
      const embedder = await open(folder, { pooling, quantized: false });
      const theirs = await viaPipeline(folder, texts, pooling, false);
      expect(largestDifference(await embedder.embed(texts, 'passage'), theirs)).toBeLessThan(1e-5);
      expect(
        largestDifference(await embedder.embed(texts.slice(3, 4), 'passage'), theirs.slice(3 * 32, 4 * 32)),
      ).toBeLessThan(1e-5);
    },
  );

  it('agrees on the same batch when dynamically quantised, and stays near in another', async () => {
    const folder = await writeTiny();
    const embedder = await open(folder);
    const few = texts.slice(0, 6);
    const together = await embedder.embed(few, 'passage');
    expect(largestDifference(together, await viaPipeline(folder, few, 'mean'))).toBeLessThan(1e-5);
    expect(await embedder.embed(few, 'passage')).toEqual(together);
    for (const [i, text] of few.entries()) {
      const alone = rowOf(await embedder.embed([text], 'passage'), 0, embedder.dims);
      expect(dot(alone, rowOf(together, i, embedder.dims))).toBeGreaterThan(0.99);
    }
  });
});
