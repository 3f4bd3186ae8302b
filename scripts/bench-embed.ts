/**
 * The embedder beside pipeline('feature-extraction') of the same library on the same model: passages per second and
 * agreement, on the bundled model and on one of MiniLM-L6's shape with random weights (written to a temporary folder);
 * then quality on held-out sets. The last line is one JSON object.
 *
 *     npm run bench:embed -- [--model FOLDER] [--scale 1] [--rounds 3] [--no-minilm] [--no-quality]
 */
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import {
  compareSpeed,
  openContest,
  type SpeedRow,
  sameBatchDifference,
  speedMarkdown,
  timed,
} from './bench-embed/speed.js';
import { jaquad, products } from './embedder/data.js';
import { exactTerms, qualityMarkdown, qualityTable } from './embedder/quality.js';
import { MINILM_L6 } from './random-model/encoder.js';
import { writeRandomModel } from './random-model/write.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const { values } = parseArgs({
  options: {
    model: { type: 'string', default: join(root, 'models/bundled') },
    data: { type: 'string', default: join(root, '../shared/data') },
    rounds: { type: 'string', default: '3' },
    scale: { type: 'string', default: '1' },
    'no-minilm': { type: 'boolean', default: false },
    'no-quality': { type: 'boolean', default: false },
  },
});
if (!existsSync(values.data)) {
  console.log(`no data at ${values.data}: nothing to measure with`);
  process.exit(0);
}
const allProducts = products(values.data);
const paragraphs = jaquad(values.data, 'dev').map((paragraph) => paragraph.context);

/** Speed on one model; `size` is the number of long texts. */
async function speedOf(folder: string, quantized: boolean, size: number): Promise<SpeedRow[]> {
  const contest = await openContest(folder, quantized);
  const { embedder } = contest;
  // The pipeline cuts off the closing token with the rest; only texts that fit can agree. Two places are for special tokens.
  const fits = (text: string): boolean => embedder.countTokens(text) + 2 <= embedder.maxTokens;
  const texts = (all: readonly string[], count: number): string[] =>
    all
      .slice(0, 4 * count)
      .filter(fits)
      .slice(0, count);
  const n = Math.round(size * Number(values.scale));
  const sets = [
    { label: 'Wikipedia passages (ja)', texts: texts(paragraphs, n) },
    {
      label: 'products, title and body (en)',
      texts: texts(
        allProducts.map((p) => `${p.title}\n${p.body}`),
        2 * n,
      ),
    },
    {
      label: 'product titles (en)',
      texts: texts(
        allProducts.map((p) => p.title),
        4 * n,
      ),
    },
  ];
  const rows: SpeedRow[] = [];
  for (const set of sets) rows.push(await compareSpeed(contest, set, Number(values.rounds)));
  console.log(`\n${speedMarkdown(rows)}`);
  const same = await sameBatchDifference(contest, paragraphs.slice(0, 40));
  console.log(`the same batch on both sides: largest difference ${same.toExponential(1)}`);
  await embedder.close();
  return rows;
}

const smallest = (rows: readonly SpeedRow[], of: (row: SpeedRow) => number): number =>
  Number(Math.min(...rows.map(of)).toFixed(2));
const summary = (rows: readonly SpeedRow[]) => ({
  ratio: smallest(rows, (row) => row.ratio),
  ratio_to_best_batch: smallest(rows, (row) => row.ratioBest),
  max_difference: Math.max(...rows.map((row) => row.difference)),
  rows: rows.map((row) => ({
    texts: row.label,
    per_second: Math.round(row.ours),
    ratio: Number(row.ratio.toFixed(2)),
  })),
});

const folder = resolve(values.model);
console.log('## bundled model');
const bundled = await speedOf(folder, true, 160);
const bulkOf = await openContest(folder, true);
const many = Array.from({ length: 100_000 }, (_, i) => `${allProducts[i % allProducts.length]?.title} ${i}`);
const bulk = await timed(() => bulkOf.embedder.embed(many, 'passage'));
console.log(
  `100,000 short passages: ${bulk.seconds.toFixed(1)} s, ${(many.length / bulk.seconds).toFixed(0)} passages/s, resident ${(process.memoryUsage().rss / 1e6).toFixed(0)} MB`,
);

const minilm: Record<string, ReturnType<typeof summary>> = {};
if (!values['no-minilm']) {
  const random = await mkdtemp(join(tmpdir(), 'minilm-'));
  const words = [...allProducts.map((p) => `${p.title} ${p.body}`), ...paragraphs];
  await writeRandomModel({ folder: random, shape: MINILM_L6, texts: words });
  for (const quantized of [false, true]) {
    console.log(`\n## MiniLM-L6's shape, random weights, ${quantized ? 'quantised' : 'float32'}`);
    minilm[quantized ? 'quantized' : 'full'] = summary(await speedOf(random, quantized, 48));
  }
  await rm(random, { recursive: true });
}

const quality: Record<string, number> = {};
if (!values['no-quality']) {
  const read = (name: string): object => JSON.parse(readFileSync(join(folder, name), 'utf8')) as object;
  const terms = exactTerms(read('tokenizer.json'), read('tokenizer_config.json'));
  const rows = await qualityTable(values.data, bulkOf.embedder, terms);
  console.log(`\n${qualityMarkdown(rows)}\n`);
  for (const row of rows) quality[row.set.split(':')[0] ?? row.set] = Number(row.model.toFixed(4));
}
console.log(
  JSON.stringify({
    bench: 'embed',
    ...summary(bundled),
    bulk_per_second: Math.round(many.length / bulk.seconds),
    minilm_l6: minilm,
    quality,
  }),
);
