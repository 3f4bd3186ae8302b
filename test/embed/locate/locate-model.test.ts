import { existsSync } from 'node:fs';
import { mkdir, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SILENT } from '../../../src/core/progress.js';
import { bundledModelsDir, locateModel } from '../../../src/embed/locate/locate-model.js';

const options = async (model: string) => {
  const root = await mkdtemp(join(tmpdir(), 'locate-'));
  return {
    key: 'embedder.model',
    model,
    root,
    modelsDir: '/models',
    cacheDir: join(root, 'cache'),
    quantized: true,
    offline: true,
    progress: SILENT,
  };
};

describe('locateModel', () => {
  it('knows where the bundled model lies', async () => {
    expect(existsSync(join(bundledModelsDir(), 'bundled', 'config.json'))).toBe(true);
    expect(await locateModel(await options('bundled'))).toBe(join('/models', 'bundled'));
  });

  it('resolves a folder against the config file', async () => {
    const given = await options('mine/e5');
    await mkdir(join(given.root, 'mine/e5'), { recursive: true });
    expect(await locateModel(given)).toBe(join(given.root, 'mine/e5'));
  });

  it.each(['./nowhere', '/nowhere', 'a/b/c', 'owner/..x', 'no such model'])(
    'says that there is no folder %s',
    async (model) => {
      await expect(locateModel(await options(model))).rejects.toMatchObject({
        where: expect.stringContaining('embedder.model'),
      });
    },
  );

  it.each(['bundeld', 'Bundled', 'bundle'])('asks no hub for %s', async (model) => {
    await expect(locateModel(await options(model))).rejects.toThrow('did you mean "bundled"?');
    const reranker = { ...(await options(model)), key: 'reranker.model' };
    await expect(locateModel(reranker)).rejects.not.toThrow('bundled"?');
  });

  it('takes anything else for a hub name', async () => {
    await expect(locateModel(await options('Xenova/multilingual-e5-small'))).rejects.toThrow('not in the cache');
  });
});
