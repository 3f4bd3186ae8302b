/** Dated snapshots refreshed into a store of their own, and every state of it as it looks at the last date. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SILENT } from '../../src/core/progress.js';
import type { RefreshOptions } from '../../src/corpus/refresh/options.js';
import { refresh } from '../../src/corpus/refresh/refresh.js';
import { type CorpusView, loadView } from '../../src/corpus/view.js';
import { openStore } from '../../src/store/store.js';

export interface StatesOptions
  extends Pick<RefreshOptions, 'sources' | 'statements' | 'embedder' | 'root' | 'maxTokens'>,
    Partial<Pick<RefreshOptions, 'allowShrink'>> {
  readonly snapshots: readonly {
    readonly snapshot: string;
    /** ISO date. */
    readonly asOf: string;
  }[];
}

/** One view a snapshot, in their order, with vectors and documents, all with the verdicts that hold at the last date. */
export async function statesOf({ snapshots, ...options }: StatesOptions): Promise<readonly CorpusView[]> {
  process.env.LANCEDB_LOG ??= 'error';
  const folder = mkdtempSync(join(tmpdir(), 'raft-corpus-states-'));
  const scratch = join(folder, 'scratch');
  mkdirSync(scratch);
  try {
    const tags: string[] = [];
    for (const { snapshot, asOf } of snapshots) {
      const now = new Date(`${asOf}T00:00:00.000Z`);
      const report = await refresh({
        allowShrink: false,
        ...options,
        store: join(folder, 'store'),
        scratch,
        asOf: now.toISOString(),
        clock: { now: () => now },
        writer: { host: 'bench', pid: process.pid, isAlive: () => false },
        toolVersion: '0.0.0',
        onError: 'stop',
        dryRun: false,
        snapshot,
        progress: SILENT,
      });
      tags.push(report.tag ?? '');
    }
    const store = await openStore(join(folder, 'store'));
    try {
      const asOf = `${snapshots.at(-1)?.asOf}T00:00:00.000Z`;
      const views: CorpusView[] = [];
      for (const tag of tags) views.push(await loadView(store, { asOf, tag, vectors: true, documents: true }));
      return views;
    } finally {
      store.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
