/** What `mine` does once it knows its corpus and queries: preview or mine, write, report, judge by the gate. */
import { resolve } from 'node:path';
import { createRandom } from '../../core/random.js';
import type { Embedder } from '../../embed/embedder.js';
import { corpusOfTexts, type MiningCorpus } from '../../negatives/corpus.js';
import { streamHardNegatives } from '../../negatives/mine.js';
import type { MiningOptions } from '../../negatives/options.js';
import { MiningReportBuilder } from '../../negatives/report.js';
import { resolveOptions } from '../../negatives/resolve-options.js';
import type { MinedRow, MiningQuery, MiningSummary } from '../../negatives/types.js';
import { buildLexicalIndex } from '../../search/lexical/lexical-index.js';
import type { Outcome, Run } from '../command.js';
import { choice, decimal } from '../options.js';
import { renderMining } from '../render/mine.js';
import type { CollectionOptions } from './collection.js';
import { checkOutput, type MiningOutput, OUTPUT_FORMATS, openMiningOutput } from './output.js';
import { type MiningFlags, miningSettings } from './settings.js';
import { type MiningVerdict, VerdictBuilder } from './verdict.js';

export interface MineOptions extends CollectionOptions, MiningFlags {
  readonly suite?: string;
  readonly out: string;
  readonly format: string;
  readonly maxShortage: string;
  readonly rerank?: boolean;
  readonly dryRun?: boolean;
}

/** Everything that is read and checked before the work starts, so that a wrong option costs nothing. */
export function readMineOptions(options: MineOptions) {
  const settings = miningSettings(options);
  const lexical = buildLexicalIndex([]);
  resolveOptions({ ...settings, lexical, queries: [], corpus: NO_CORPUS, seed: 0 });
  const format = choice('--format', options.format, OUTPUT_FORMATS);
  checkOutput(options.out, format);
  return {
    settings,
    format,
    maxShortage: decimal('--max-shortage', options.maxShortage),
  };
}

/** Contradictions among options do not depend on what is mined. */
const NO_CORPUS = corpusOfTexts({ texts: [], vectors: new Float32Array(), dims: 1 });

export interface MineSubject {
  readonly corpus: MiningCorpus;
  readonly queries: readonly MiningQuery[];
  readonly queryVectors?: Float32Array;
  readonly embedder?: Embedder;
  readonly rerank?: MiningOptions['rerank'];
  /** Tag of the refresh, or the name of the collection. */
  readonly name: string;
  readonly tag: string | null;
}

/** A dry run of more queries than this mines so many of them, drawn by seed. */
const PREVIEW_QUERIES = 500;
/** Shortages that a JSON summary names. */
const LISTED = 100;

export async function runMining(run: Run<MineOptions>, subject: MineSubject): Promise<Outcome> {
  const { options, io } = run;
  const { settings, maxShortage, format } = readMineOptions(options);
  const seed = options.seed ?? '0';
  const asked = options.dryRun ? preview(subject, seed) : subject;
  const path = options.dryRun ? null : options.out;
  const open = async () => (path === null ? null : openMiningOutput(resolve(io.cwd, path), format, subject.corpus));
  const mining: MiningOptions = {
    ...settings,
    queries: asked.queries,
    corpus: subject.corpus,
    ...(asked.queryVectors ? { queryVectors: asked.queryVectors } : {}),
    ...(subject.embedder ? { embedder: subject.embedder } : {}),
    ...(subject.rerank ? { rerank: subject.rerank } : {}),
    ...(settings.quotas?.lexical
      ? { lexical: buildLexicalIndex(subject.corpus.passages.map(({ text }) => text)) }
      : {}),
    seed,
    progress: run.progress,
  };
  const { summary, report, short, written, verdict } = await collect(mining, open);
  const failed = summary.shortages > maxShortage * asked.queries.length;
  const { rerank: _, lexical: __, quotas, ...plain } = settings as MiningOptions;
  const described = { tag: subject.tag, corpus: subject.name, path, format, rows_written: written };
  return {
    json: {
      mine: {
        ...described,
        queries: asked.queries.length,
        of_queries: subject.queries.length,
        passages: subject.corpus.passages.length,
        settings: { ...plain, quotas, seed, maxShortage },
        ...summary,
        report,
        hardness: verdict,
        short_queries: short
          .slice(0, LISTED)
          .map(({ query_id, wanted, found, dropped }) => ({ query_id, wanted, found, dropped })),
        failed,
      },
    },
    text: renderMining(
      { summary, report, verdict, short, passageOf: (id) => subject.corpus.passages[subject.corpus.rowOf(id) ?? -1] },
      {
        path,
        name: subject.name,
        maxShortage,
        failed,
        written,
        previewOf: asked.queries.length < subject.queries.length ? subject.queries.length : null,
      },
    ),
    ...nextStep(options, subject.tag),
    failed,
  };
}

function nextStep({ dryRun, out }: MineOptions, tag: string | null): { readonly next?: string } {
  if (dryRun) return { next: 'the same without --dry-run' };
  if (tag !== null) return { next: 'raft-corpus build   (a RAFT dataset with distractors mined like these)' };
  return out.endsWith('.parquet') ? {} : { next: `less ${out}` };
}

interface Collected {
  readonly summary: MiningSummary;
  readonly report: ReturnType<MiningReportBuilder['build']>;
  readonly verdict: MiningVerdict;
  readonly short: readonly MinedRow[];
  readonly written: number;
}

/** The output is opened when there is something to write: bad input leaves nothing behind. */
async function collect(options: MiningOptions, open: () => Promise<MiningOutput | null>): Promise<Collected> {
  const builder = new MiningReportBuilder();
  const verdict = new VerdictBuilder(options.corpus, minersOf(options), options.seed);
  const short: MinedRow[] = [];
  const mining = streamHardNegatives(options);
  let output: MiningOutput | null | undefined;
  try {
    for (;;) {
      const { done, value } = await mining.next();
      output ??= await open();
      if (done) {
        const written = (await output?.close()) ?? 0;
        return { summary: value, report: builder.build(), verdict: await verdict.build(), short, written };
      }
      for (const row of value) {
        builder.add(row);
        verdict.add(row);
        if (row.found < row.wanted) short.push(row);
        await output?.write(row);
      }
    }
  } catch (error) {
    await output?.discard();
    throw error;
  } finally {
    await options.rerank?.reranker.close();
  }
}

/** Who chooses: words alone judge, so only BM25 and a name for the rest matter. */
function minersOf({ embedder, quotas }: MiningOptions): readonly string[] {
  const name = `embedder:${embedder?.fingerprint ?? 'given'}`;
  return (quotas?.lexical ?? 0) > 0 ? [name, 'bm25'] : [name];
}

function preview(subject: MineSubject, seed: string): Pick<MineSubject, 'queries' | 'queryVectors'> {
  const { queries, queryVectors, corpus } = subject;
  if (queries.length <= PREVIEW_QUERIES) return subject;
  const drawn = createRandom(`${seed}/preview`)
    .shuffle(queries.map((_, i) => i))
    .slice(0, PREVIEW_QUERIES)
    .sort((a, b) => a - b);
  const picked = drawn.flatMap((i) => queries[i] ?? []);
  if (!queryVectors) return { queries: picked };
  const vectors = new Float32Array(drawn.length * corpus.dims);
  for (const [to, from] of drawn.entries()) {
    vectors.set(queryVectors.subarray(from * corpus.dims, (from + 1) * corpus.dims), to * corpus.dims);
  }
  return { queries: picked, queryVectors: vectors };
}
