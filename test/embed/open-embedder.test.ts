import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { SILENT } from '../../src/core/progress.js';
import { embedderSchema } from '../../src/embed/config.js';
import { openEmbedder } from '../../src/embed/open-embedder.js';
import { DIMS, writeTinyModel } from './tiny-model.js';

it('opens what the configuration names, relative to its folder', async () => {
  const root = await mkdtemp(join(tmpdir(), 'open-'));
  await writeTinyModel(join(root, 'mine'));
  const embedder = await openEmbedder(embedderSchema.parse({ model: 'mine', queryPrefix: 'blue ' }), {
    root,
    progress: SILENT,
  });
  expect(embedder).toMatchObject({ model: 'mine', dims: DIMS, maxTokens: 16 });
});

it('opens the bundled model by default, from the folder it is told', async () => {
  const root = await mkdtemp(join(tmpdir(), 'open-'));
  await expect(
    openEmbedder(embedderSchema.parse({}), { root, modelsDir: root, progress: SILENT }),
  ).rejects.toMatchObject({ where: join(root, 'bundled', 'config.json') });
  expect((await openEmbedder(embedderSchema.parse({}), { root, progress: SILENT })).model).toBe('bundled');
});
