/**
 * How long a refresh takes and how much memory it needs: `npx tsx scripts/bench-refresh.ts`.
 *
 * Ingests 10,000 and 100,000 documents (real products, books and policy pages of ../shared/data, repeated with
 * distinct ids), repeats the refresh, changes one document in a hundred, and bumps every timestamp; then ingests
 * the 19,406 real products alone. Each refresh runs in a process of its own. The last line is one JSON object.
 *
 * Option: `--documents 10000,100000`.
 */
import { fork } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { chorusProducts, hasRealData, REAL_DATA } from '../test/fixtures/real-sources.js';
import { readMaterial, type Variant, writeCorpus } from './bench-refresh/corpus.js';
import type { Step, StepResult } from './bench-refresh/step.js';

const { values } = parseArgs({ options: { documents: { type: 'string', default: '10000,100000' } } });

const FACTS = { supplier: 'text', name: 'text', ean: 'list', price: 'number', date_released: 'date' };
const SOURCES = [
  {
    id: 'products',
    kind: 'catalog',
    path: 'products.jsonl',
    lang: 'en',
    fields: { id: 'id', title: 'title', text: 'short_description', updatedAt: 'updated_at', facts: FACTS },
  },
  {
    id: 'books',
    kind: 'catalog',
    path: 'books.jsonl',
    lang: 'en',
    fields: {
      id: 'id',
      title: 'name',
      url: 'link',
      group: 'serieskey',
      updatedAt: 'updated_at',
      facts: { publisher: 'text', volume: 'text', format: 'text', isbn: 'text', date: 'date' },
    },
  },
  {
    id: 'policies',
    kind: 'policy',
    path: 'policies/**/*.md',
    timestamps: ['sidecar:timestamps.json'],
    boilerplate: false,
    authority: 10,
  },
];

if (!hasRealData) {
  console.error(`There is no real data at ${REAL_DATA}: nothing to measure.`);
  process.exit(2);
}
const work = mkdtempSync(join(tmpdir(), 'raft-corpus-bench-'));
try {
  const sizes = [];
  for (const total of values.documents.split(',').map(Number)) sizes.push(await measureSize(total));
  const result = { bench: 'refresh', sizes, ...ratios(sizes), chorus: await measureChorus() };
  console.log(
    JSON.stringify(result, (_, value) => (typeof value === 'number' ? Math.round(value * 1000) / 1000 : value)),
  );
} finally {
  if (existsSync(work)) rmSync(work, { recursive: true, force: true });
}

interface SizeResult {
  readonly total: number;
  readonly ingest: StepResult;
  readonly no_op: StepResult;
  readonly changed: StepResult;
  readonly bumped: StepResult;
}

async function measureSize(total: number): Promise<SizeResult> {
  const material = await readMaterial(REAL_DATA);
  const folder = join(work, String(total));
  const root = join(folder, 'sources');
  const at = async (variant: Variant, asOf: string, label: string): Promise<StepResult> => {
    await writeCorpus(material, { folder: root, total, variant });
    return measure(`${total} ${label}`, { root, sources: SOURCES, store: join(folder, 'store'), asOf });
  };
  const ingest = await at('plain', '2026-01-02T00:00:00.000Z', 'ingest');
  const no_op = await at('plain', '2026-01-03T00:00:00.000Z', 'no-op');
  const changed = await at('changed', '2026-02-02T00:00:00.000Z', '1 % changed');
  const bumped = await at('bumped', '2026-02-03T00:00:00.000Z', 'timestamps bumped, 1 % changed back');
  rmSync(folder, { recursive: true, force: true });
  return { total, ingest, no_op, changed, bumped };
}

async function measureChorus(): Promise<{ readonly ingest: StepResult; readonly no_op: StepResult }> {
  const common = { root: REAL_DATA, sources: [chorusProducts], store: join(work, 'chorus') };
  return {
    ingest: await measure('chorus ingest', { ...common, asOf: '2026-01-02T00:00:00.000Z' }),
    no_op: await measure('chorus no-op', { ...common, asOf: '2026-01-03T00:00:00.000Z' }),
  };
}

function measure(label: string, step: Omit<Step, 'scratch'>): Promise<StepResult> {
  return new Promise((resolve, reject) => {
    const child = fork(fileURLToPath(new URL('./bench-refresh/step.ts', import.meta.url)));
    let result: StepResult | null = null;
    child.once('message', (message) => {
      result = message as StepResult;
    });
    child.once('exit', (code) => {
      if (result === null) return reject(new Error(`${label}: the refresh ended with ${code}`));
      const { seconds, cpu_seconds, peak_rss_mb, passages, embedded, newly_stale } = result;
      const told = `${seconds.toFixed(2)} s (${cpu_seconds.toFixed(2)} s of CPU), ${peak_rss_mb.toFixed(0)} MB, ${passages} passages`;
      console.log(`${label}: ${told}, ${embedded} embedded, ${newly_stale} flagged`);
      resolve(result);
    });
    child.send({ ...step, scratch: join(work, 'scratch') } satisfies Step);
  });
}

/** How much longer the last size takes than the first. */
function ratios(sizes: readonly SizeResult[]): Record<string, number> {
  const [first, last] = [sizes[0], sizes.at(-1)];
  if (!first || !last || first === last) return {};
  const steps = ['ingest', 'no_op', 'changed', 'bumped'] as const;
  return Object.fromEntries(
    steps.flatMap((step) => [
      [`${step}_ratio`, last[step].seconds / first[step].seconds],
      [`${step}_cpu_ratio`, last[step].cpu_seconds / first[step].cpu_seconds],
    ]),
  );
}
