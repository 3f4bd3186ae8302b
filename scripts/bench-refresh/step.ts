/** One refresh in a process of its own, so that its peak memory is its own: prints one JSON object. */
import { mkdirSync } from 'node:fs';
import { SILENT } from '../../src/core/progress.js';
import { type SourceConfig, sourceSchema } from '../../src/corpus/sources/config.js';
import { embedderSchema } from '../../src/embed/config.js';
import { openEmbedder } from '../../src/embed/open-embedder.js';

/** What the parent asks for. */
export interface Step {
  /** Folder that source paths are relative to. */
  readonly root: string;
  /** Unparsed configs of sources. */
  readonly sources: readonly unknown[];
  readonly store: string;
  readonly scratch: string;
  readonly asOf: string;
}

/** What a refresh took and did. */
export interface StepResult {
  /** Of the refresh alone; starting Node and opening the model come before. */
  readonly seconds: number;
  /** Of all threads, likewise: what the machine's other work does not change. */
  readonly cpu_seconds: number;
  readonly peak_rss_mb: number;
  readonly documents: number;
  readonly passages: number;
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly removed: number;
  readonly embedded: number;
  readonly newly_stale: number;
}

async function run(step: Step): Promise<StepResult> {
  process.env['LANCEDB_LOG'] = 'error';
  const { refresh } = await import('../../src/corpus/refresh/refresh.js');
  const embedder = await openEmbedder(embedderSchema.parse({}), { root: step.root, progress: SILENT });
  mkdirSync(step.scratch, { recursive: true });
  const started = performance.now();
  const before = process.cpuUsage();
  const report = await refresh({
    store: step.store,
    sources: step.sources.map((source): SourceConfig => sourceSchema.parse(source)),
    statements: [],
    embedder,
    root: step.root,
    scratch: step.scratch,
    maxTokens: 256,
    asOf: step.asOf,
    clock: { now: () => new Date() },
    writer: { host: 'bench', pid: process.pid, isAlive: () => false },
    toolVersion: 'bench',
    onError: 'stop',
    allowShrink: false,
    dryRun: false,
    progress: SILENT,
  });
  const seconds = (performance.now() - started) / 1000;
  const cpu = process.cpuUsage(before);
  const sum = (key: 'documents' | 'passages' | 'added' | 'changed' | 'unchanged' | 'removed' | 'embedded'): number =>
    report.sources.reduce((total, source) => total + source[key], 0);
  return {
    seconds,
    cpu_seconds: (cpu.user + cpu.system) / 1e6,
    peak_rss_mb: process.resourceUsage().maxRSS / 1024,
    documents: sum('documents'),
    passages: sum('passages'),
    added: sum('added'),
    changed: sum('changed'),
    unchanged: sum('unchanged'),
    removed: sum('removed'),
    embedded: sum('embedded'),
    newly_stale: Object.values(report.newly_stale).reduce((total, count) => total + count, 0),
  };
}

process.once('message', (step: Step) => {
  run(step).then(
    (result) => process.send?.(result, () => process.exit(0)),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});
