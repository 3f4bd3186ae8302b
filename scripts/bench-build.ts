/**
 * How long a build takes and how much memory it needs: `npm run bench:build`.
 *
 * Builds datasets of 1,000, 5,000, 10,000 and 20,000 examples from a catalog of 100,000 passages that this script makes
 * up, and 10,000 from the real lnrelease catalog where ../shared/data is there. Each build runs in a process of its own
 * and ends with a dataset folder on the disk. The last line is one JSON object.
 *
 * Options: `--passages 100000 --examples 1000,5000,10000,20000 --store FOLDER` (kept and used again).
 */
import { fork } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { hasRealData, lnreleaseCatalog, REAL_DATA } from '../test/fixtures/real-sources.js';
import { writeCatalog } from './bench-build/catalog.js';
import type { BuildResult, BuildStep } from './bench-build/step.js';
import type { Step } from './bench-refresh/step.js';

const { values } = parseArgs({
  options: {
    passages: { type: 'string', default: '100000' },
    examples: { type: 'string', default: '1000,5000,10000,20000' },
    store: { type: 'string' },
  },
});
const AS_OF = '2026-09-01T00:00:00.000Z';
const SOURCE = {
  id: 'catalog',
  kind: 'catalog',
  path: 'catalog.jsonl',
  lang: 'mixed',
  boilerplate: false,
  fields: {
    id: 'sku',
    title: 'title',
    text: 'synopsis',
    updatedAt: 'updated_at',
    group: 'series',
    facts: {
      title_ja: { type: 'text', label: '書名' },
      author: { type: 'text', label: { en: 'Author', ja: '著者' } },
      pages: { type: 'number', unit: 'pages', label: { en: 'Pages', ja: 'ページ数' } },
      price_jpy: { type: 'money', currency: 'JPY', label: { en: 'Price', ja: '価格' } },
      release_date: { type: 'date', label: { en: 'Release date', ja: '発売日' } },
    },
  },
};

const work = values.store ?? mkdtempSync(join(tmpdir(), 'raft-corpus-bench-'));
try {
  const result = { bench: 'build', synthetic: await measureSynthetic(), lnrelease: await measureReal() };
  console.log(
    JSON.stringify(result, (_, value) => (typeof value === 'number' ? Math.round(value * 100) / 100 : value)),
  );
} finally {
  if (values.store === undefined) rmSync(work, { recursive: true, force: true });
}

async function measureSynthetic(): Promise<readonly BuildResult[]> {
  const root = join(work, 'synthetic');
  const store = join(root, 'store');
  if (!existsSync(store)) {
    mkdirSync(root, { recursive: true });
    await writeCatalog(join(root, 'catalog.jsonl'), Number(values.passages));
    await refresh({ root, sources: [SOURCE], store });
  }
  const results: BuildResult[] = [];
  for (const examples of values.examples.split(',').map(Number)) {
    results.push(await measure(`${values.passages} passages`, { store, examples }));
  }
  return results;
}

async function measureReal(): Promise<BuildResult | null> {
  if (!hasRealData) return null;
  const root = join(work, 'lnrelease');
  const store = join(root, 'store');
  if (!existsSync(store)) {
    mkdirSync(root, { recursive: true });
    const source = {
      ...lnreleaseCatalog,
      path: String(lnreleaseCatalog.path).replace('{snapshot}', '2026-08-22'),
    };
    await refresh({ root: REAL_DATA, sources: [source], store });
  }
  return measure('lnrelease', { store, examples: 10_000 });
}

async function measure(label: string, step: Pick<BuildStep, 'store' | 'examples'>): Promise<BuildResult> {
  const out = join(work, 'out');
  const result = await inProcess<BuildStep, BuildResult>('./bench-build/step.ts', { ...step, asOf: AS_OF, out });
  rmSync(out, { recursive: true, force: true });
  const { seconds, cpu_seconds, rows, peak_rss_mb, prepared_rss_mb, stages } = result;
  console.log(
    `${label}, ${step.examples} examples: ${rows} rows in ${seconds.toFixed(1)} s (${cpu_seconds.toFixed(1)} s of CPU), ` +
      `${(rows / seconds).toFixed(0)} rows/s, ${peak_rss_mb.toFixed(0)} MB (${prepared_rss_mb.toFixed(0)} before the first row)`,
  );
  for (const [stage, spent] of Object.entries(stages))
    console.log(`  ${stage.padEnd(20)} ${spent.toFixed(2).padStart(7)} s`);
  return result;
}

async function refresh(step: Pick<Step, 'root' | 'sources' | 'store'>): Promise<void> {
  const scratch = join(work, 'scratch');
  await inProcess<Step, unknown>('./bench-refresh/step.ts', { ...step, scratch, asOf: '2026-08-30T00:00:00.000Z' });
}

function inProcess<Asked extends object, Result>(script: string, step: Asked): Promise<Result> {
  return new Promise((resolve, reject) => {
    const child = fork(fileURLToPath(new URL(script, import.meta.url)));
    let result: Result | null = null;
    child.once('message', (message) => {
      result = message as Result;
    });
    child.once('exit', (code) => {
      if (result === null) reject(new Error(`${script} ended with ${code}`));
      else resolve(result);
    });
    child.send(step);
  });
}
