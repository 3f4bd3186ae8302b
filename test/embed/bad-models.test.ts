import { chmod, mkdir, mkdtemp, readFile, rm, stat, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import proto from 'onnx-proto';
import { beforeEach, describe, expect, it } from 'vitest';
import { openTransformersEmbedder, type TransformersOptions } from '../../src/embed/transformers/open-transformers.js';
import { writeTiny, writeTinyCrossEncoder } from './random-model.js';
import { writeTinyModel } from './tiny-model.js';

const open = (model: string, options: Partial<TransformersOptions> = {}) =>
  openTransformersEmbedder({ model, root: '/', ...options });
const WEIGHTS = 'onnx/model_quantized.onnx';

describe('a damaged folder', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await writeTiny();
  });

  it.each(['config.json', 'tokenizer.json', 'tokenizer_config.json', WEIGHTS])('names a missing %s', async (name) => {
    await rm(join(folder, name));
    await expect(open(folder)).rejects.toMatchObject({ name: 'RaftCorpusError', where: join(folder, name) });
  });

  it.each(['config.json', 'tokenizer.json', 'tokenizer_config.json', WEIGHTS])(
    'names a %s that is cut off, wherever it is cut',
    async (name) => {
      const path = join(folder, name);
      const { size } = await stat(path);
      for (const share of [0.999, 0.9, 0.5, 0.1]) {
        await truncate(path, Math.floor(size * share));
        await expect(open(folder)).rejects.toMatchObject({ name: 'RaftCorpusError', where: path });
      }
    },
  );

  it.each([
    ['config.json', 'not JSON'],
    ['config.json', '[1, 2]'],
    ['tokenizer.json', '{}'],
    ['tokenizer.json', 'null'],
    [WEIGHTS, '<html>404</html>'],
    [WEIGHTS, 'version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n'],
  ])('refuses a %s that says %s', async (name, content) => {
    await writeFile(join(folder, name), content);
    await expect(open(folder)).rejects.toMatchObject({ name: 'RaftCorpusError', where: join(folder, name) });
  });

  it.each([-5, 0, 'many', null, 1e30])('takes model_max_length %j for unstated', async (length) => {
    const path = join(folder, 'tokenizer_config.json');
    const config = JSON.parse(await readFile(path, 'utf8'));
    await writeFile(path, JSON.stringify({ ...config, model_max_length: length }));
    expect((await open(folder)).maxTokens).toBe(64);
  });

  it('names weights whose tensors are in a file that is missing', async () => {
    const path = join(folder, WEIGHTS);
    const model = proto.onnx.ModelProto.decode(await readFile(path));
    const tensor = model.graph?.initializer?.find((t) => (t.rawData?.length ?? 0) > 1000);
    expect(tensor).toBeDefined();
    Object.assign(tensor!, {
      rawData: new Uint8Array(),
      externalData: [{ key: 'location', value: 'model_quantized.onnx_data' }],
      dataLocation: proto.onnx.TensorProto.DataLocation.EXTERNAL,
    });
    await writeFile(path, proto.onnx.ModelProto.encode(model).finish());
    await expect(open(folder)).rejects.toMatchObject({ name: 'RaftCorpusError', where: path });
  });
});

describe('a path that is no readable folder', () => {
  it('says so of a file', async () => {
    const path = join(await mkdtemp(join(tmpdir(), 'file-')), 'model');
    await writeFile(path, 'x');
    await expect(open(path)).rejects.toMatchObject({ where: expect.stringContaining(path) });
  });

  it('says so of a link that goes round in circles', async () => {
    const folder = await writeTiny();
    await rm(join(folder, 'config.json'));
    await symlink('config.json', join(folder, 'config.json'));
    await expect(open(folder)).rejects.toMatchObject({
      message: expect.stringContaining('cannot be read'),
      where: join(folder, 'config.json'),
    });
  });

  it('says so of a folder in place of a file', async () => {
    const folder = await writeTiny();
    await rm(join(folder, WEIGHTS));
    await mkdir(join(folder, WEIGHTS));
    await expect(open(folder)).rejects.toMatchObject({ where: join(folder, WEIGHTS) });
  });

  // Root may read everything.
  it.skipIf(process.getuid?.() === 0)('says so of a folder without permission', async () => {
    const folder = await writeTiny();
    await chmod(folder, 0o000);
    await expect(open(folder)).rejects.toMatchObject({ name: 'RaftCorpusError' });
    await chmod(folder, 0o700);
  });
});

