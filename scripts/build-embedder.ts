/**
 * Builds models/bundled from ../shared/data: `npx tsx scripts/build-embedder.ts [--out FOLDER] [--data FOLDER]`.
 * The same data and recipe give the same bytes.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { buildModel } from './embedder/build.js';
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
for (const [name, content] of buildModel(values.data, { ...RECIPE, steps: Number(values.steps) }, log)) {
  const path = join(values.out, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  log(`${path}: ${(Buffer.byteLength(content) / 1e6).toFixed(2)} MB`);
}
