/** Real sources refreshed into a store of their own, and looked at from outside. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { fixedClock } from '../../src/core/clock.js';
import { SILENT } from '../../src/core/progress.js';
import type { RefreshOptions } from '../../src/corpus/refresh/options.js';
import { refresh } from '../../src/corpus/refresh/refresh.js';
import type { RefreshReport } from '../../src/corpus/refresh/report.js';
import type { SourceConfig } from '../../src/corpus/sources/config.js';
import { type CorpusView, loadView, type ViewPassage } from '../../src/corpus/view.js';
import { embedderSchema } from '../../src/embed/config.js';
import type { Embedder } from '../../src/embed/embedder.js';
import { openEmbedder } from '../../src/embed/open-embedder.js';
import type { DocumentRow, PassageRow } from '../../src/store/rows.js';
import { openStore, type Store } from '../../src/store/store.js';
import { stateAt } from '../../src/store/versions.js';
import { REAL_DATA } from '../fixtures/real-sources.js';
import { hashEmbedder } from '../helpers/hash-embedder.js';

process.env.LANCEDB_LOG = 'error';

/** A refresh: the snapshot and the date, and what else a test wants otherwise. */
export interface Run extends Partial<RefreshOptions> {
  /** A day or an instant. */
  readonly asOf: string;
}

export interface RealStore {
  refresh(run: Run): Promise<RefreshReport>;
  /** Rows of the state after refresh `n`, by passage_id. */
  passages(n: number): Promise<PassageRow[]>;
  documents(n: number): Promise<DocumentRow[]>;
  /** Every version of every document. */
  allDocuments(): Promise<DocumentRow[]>;
  /** The state with documents, and vectors to build from. */
  corpus(asOf: string): Promise<CorpusView>;
  /** What readers see. */
  view(asOf: string, tag?: string): Promise<readonly ViewPassage[]>;
}

/** @param embedder default: one without weights, for what does not depend on vectors */
export function realStore(source: SourceConfig, embedder: Embedder = hashEmbedder(), root = REAL_DATA): RealStore {
  const folder = mkdtempSync(join(tmpdir(), 'raft-corpus-real-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const store = join(folder, 'store');
  const look = async <T>(work: (store: Store) => Promise<T>): Promise<T> => {
    const opened = await openStore(store);
    return work(opened).finally(() => opened.close());
  };
  return {
    refresh: ({ asOf, ...more }) =>
      refresh({
        store,
        sources: [source],
        statements: [],
        embedder,
        root,
        scratch: folder,
        maxTokens: 256,
        asOf: instant(asOf),
        clock: fixedClock(instant(asOf)),
        writer: { host: 'here', pid: process.pid, isAlive: () => false },
        toolVersion: '0.0.0',
        onError: 'stop',
        allowShrink: true,
        dryRun: false,
        progress: SILENT,
        ...more,
      }),
    passages: (n) =>
      look(async (opened) => {
        const rows = (await (await opened.passages())?.rows({ where: stateAt(n) })) ?? [];
        return rows.sort((a, b) => (a.passage_id < b.passage_id ? -1 : 1));
      }),
    documents: (n) => look((opened) => opened.documents.rows({ where: stateAt(n) })),
    allDocuments: () => look((opened) => opened.documents.rows()),
    corpus: (asOf) => look((opened) => loadView(opened, { asOf: instant(asOf), vectors: true, documents: true })),
    view: (asOf, tag) =>
      look(async (opened) => {
        const view = await loadView(opened, { asOf: instant(asOf), ...(tag === undefined ? {} : { tag }) });
        return view.passages;
      }),
  };
}

/** The model that the package brings. */
export function bundledEmbedder(): Promise<Embedder> {
  return openEmbedder(embedderSchema.parse({}), { root: REAL_DATA, progress: SILENT });
}

function instant(text: string): string {
  return new Date(text).toISOString();
}