describe('a model for something else', () => {
  it('refuses vectors that are as long as their text, before one is given out', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'square-'));
    await writeTinyModel(folder, { output: 'square' });
    const embedder = await open(folder);
    await expect(embedder.embed(['blue books red red red red'], 'passage')).rejects.toMatchObject({
      message: expect.stringContaining('no fixed length'),
      where: join(folder, WEIGHTS),
    });
  });

  it('refuses an output without a sequence axis', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'flat-'));
    await writeTinyModel(folder, { output: 'flat' });
    await expect(open(folder)).rejects.toMatchObject({ fix: expect.stringContaining('sequence axis') });
  });

  it('refuses the inputs of a decoder', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'decoder-'));
    await writeTinyModel(folder, { inputs: ['input_ids', 'attention_mask', 'past_key_values.0.key'] });
    await expect(open(folder)).rejects.toThrow('past_key_values.0.key');
  });

  it('refuses a classifier', async () => {
    await expect(open(await writeTinyCrossEncoder(2))).rejects.toThrow('its outputs are logits');
  });

  it.each([
    ['float16', proto.onnx.TensorProto.DataType.FLOAT16],
    ['float64', proto.onnx.TensorProto.DataType.DOUBLE],
  ])('refuses %s vectors', async (_, to) => {
    const folder = await writeTiny();
    const path = join(folder, WEIGHTS);
    const model = proto.onnx.ModelProto.decode(await readFile(path));
    const last = model.graph?.node?.at(-1);
    Object.assign(last!, {
      opType: 'Cast',
      attribute: [{ name: 'to', type: proto.onnx.AttributeProto.AttributeType.INT, i: to }],
    });
    Object.assign(model.graph!.output![0]!.type!.tensorType!, { elemType: to });
    await writeFile(path, proto.onnx.ModelProto.encode(model).finish());
    await expect(open(folder)).rejects.toMatchObject({
      name: 'RaftCorpusError',
      fix: expect.stringContaining('float32'),
    });
  });

  it('refuses a tokenizer that knows more tokens than the model', async () => {
    const folder = await writeTiny();
    const path = join(folder, 'tokenizer.json');
    const json = JSON.parse(await readFile(path, 'utf8'));
    for (const token of Object.keys(json.model.vocab)) json.model.vocab[token] += 100_000;
    for (const token of json.added_tokens) token.id += 100_000;
    await writeFile(path, JSON.stringify(json));
    await expect(open(folder)).rejects.toMatchObject({ name: 'RaftCorpusError', where: join(folder, WEIGHTS) });
  });
});

describe('texts that are hard to read', () => {
  it('give finite unit vectors or none at all', async () => {
    const embedder = await open(await writeTiny());
    const texts = [
      '',
      ' \n\t\u3000',
      '\u0000\u0001\u0008',
      '\ud800',
      '\udc00 volume \ud800',
      '\u202e12',
      'a'.repeat(1e6),
    ];
    const vectors = await embedder.embed(texts, 'passage');
    const norms = texts.map((_, i) =>
      Math.hypot(...vectors.subarray(i * embedder.dims, (i + 1) * embedder.dims)).toFixed(4),
    );
    expect(norms).toEqual([...['0.0000', '0.0000', '0.0000', '0.0000'], ...['1.0000', '1.0000', '1.0000']]);
  });

  it('are cut in bounded time, with and without spaces', async () => {
    const embedder = await open(await writeTiny());
    const megabytes = [
      'x'.repeat(1e6),
      'volume 12 '.repeat(1e5),
      '漫'.repeat(1e6),
      '\n'.repeat(1e6),
      '\ud800'.repeat(1e6),
    ];
    await embedder.embed(megabytes, 'query');
    expect(embedder.stats()).toEqual({ texts: 5, truncated: 4, empty: 2 });
  });

  it('are found behind a megabyte of nothing', async () => {
    const embedder = await open(await writeTiny());
    const [behind, plain] = [`${'\n'.repeat(1e6)}volume 12`, 'volume 12'];
    expect(await embedder.embed([behind], 'passage')).toEqual(await embedder.embed([plain], 'passage'));
  });
});
