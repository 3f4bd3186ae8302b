/** A small shop in a folder of its own: write its files, refresh it, look at its rows. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll } from 'vitest';
import { type Config, configSchema } from '../../src/config/schema.js';
import { fixedClock } from '../../src/core/clock.js';
import { SILENT } from '../../src/core/progress.js';
import type { RefreshOptions } from '../../src/corpus/refresh/options.js';
import { refresh } from '../../src/corpus/refresh/refresh.js';
import type { RefreshReport } from '../../src/corpus/refresh/report.js';
import { listStale, type StaleFilter, type StalePassage } from '../../src/corpus/stale.js';
import { type CorpusView, loadView, streamView } from '../../src/corpus/view.js';
import type { DocumentRow, PassageRow } from '../../src/store/rows.js';
import { openStore, type Store } from '../../src/store/store.js';
import { stateAt } from '../../src/store/versions.js';
import { type HashEmbedder, hashEmbedder } from './hash-embedder.js';

process.env.LANCEDB_LOG = 'error';

/** A catalog entry as the default catalog source reads it. */
export interface Entry {
  readonly sku: string;
  readonly title?: string;
  readonly updated_at?: string | null;
  readonly [column: string]: unknown;
}

type SourceInput = Readonly<Record<string, unknown>>;

/** A catalog of JSON lines: `sku`, `title`, `synopsis`, `volumes`, `price_jpy`, `updated_at`, `valid_from`, `valid_to`. */
export function catalog(more: SourceInput = {}): SourceInput {
  return {
    id: 'catalog',
    kind: 'catalog',
    path: 'catalog.jsonl',
    lang: 'en',
    fields: {
      id: 'sku',
      title: 'title',
      text: 'synopsis',
      updatedAt: 'updated_at',
      validFrom: 'valid_from',
      validTo: 'valid_to',
      facts: { volumes: { type: 'number', unit: 'volumes' }, price_jpy: { type: 'money', currency: 'JPY' } },
    },
    ...more,
  };
}

/** Policies in Markdown with front matter below `policies/`. */
export function policies(more: SourceInput = {}): SourceInput {
  return {
    id: 'policies',
    kind: 'policy',
    path: 'policies/**/*.md',
    authority: 10,
    lang: 'en',
    timestamps: ['frontmatter'],
    ...more,
  };
}

/** One Markdown page with a timestamp. */
export function page(updatedAt: string, body: string, more = ''): string {
  return `---\nupdated_at: ${updatedAt}\n${more}---\n\n${body}\n`;
}

/** What a test may change about a refresh; the date alone most of the time. */
export interface RunOptions extends Partial<Omit<RefreshOptions, 'asOf' | 'sources'>> {
  readonly sources?: readonly SourceInput[];
}

export interface Shop {
  /** Absolute. */
  readonly folder: string;
  /** Folder of the store. */
  readonly store: string;
  readonly embedder: HashEmbedder;
  write(name: string, content: string | Uint8Array): void;
  /** Writes `catalog.jsonl`. */
  entries(entries: readonly Entry[]): void;
  remove(name: string): void;
  /** @param asOf a date or instant */
  refresh(asOf: string, options?: RunOptions): Promise<RefreshReport>;
  withStore<T>(work: (store: Store) => Promise<T>): Promise<T>;
  /** Passage rows of the state after refresh `n`, by passage_id. */
  passages(n: number): Promise<PassageRow[]>;
  /** Every passage row there is, in no state too, without order. */
  allPassages(): Promise<PassageRow[]>;
  documents(n: number): Promise<DocumentRow[]>;
  stale(asOf: string, filter?: StaleFilter): Promise<StalePassage[]>;
  view(asOf: string, tag?: string): Promise<CorpusView>;
}

/** ISO instant of a date or instant. */
export function instant(text: string): string {
  return new Date(text).toISOString();
}

/** @param config sources, and whatever else of a config */
export function createShop(config: { readonly sources: readonly SourceInput[]; readonly statements?: unknown }): Shop {
  const folder = mkdtempSync(join(tmpdir(), 'raft-corpus-shop-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const parsed: Config = configSchema.parse(config);
  const store = join(folder, 'store');
  const embedder = hashEmbedder();
  const shop: Shop = {
    folder,
    store,
    embedder,
    write: (name, content) => {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), content);
    },
    entries: (entries) => shop.write('catalog.jsonl', entries.map((entry) => `${JSON.stringify(entry)}\n`).join('')),
    remove: (name) => rmSync(join(folder, name), { recursive: true }),
    refresh: (asOf, { sources, ...options } = {}) =>
      refresh({
        store,
        sources: sources ? configSchema.parse({ sources }).sources : parsed.sources,
        statements: parsed.statements,
        embedder,
        root: folder,
        scratch: tmpdir(),
        maxTokens: 512,
        asOf: instant(asOf),
        clock: fixedClock(instant(asOf)),
        writer: { host: 'here', pid: process.pid, isAlive: () => true },
        toolVersion: '0.0.0',
        onError: 'stop',
        allowShrink: false,
        dryRun: false,
        progress: SILENT,
        ...options,
      }),
    withStore: async (work) => {
      const opened = await openStore(store);
      try {
        return await work(opened);
      } finally {
        opened.close();
      }
    },
    passages: (n) =>
      shop.withStore(async (opened) => {
        const rows = (await (await opened.passages())?.rows({ where: stateAt(n) })) ?? [];
        return rows.sort((a, b) => (a.passage_id < b.passage_id ? -1 : 1));
      }),
    allPassages: () => shop.withStore(async (opened) => (await (await opened.passages())?.rows()) ?? []),
    documents: (n) =>
      shop.withStore(async (opened) => {
        const rows = await opened.documents.rows({ where: stateAt(n) });
        return rows.sort((a, b) => (a.doc_key < b.doc_key ? -1 : 1));
      }),
    stale: (asOf, filter) =>
      shop.withStore(async (opened) => {
        const { batches } = await streamView(opened, { asOf: instant(asOf) });
        return listStale(batches, filter);
      }),
    view: (asOf, tag) =>
      shop.withStore((opened) =>
        loadView(opened, { asOf: instant(asOf), vectors: true, documents: true, ...(tag ? { tag } : {}) }),
      ),
  };
  return shop;
}
