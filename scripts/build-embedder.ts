/**
 * Builds models/bundled from ../shared/data: `npx tsx scripts/build-embedder.ts [--out FOLDER] [--data FOLDER]`.
 * The same data and recipe give the same bytes.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { openTransformersEmbedder } from '../src/embed/transformers/open-transformers.js';
import { buildModel } from './embedder/build.js';
import { modelCard } from './embedder/model-card.js';
import { exactTerms, qualityTable } from './embedder/quality.js';
import { RECIPE } from './embedder/recipe.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const { values } = parseArgs({
  options: {
    out: { type: 'string', default: join(root, 'models/bundled') },
    data: { type: 'string', default: join(root, '../shared/data') },
    steps: { type: 'string', default: String(RECIPE.steps) },
  },
});
const started = Date.now();
const log = (message: string): void =>
  console.error(`${((Date.now() - started) / 1000).toFixed(0).padStart(4)} s  ${message}`);
const recipe = { ...RECIPE, steps: Number(values.steps) };
const write = (name: string, content: string | Uint8Array): void => {
  const path = join(values.out, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  log(`${path}: ${(Buffer.byteLength(content) / 1e6).toFixed(2)} MB`);
};

const model = buildModel(values.data, recipe, log);
for (const [name, content] of model) write(name, content);
const read = (name: string): object => JSON.parse(String(model.get(name))) as object;
const embedder = await openTransformersEmbedder({ model: resolve(values.out), root });
const rows = await qualityTable(
  values.data,
  embedder,
  exactTerms(read('tokenizer.json'), read('tokenizer_config.json')),
);
write('README.md', modelCard(recipe, rows));
