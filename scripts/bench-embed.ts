/**
 * The embedder beside pipeline('feature-extraction') of the same library on the same model: passages per second,
 * largest difference, and quality on held-out sets. `npx tsx scripts/bench-embed.ts [--model FOLDER] [--no-quality]`;
 * the last line is one JSON object.
 */
import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { env, pipeline } from '@xenova/transformers';
import { openTransformersEmbedder } from '../src/embed/transformers.js';
import { jaquad, products } from './embedder/data.js';
import { exactTerms, qualityMarkdown, qualityTable } from './embedder/quality.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const { values } = parseArgs({
  options: {
    model: { type: 'string', default: join(root, 'models/bundled') },
    data: { type: 'string', default: join(root, '../shared/data') },
    rounds: { type: 'string', default: '3' },
    'no-quality': { type: 'boolean', default: false },
  },
});
const PIPELINE_BATCH = 32;
const TEXTS = 640;

if (!existsSync(values.data)) {
  console.log(`no data at ${values.data}: nothing to measure with`);
  process.exit(0);
}
const folder = resolve(values.model);
const embedder = await openTransformersEmbedder({ model: folder, root });
env.localModelPath = dirname(folder);
env.allowRemoteModels = false;
const extract = await pipeline('feature-extraction', basename(folder));

/** Their vectors: in batches of like length too, so that padding is not what is measured. */
async function viaPipeline(texts: readonly string[]): Promise<Float32Array> {
  const order = texts.map((_, i) => i).sort((a, b) => (texts[a]?.length ?? 0) - (texts[b]?.length ?? 0));
  const out = new Float32Array(texts.length * embedder.dims);
  for (let start = 0; start < order.length; start += PIPELINE_BATCH) {
    const batch = order.slice(start, start + PIPELINE_BATCH);
    const output = await extract(
      batch.map((i) => texts[i] ?? ''),
      { pooling: 'mean', normalize: true },
    );
    const vectors = output.data as Float32Array;
    batch.forEach((i, b) => {
      out.set(vectors.subarray(b * embedder.dims, (b + 1) * embedder.dims), i * embedder.dims);
    });
  }
  return out;
}

async function secondsOf<T>(work: () => Promise<T>): Promise<{ seconds: number; result: T }> {
  const started = performance.now();
  const result = await work();
  return { seconds: (performance.now() - started) / 1000, result };
}

const median = (numbers: readonly number[]): number =>
  [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;

/** Paired rounds, so that a busy machine slows both. */
async function compare(
  label: string,
  texts: readonly string[],
): Promise<{ ratio: number; difference: number; perSecond: number }> {
  const ours: number[] = [];
  const theirs: number[] = [];
  let difference = 0;
  await embedder.embed(texts.slice(0, 64), 'passage');
  await viaPipeline(texts.slice(0, 64));
  for (let round = 0; round < Number(values.rounds); round++) {
    const a = await secondsOf(() => embedder.embed(texts, 'passage'));
    const b = await secondsOf(() => viaPipeline(texts));
    ours.push(a.seconds);
    theirs.push(b.seconds);
    for (let i = 0; i < a.result.length; i++)
      difference = Math.max(difference, Math.abs((a.result[i] ?? 0) - (b.result[i] ?? 0)));
  }
  const ratio = median(theirs.map((seconds, i) => seconds / (ours[i] ?? 1)));
  const perSecond = texts.length / median(ours);
  const before = texts.length / median(theirs);
  console.log(
    `${label}: ${perSecond.toFixed(0)} passages/s, pipeline ${before.toFixed(0)}; ratio ${ratio.toFixed(1)}, max difference ${difference.toExponential(1)}`,
  );
  return { ratio, difference, perSecond };
}

const allTitles = products(values.data).map((product) => product.title);
const long = await compare(
  'Wikipedia passages (ja, ~350 characters)',
  jaquad(values.data, 'dev')
    .map((p) => p.context)
    .slice(0, TEXTS),
);
const short = await compare('product titles (en, ~60 characters)', allTitles.slice(0, TEXTS * 4));
const many = Array.from({ length: 100_000 }, (_, i) => `${allTitles[i % allTitles.length]} ${i}`);
const bulk = await secondsOf(() => embedder.embed(many, 'passage'));
console.log(
  `100,000 short passages: ${bulk.seconds.toFixed(1)} s, ${(many.length / bulk.seconds).toFixed(0)} passages/s, resident ${(process.memoryUsage().rss / 1e6).toFixed(0)} MB`,
);

const quality: Record<string, number> = {};
if (!values['no-quality']) {
  const read = (name: string): object => JSON.parse(readFileSync(join(folder, name), 'utf8')) as object;
  const rows = await qualityTable(
    values.data,
    embedder,
    exactTerms(read('tokenizer.json'), read('tokenizer_config.json')),
  );
  console.log(`\n${qualityMarkdown(rows)}\n`);
  for (const row of rows) quality[row.set.split(':')[0] ?? row.set] = Number(row.model.toFixed(4));
}
console.log(
  JSON.stringify({
    bench: 'embed',
    ratio: Number(Math.min(long.ratio, short.ratio).toFixed(2)),
    ratio_long: Number(long.ratio.toFixed(2)),
    ratio_short: Number(short.ratio.toFixed(2)),
    max_difference: Math.max(long.difference, short.difference),
    passages_per_second_long: Math.round(long.perSecond),
    passages_per_second_short: Math.round(many.length / bulk.seconds),
    quality,
  }),
);
