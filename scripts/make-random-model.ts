/**
 * Writes a model of all-MiniLM-L6-v2's shape with random weights, to measure speed with where no hub can be reached.
 *
 *     npx tsx scripts/make-random-model.ts [--out FOLDER] [--cross-encoder] [--tiny] [--data ../shared/data]
 */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { jaquad, products } from './embedder/data.js';
import { MINILM_L6, TINY } from './random-model/encoder.js';
import { writeRandomModel } from './random-model/write.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const { values } = parseArgs({
  options: {
    out: { type: 'string', default: 'out/random-model' },
    data: { type: 'string', default: join(root, '../shared/data') },
    'cross-encoder': { type: 'boolean', default: false },
    tiny: { type: 'boolean', default: false },
  },
});

if (!existsSync(values.data)) {
  console.log(`no data at ${values.data}: nothing to take words from`);
  process.exit(0);
}
const folder = resolve(values.out);
const shape = values.tiny ? TINY : MINILM_L6;
await writeRandomModel({
  folder,
  shape: values['cross-encoder'] ? { ...shape, labels: 1 } : shape,
  texts: [
    ...products(values.data).map(({ title, body }) => `${title} ${body}`),
    ...jaquad(values.data, 'train').map(({ context }) => context),
  ],
});
console.log(folder);
