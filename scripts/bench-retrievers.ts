/**
 * Lexical candidates beside textbook BM25, then dense, lexical and hybrid on every dev set and the sample shop:
 * `npm run bench:retrievers -- [--queries N] [--no-lancedb] [--model FOLDER]`; the last line is one JSON object.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { openTransformersEmbedder } from '../src/embed/transformers/open-transformers.js';
import { BM25_DEFAULTS } from '../src/search/lexical/bm25.js';
import { buildLexicalIndex } from '../src/search/lexical/lexical-index.js';
import { productRuns } from './bench-retrievers/product.js';
import { meanQuality, qualityOf, type Ranker, sampled } from './bench-retrievers/rankers.js';
import { judgedSets } from './bench-retrievers/sets.js';
import { shopTable } from './bench-retrievers/shop.js';
import { textbookBm25 } from './bench-retrievers/textbook-bm25.js';
import type { RetrievalSet } from './embedder/data.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const { values } = parseArgs({
  options: {
    data: { type: 'string', default: join(root, '../shared/data') },
    model: { type: 'string', default: join(root, 'models/bundled') },
    queries: { type: 'string', default: '100000' },
    'no-lancedb': { type: 'boolean', default: false },
  },
});
if (!existsSync(values.data)) {
  console.log(`no data at ${values.data}: nothing to measure with`);
  process.exit(0);
}
/** LanceDB is asked one question at a time. */
const LEXICAL_QUERIES = 600;

const line = (cells: readonly (string | number)[]): void => console.log(`| ${cells.join(' | ')} |`);
const round = (value: number, digits = 4): number => Number(value.toFixed(digits));

/** Quality and milliseconds a query of one ranker. */
async function timed(set: RetrievalSet, rank: Ranker): Promise<{ ndcg: number; ms: number }> {
  await rank(set.queries.slice(0, 3), 10);
  const started = performance.now();
  const runs = await rank(set.queries, 10);
  return { ndcg: meanQuality(qualityOf(set, runs)).ndcg, ms: (performance.now() - started) / set.queries.length };
}

async function lexicalTable(sets: readonly RetrievalSet[]): Promise<Record<string, Record<string, number>>> {
  const { LANCE_VARIANTS, openLance, orderKept } = await import('./bench-retrievers/lancedb-fts.js');
  const out: Record<string, Record<string, number>> = {};
  line(['lexical', ...sets.flatMap(({ name }) => [`${name}: nDCG@10`, 'of textbook', 'ms/query'])]);
  line(['---', ...sets.flatMap(() => ['---:', '---:', '---:'])]);
  const openers: [string, (set: RetrievalSet) => Promise<{ rank: Ranker; close?: () => void }>][] = [
    ['textbook BM25', async ({ passages }) => ({ rank: textbookBm25(passages) })],
    [
      'ours',
      async ({ passages }) => {
        const index = buildLexicalIndex(passages);
        return { rank: async (queries, k) => index.search(queries, { k }) };
      },
    ],
    ...Object.entries(LANCE_VARIANTS).map(([name, columns]): (typeof openers)[number] => [
      `LanceDB ${name}`,
      ({ passages }) => openLance(passages, columns),
    ]),
  ];
  for (const [name, open] of openers) {
    const cells: (string | number)[] = [];
    const row: Record<string, number> = {};
    for (const set of sets) {
      const { rank, close } = await open(set);
      const { ndcg, ms } = await timed(set, rank);
      close?.();
      row[set.name] = round(ndcg);
      cells.push(
        ndcg.toFixed(3),
        `${((100 * ndcg) / (out['textbook BM25']?.[set.name] ?? ndcg)).toFixed(1)} %`,
        ms.toFixed(2),
      );
    }
    out[name] = row;
    line([name, ...cells]);
  }
  const [first] = sets;
  const kept =
    first && (await orderKept(first.passages, first.queries.slice(0, 200), LANCE_VARIANTS['icu, stemmed'] ?? []));
  if (kept) {
    console.log(
      `\nLanceDB icu, same first ten: filtered as in an index of just those passages ${(100 * kept.filtered).toFixed(0)} %, half appended after indexing as when all was indexed ${(100 * kept.appended).toFixed(0)} %\n`,
    );
    out['LanceDB order kept'] = { filtered: round(kept.filtered), appended: round(kept.appended) };
  }
  return out;
}

const sets = judgedSets(values.data, Number(values.queries));
const lexical = values['no-lancedb']
  ? {}
  : await lexicalTable(sets.slice(0, 2).map(({ set }) => sampled(set, LEXICAL_QUERIES)));

const embedder = await openTransformersEmbedder({ model: values.model, root });
const table: Record<string, Record<string, number>> = {};
const below: string[] = [];
for (const { set, measure, halves } of sets) {
  for (const [half, part] of [['all', set] as const, ...Object.entries(halves)]) {
    const runs = await productRuns(part, embedder);
    const row: Record<string, number> = {};
    for (const [name, run] of Object.entries(runs)) {
      const { ndcg, recall } = meanQuality(qualityOf(part, run));
      row[name] = round(measure === 'nDCG@10' ? ndcg : recall);
    }
    if (Object.keys(table).length === 0) {
      line(['set', 'measure', 'queries', 'passages', ...Object.keys(row)]);
      line(['---', '---', '---:', '---:', ...Object.keys(row).map(() => '---:')]);
    }
    table[`${set.name}, ${half}`] = row;
    line([
      `${set.name}, ${half}`,
      measure,
      part.queries.length,
      part.passages.length,
      ...Object.values(row).map((v) => v.toFixed(3)),
    ]);
    if ((row['hybrid'] ?? 0) < Math.max(row['dense'] ?? 0, row['lexical'] ?? 0)) below.push(`${set.name}, ${half}`);
  }
}
await embedder.close();
const shop = await shopTable(join(root, 'evals/mangaassist/suite.yaml'));
for (const scope of ['', '-current']) {
  const of = (kind: string): number => shop[`${kind}${scope}`] ?? Number.NaN;
  if (of('hybrid') < Math.max(of('dense'), of('lexical'))) below.push(`sample shop${scope}`);
}
console.log(
  `\nsample shop, nDCG@10: ${Object.entries(shop)
    .map(([name, v]) => `${name} ${v.toFixed(3)}`)
    .join(', ')}`,
);
console.log(
  below.length === 0 ? 'hybrid is below a part nowhere\n' : `hybrid is below a part on: ${below.join('; ')}\n`,
);
console.log(
  JSON.stringify({
    bench: 'retrievers',
    model: embedder.fingerprint,
    bm25: BM25_DEFAULTS,
    lexical,
    table,
    shop,
    below,
  }),
);
