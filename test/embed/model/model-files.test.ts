import { mkdtemp, readFile, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { readModelFiles } from '../../../src/embed/model/model-files.js';
import { writeTinyModel } from '../tiny-model.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'model-'));
  await writeTinyModel(folder);
});

describe('readModelFiles', () => {
  it('digests every file that decides a vector', async () => {
    const before = await readModelFiles(folder, true);
    expect(before.digests).toHaveLength(4);
    const path = join(folder, 'tokenizer_config.json');
    await writeFile(path, (await readFile(path, 'utf8')).replace('16', '17'));
    const after = await readModelFiles(folder, true);
    expect(after.digests.filter((digest) => !before.digests.includes(digest))).toHaveLength(1);
  });

  it.each(['config.json', 'tokenizer.json', 'tokenizer_config.json', 'onnx/model_quantized.onnx'])(
    'names a missing %s',
    async (name) => {
      await rm(join(folder, name));
      await expect(readModelFiles(folder, true)).rejects.toMatchObject({
        name: 'RaftCorpusError',
        where: join(folder, name),
      });
    },
  );

  it('names a file that is cut off or empty', async () => {
    await truncate(join(folder, 'tokenizer.json'), 100);
    await expect(readModelFiles(folder, true)).rejects.toMatchObject({ where: join(folder, 'tokenizer.json') });
    await writeTinyModel(folder);
    await truncate(join(folder, 'onnx/model_quantized.onnx'), 0);
    await expect(readModelFiles(folder, true)).rejects.toThrow('empty');
  });

  it('says so when only the other weights are there', async () => {
    await rename(join(folder, 'onnx/model_quantized.onnx'), join(folder, 'onnx/model.onnx'));
    await expect(readModelFiles(folder, true)).rejects.toMatchObject({
      fix: expect.stringContaining('quantized to false'),
    });
    await expect(readModelFiles(folder, false)).resolves.toMatchObject({ folder });
  });
});
