import { readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { env, pipeline } from '@xenova/transformers';
import { beforeAll, describe, expect, it } from 'vitest';
import { SILENT } from '../../../src/core/progress.js';
import { type RerankerConfig, rerankerSchema } from '../../../src/embed/reranker/config.js';
import { openReranker } from '../../../src/embed/reranker/open-reranker.js';
import type { RerankPair } from '../../../src/embed/reranker.js';
import { SENTENCES, writeTiny, writeTinyCrossEncoder } from '../random-model.js';

const open = (model: string, config: Partial<RerankerConfig> = {}) =>
  openReranker(rerankerSchema.parse({ model, quantized: false, ...config }), { root: '/', progress: SILENT });
const PAIRS: readonly RerankPair[] = SENTENCES.flatMap((query) =>
  SENTENCES.slice(0, 4).map((text) => ({ query: query.slice(0, 40), text })),
);

/** Logits by the parts of the library's own text-classification pipeline, which takes no pairs as a whole. */
async function libraryLogits(folder: string, pairs: readonly RerankPair[], quantized = false): Promise<number[][]> {
  env.localModelPath = dirname(folder);
  env.allowRemoteModels = false;
  const classify = await pipeline('text-classification', basename(folder), { quantized });
  const inputs = classify.tokenizer(
    pairs.map(({ query }) => query),
    { text_pair: pairs.map(({ text }) => text), padding: true, truncation: true },
  );
  return (await classify.model(inputs)).logits.tolist() as number[][];
}

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

describe('openReranker', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await writeTinyCrossEncoder();
  });

  it('scores pairs as the library’s own model and tokenizer do, through a sigmoid', async () => {
    const scores = await (await open(folder)).score(PAIRS);
    const expected = (await libraryLogits(folder, PAIRS)).map(([logit = Number.NaN]) => sigmoid(logit));
    expect(new Set(expected.map((x) => x.toFixed(3))).size).toBeGreaterThan(5);
    for (const [i, value] of expected.entries()) expect(Math.abs(value - scores[i]!)).toBeLessThan(1e-5);
  });

  it('scores the same batch alike when quantised', async () => {
    const one = PAIRS.slice(0, 1);
    const [score] = await (await open(folder, { quantized: true })).score(one);
    expect(score).toBeCloseTo(sigmoid((await libraryLogits(folder, one, true))[0]![0]!), 5);
  });

  it('gives a pair the same score whatever else is asked', async () => {
    const reranker = await open(folder);
    const together = await reranker.score(PAIRS);
    for (const [i, pair] of PAIRS.entries()) expect((await reranker.score([pair]))[0]).toBeCloseTo(together[i]!, 5);
  });

  it('gives the raw logit where the model says so', async () => {
    const keys = [
      { sbert_ce_default_activation_function: 'torch.nn.modules.linear.Identity' },
      { sentence_transformers: { activation_fn: 'torch.nn.modules.linear.Identity' } },
    ];
    for (const config of keys) {
      const raw = await writeTinyCrossEncoder(1, config);
      const scores = await (await open(raw)).score(PAIRS.slice(0, 2));
      const logits = await libraryLogits(raw, PAIRS.slice(0, 2));
      expect(scores[0]).toBeCloseTo(logits[0]![0]!, 5);
      expect(scores[1]).toBeCloseTo(logits[1]![0]!, 5);
    }
  });

  it('takes the softmax of the positive class of two', async () => {
    const two = await writeTinyCrossEncoder(2, { id2label: { 0: 'relevant', 1: 'irrelevant' } });
    const [score] = await (await open(two)).score(PAIRS.slice(0, 1));
    const [[a, b]] = (await libraryLogits(two, PAIRS.slice(0, 1))) as [[number, number]];
    expect(score).toBeCloseTo(Math.exp(a) / (Math.exp(a) + Math.exp(b)), 5);
  });

  it('refuses classes of which none is plainly "relevant"', async () => {
    const three = await writeTinyCrossEncoder(3, { id2label: { 0: 'red', 1: 'green', 2: 'blue' } });
    await expect(open(three)).rejects.toThrow('red, green, blue');
  });

  it('counts the pairs that it had to cut, and scores them', async () => {
    const reranker = await open(folder, { maxTokens: 16 });
    const long = SENTENCES[5]!;
    const scores = await reranker.score([
      { query: 'a', text: 'b' },
      { query: 'a', text: long },
      { query: long, text: long },
      { query: 'a', text: `${long} `.repeat(10_000) },
    ]);
    expect([...scores].every(Number.isFinite)).toBe(true);
    expect(scores[1]).toBeCloseTo(scores[3]!, 5);
    expect(reranker.stats()).toEqual({ pairs: 4, truncated: 3 });
  });

  it('takes empty texts, control characters and lone surrogates', async () => {
    const odd = ['', ' \n', '\u0000\u0007', '\ud800 x', '🦊'];
    const scores = await (await open(folder)).score(odd.flatMap((query) => odd.map((text) => ({ query, text }))));
    expect([...scores].every((score) => score > 0 && score < 1)).toBe(true);
    expect(await (await open(folder)).score([])).toHaveLength(0);
  });

  it('has another fingerprint for everything that decides a score', async () => {
    const other = await writeTiny({ shape: { layers: 1, hidden: 32, heads: 4, ffn: 64, positions: 64, labels: 1 } });
    const raw = await writeTinyCrossEncoder(1, { sbert_ce_default_activation_function: 'torch.nn.Identity' });
    const opened = [
      await open(folder),
      await open(folder, { quantized: true }),
      await open(folder, { maxTokens: 20 }),
      await open(other),
      await open(raw),
    ];
    expect(new Set(opened.map(({ fingerprint }) => fingerprint)).size).toBe(opened.length);
    expect((await open(folder)).fingerprint).toBe(opened[0]?.fingerprint);
  });

  it('refuses a model that gives vectors instead of logits', async () => {
    await expect(open(await writeTiny())).rejects.toThrow('last_hidden_state');
  });

  it('refuses a tokenizer without a template for pairs', async () => {
    const damaged = await writeTinyCrossEncoder();
    const path = join(damaged, 'tokenizer.json');
    const json = JSON.parse(await readFile(path, 'utf8'));
    json.post_processor.pair = [];
    await writeFile(path, JSON.stringify(json));
    await expect(open(damaged)).rejects.toThrow('pairs');
  });

  it('names a file that is missing or cut off, and its own config key for a folder that is not there', async () => {
    const damaged = await writeTinyCrossEncoder();
    await truncate(join(damaged, 'onnx/model.onnx'), 2000);
    await expect(open(damaged)).rejects.toMatchObject({ where: join(damaged, 'onnx/model.onnx') });
    await rm(join(damaged, 'tokenizer_config.json'));
    await expect(open(damaged)).rejects.toMatchObject({ where: join(damaged, 'tokenizer_config.json') });
    await expect(open('./nowhere')).rejects.toMatchObject({ where: expect.stringContaining('reranker.model') });
  });

  it('refuses to score after close', async () => {
    const reranker = await open(folder);
    await reranker.close();
    await expect(reranker.score(PAIRS)).rejects.toThrow('close');
  });
});
