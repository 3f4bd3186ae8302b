/** Helpers of the source tests: a config, a folder, and what a read of it comes to. */
import { fixedClock } from '../../../src/core/clock.js';
import { SILENT } from '../../../src/core/progress.js';
import type { SourceDocument } from '../../../src/corpus/document.js';
import { type SourceConfig, sourceSchema } from '../../../src/corpus/sources/config.js';
import { type ReadSourceContext, readSource, type SourceReadReport } from '../../../src/corpus/sources/read-source.js';

/** The day of the tests. */
export const TODAY = '2026-04-10T00:00:00.000Z';

/** A catalog in JSON Lines unless overridden. */
export function catalog(overrides: Record<string, unknown> = {}): SourceConfig {
  return sourceSchema.parse({
    id: 'catalog',
    kind: 'catalog',
    path: 'catalog.jsonl',
    fields: { id: 'sku', title: 'title', updatedAt: 'updated_at' },
    ...overrides,
  });
}

/** Policies in Markdown unless overridden; no git, no mtime. */
export function policies(overrides: Record<string, unknown> = {}): SourceConfig {
  return sourceSchema.parse({
    id: 'policies',
    kind: 'policy',
    path: 'policies/**/*.md',
    timestamps: ['frontmatter'],
    ...overrides,
  });
}

export interface Read {
  readonly documents: readonly SourceDocument[];
  readonly report: SourceReadReport;
}

/** Reads a source to its end. */
export async function readAll(
  config: SourceConfig,
  root: string,
  overrides: Partial<ReadSourceContext> = {},
): Promise<Read> {
  const documents: SourceDocument[] = [];
  const context = {
    root,
    clock: fixedClock(TODAY),
    onError: 'stop' as const,
    progress: SILENT,
    git: null,
    ...overrides,
  };
  const reading = readSource(config, context);
  let next = await reading.next();
  while (!next.done) {
    documents.push(next.value);
    next = await reading.next();
  }
  return { documents, report: next.value };
}

/** Counts of the notices by kind. */
export function noticeCounts({ notices }: SourceReadReport): Record<string, number> {
  return Object.fromEntries(notices.map(({ kind, count }) => [kind, count]));
}

/** JSON Lines of records. */
export function jsonl(...records: readonly unknown[]): string {
  return records.map((record) => `${JSON.stringify(record)}\n`).join('');
}
