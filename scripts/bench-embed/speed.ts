/** An embedder beside pipeline('feature-extraction') of the same library on the same files: speed and agreement. */
import { basename, dirname } from 'node:path';
import { env, type FeatureExtractionPipeline, pipeline } from '@xenova/transformers';
import type { Embedder } from '../../src/embed/embedder.js';
import { openTransformersEmbedder } from '../../src/embed/transformers/open-transformers.js';

/** Texts of one kind, in the order of their file. */
export interface TextSet {
  readonly label: string;
  readonly texts: readonly string[];
}

/** One line of the table. */
export interface SpeedRow {
  readonly label: string;
  readonly texts: number;
  /** Texts a second, medians over the rounds; the pipeline in batches of 32, and in its best batches. */
  readonly ours: number;
  readonly pipeline: number;
  readonly pipelineBest: number;
  readonly bestBatch: number;
  /** Medians of the rounds' ratios. */
  readonly ratio: number;
  readonly ratioBest: number;
  /** Largest difference of any component, and smallest cosine. */
  readonly difference: number;
  readonly cosine: number;
}

/** What is compared. */
export interface Contest {
  readonly embedder: Embedder;
  readonly extract: FeatureExtractionPipeline;
}

/** Texts in one call of the pipeline; 32 is what its users do, 1 pads nothing. */
const BATCHES = [1, 8, 32] as const;
const USUAL = 32;

export async function openContest(folder: string, quantized: boolean): Promise<Contest> {
  const embedder = await openTransformersEmbedder({ model: folder, root: '/', quantized });
  env.localModelPath = dirname(folder);
  env.allowRemoteModels = false;
  return { embedder, extract: await pipeline('feature-extraction', basename(folder), { quantized }) };
}

/** Paired rounds, so that a busy machine slows both. Texts that the model would cut must have been left out before. */
export async function compareSpeed(contest: Contest, { label, texts }: TextSet, rounds: number): Promise<SpeedRow> {
  const { embedder } = contest;
  await embedder.embed(texts.slice(0, USUAL), 'passage');
  await viaPipeline(contest, texts.slice(0, USUAL), USUAL);
  const ours: number[] = [];
  const theirs = new Map<number, number[]>(BATCHES.map((batch) => [batch, []]));
  const agreement = { difference: 0, cosine: 1 };
  for (let round = 0; round < rounds; round++) {
    const a = await timed(() => embedder.embed(texts, 'passage'));
    ours.push(a.seconds);
    for (const batch of BATCHES) {
      const b = await timed(() => viaPipeline(contest, texts, batch));
      theirs.get(batch)?.push(b.seconds);
      if (batch === USUAL) Object.assign(agreement, agreementOf(a.result, b.result, embedder.dims));
    }
  }
  const secondsOf = (batch: number): readonly number[] => theirs.get(batch) ?? [];
  const bestBatch = [...BATCHES].sort((x, y) => median(secondsOf(x)) - median(secondsOf(y)))[0] ?? USUAL;
  const ratioTo = (batch: number): number => median(secondsOf(batch).map((seconds, i) => seconds / (ours[i] ?? 1)));
  return {
    label,
    texts: texts.length,
    ours: texts.length / median(ours),
    pipeline: texts.length / median(secondsOf(USUAL)),
    pipelineBest: texts.length / median(secondsOf(bestBatch)),
    bestBatch,
    ratio: ratioTo(USUAL),
    ratioBest: ratioTo(bestBatch),
    ...agreement,
  };
}

/** Their vectors, in batches of `size` texts as they come. */
async function viaPipeline({ embedder, extract }: Contest, texts: readonly string[], size: number) {
  const out = new Float32Array(texts.length * embedder.dims);
  for (let start = 0; start < texts.length; start += size) {
    const output = await extract(texts.slice(start, start + size), { pooling: 'mean', normalize: true });
    out.set(output.data as Float32Array, start * embedder.dims);
  }
  return out;
}

/** How far one batch of ours is from the same batch of theirs: what can be promised of dynamically quantised models. */
export async function sameBatchDifference(contest: Contest, texts: readonly string[]): Promise<number> {
  const size = 4;
  let difference = 0;
  for (let start = 0; start + size <= texts.length; start += size) {
    const batch = texts.slice(start, start + size).map((text) => text.slice(0, 60));
    const ours = await contest.embedder.embed(batch, 'passage');
    const theirs = await viaPipeline(contest, batch, size);
    difference = Math.max(difference, agreementOf(ours, theirs, contest.embedder.dims).difference);
  }
  return difference;
}

function agreementOf(a: Float32Array, b: Float32Array, dims: number): { difference: number; cosine: number } {
  let [difference, cosine] = [0, 1];
  for (let start = 0; start < a.length; start += dims) {
    let dot = 0;
    for (let i = start; i < start + dims; i++) {
      const [x, y] = [a[i] ?? 0, b[i] ?? 0];
      dot += x * y;
      difference = Math.max(difference, Math.abs(x - y));
    }
    cosine = Math.min(cosine, dot);
  }
  return { difference, cosine };
}

export async function timed<T>(work: () => Promise<T>): Promise<{ seconds: number; result: T }> {
  const started = performance.now();
  const result = await work();
  return { seconds: (performance.now() - started) / 1000, result };
}

/** The middle value; the upper one of two. */
export function median(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
}

/** The table in Markdown. */
export function speedMarkdown(rows: readonly SpeedRow[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [
    line([
      'texts',
      'ours, a second',
      '`pipeline()`, batches of 32',
      'its best batches',
      'ratio',
      'ratio to its best',
      'largest difference',
      'smallest cosine',
    ]),
    line(['---', '---:', '---:', '---:', '---:', '---:', '---:', '---:']),
    ...rows.map((row) =>
      line([
        `${row.label} (${row.texts})`,
        row.ours.toFixed(0),
        row.pipeline.toFixed(0),
        `${row.pipelineBest.toFixed(0)} (of ${row.bestBatch})`,
        `${row.ratio.toFixed(1)} ×`,
        `${row.ratioBest.toFixed(1)} ×`,
        row.difference.toExponential(1),
        row.cosine.toFixed(5),
      ]),
    ),
  ].join('\n');
}
