/** The sample shop after both refreshes, in a store of its own, mined with what `raft-corpus mine --suite` would use. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadConfig } from '../../src/config/load.js';
import { SILENT } from '../../src/core/progress.js';
import { refresh } from '../../src/corpus/refresh/refresh.js';
import { loadView } from '../../src/corpus/view.js';
import type { Embedder } from '../../src/embed/embedder.js';
import { openEmbedder } from '../../src/embed/open-embedder.js';
import { openStore } from '../../src/store/store.js';
import { indexView, type ViewIndex } from '../../src/verify/view-index.js';

const SHOP = fileURLToPath(new URL('../../corpora/mangaassist', import.meta.url));
const SNAPSHOTS = [
  { snapshot: '2026-04', asOf: '2026-04-15' },
  { snapshot: '2026-07', asOf: '2026-07-15' },
] as const;

/** The July view with vectors and facts, and the embedder that made it. Close the embedder. */
export async function openShop(): Promise<{
  index: ViewIndex;
  embedder: Embedder;
  /** Names that a source's records give a field. */
  labels: (source: string, field: string) => readonly string[];
}> {
  const { labelNames } = await import('../../src/cli/corpus.js');
  const config = await loadConfig({ cwd: SHOP });
  const embedder = await openEmbedder(config.embedder, { root: config.root, progress: SILENT });
  const folder = mkdtempSync(join(tmpdir(), 'raft-corpus-negatives-'));
  const scratch = join(folder, 'scratch');
  mkdirSync(scratch);
  try {
    for (const { snapshot, asOf } of SNAPSHOTS) {
      const now = new Date(`${asOf}T00:00:00.000Z`);
      await refresh({
        store: join(folder, 'store'),
        sources: config.sources,
        statements: config.statements,
        embedder,
        root: config.root,
        scratch,
        maxTokens: config.passages.maxTokens,
        asOf: now.toISOString(),
        clock: { now: () => now },
        writer: { host: 'bench', pid: process.pid, isAlive: () => false },
        toolVersion: '0.0.0',
        onError: 'stop',
        allowShrink: false,
        dryRun: false,
        snapshot,
        progress: SILENT,
      });
    }
    const store = await openStore(join(folder, 'store'));
    const asOf = `${SNAPSHOTS[1].asOf}T00:00:00.000Z`;
    const view = await loadView(store, { asOf, vectors: true, documents: true });
    store.close();
    return { index: indexView(view), embedder, labels: labelNames(config) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
