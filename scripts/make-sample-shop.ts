/**
 * Writes the generated half of the sample shop: `series.jsonl` and `products.jsonl` of both snapshots, from the
 * hand-written master in `scripts/sample-shop/`. Running it again gives the same bytes.
 *
 *     npx tsx scripts/make-sample-shop.ts [FOLDER]     (default: corpora/mangaassist)
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readMaster } from './sample-shop/master.js';
import { type Row, recordsOf, SNAPSHOTS } from './sample-shop/records.js';

const here = fileURLToPath(new URL('.', import.meta.url));

/** File name (below the shop's folder) → content, for every generated file. */
export function generatedFiles(): ReadonlyMap<string, string> {
  const master = readMaster(join(here, 'sample-shop'));
  const files = new Map<string, string>();
  for (const snapshot of SNAPSHOTS) {
    const records = recordsOf(master, snapshot);
    files.set(`${snapshot}/series.jsonl`, toJsonl(records.series));
    files.set(`${snapshot}/products.jsonl`, toJsonl(records.products));
  }
  return files;
}

function toJsonl(rows: readonly Row[]): string {
  return rows.map((row) => `${JSON.stringify(row)}\n`).join('');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const folder = process.argv[2] ?? join(here, '..', 'corpora', 'mangaassist');
  for (const [name, content] of generatedFiles()) {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), content);
    console.log(`${name}: ${content.split('\n').length - 1} records`);
  }
}
