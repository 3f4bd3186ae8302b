/** One build in a process of its own, so that its peak memory is its own: sends one result. */
import { SILENT } from '../../src/core/progress.js';
import { loadView } from '../../src/corpus/view.js';
import { embedderSchema } from '../../src/embed/config.js';
import { openEmbedder } from '../../src/embed/open-embedder.js';
import { corpusOfView } from '../../src/negatives/corpus.js';
import { buildRaft } from '../../src/raft/build.js';
import { writeDataset } from '../../src/raft/write-dataset.js';
import { openStore } from '../../src/store/store.js';
import { indexView } from '../../src/verify/view-index.js';

/** What the parent asks for. */
export interface BuildStep {
  readonly store: string;
  readonly asOf: string;
  readonly out: string;
  readonly examples: number;
  readonly types?: Readonly<Record<string, number>>;
  readonly languages?: Readonly<Record<string, number>>;
}

/** Seconds of the build alone, from a store to a dataset folder; starting Node and opening the model come before. */
export interface BuildResult {
  readonly passages: number;
  readonly rows: number;
  readonly seconds: number;
  readonly cpu_seconds: number;
  readonly peak_rss_mb: number;
  /** Peak when the corpus was in memory and prepared, before the first row. */
  readonly prepared_rss_mb: number;
  readonly stages: Readonly<Record<string, number>>;
}

async function run({ store: path, asOf, out, examples, types, languages }: BuildStep): Promise<BuildResult> {
  process.env['LANCEDB_LOG'] = 'error';
  const embedder = await openEmbedder(embedderSchema.parse({}), { root: '.', progress: SILENT });
  const stages = new StageClock();
  const started = performance.now();
  const before = process.cpuUsage();
  stages.enter('read the corpus');
  const store = await openStore(path);
  const view = await loadView(store, { asOf, vectors: true, documents: true });
  store.close();
  const index = indexView(view);
  const build = await buildRaft({
    index,
    corpus: corpusOfView(index),
    embedder,
    seed: 1,
    examples,
    ...(types ? { types } : {}),
    ...(languages ? { languages } : {}),
    progress: { update: (stage) => stages.enter(stage), warn: () => {} },
  });
  const prepared_rss_mb = process.resourceUsage().maxRSS / 1024;
  const { manifest } = await writeDataset({
    build,
    view,
    path: out,
    name: 'bench',
    toolVersion: 'bench',
    tokens: { model: embedder.model, count: (text) => embedder.countTokens(text) },
    progress: { update: (stage) => stages.enter(stage), warn: () => {} },
  });
  stages.enter('');
  const cpu = process.cpuUsage(before);
  return {
    passages: view.passages.length,
    rows: manifest.counts.rows,
    seconds: (performance.now() - started) / 1000,
    cpu_seconds: (cpu.user + cpu.system) / 1e6,
    peak_rss_mb: process.resourceUsage().maxRSS / 1024,
    prepared_rss_mb,
    stages: stages.seconds,
  };
}

/** Seconds by stage, as progress names them. */
class StageClock {
  readonly seconds: Record<string, number> = {};
  private stage = '';
  private since = performance.now();

  enter(stage: string): void {
    const now = performance.now();
    if (this.stage !== '') this.seconds[this.stage] = (this.seconds[this.stage] ?? 0) + (now - this.since) / 1000;
    this.stage = stage;
    this.since = now;
  }
}

process.once('message', (step: BuildStep) => {
  run(step).then(
    (result) => process.send?.(result, () => process.exit(0)),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});
