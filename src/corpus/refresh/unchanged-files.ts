/**
 * A catalog whose files and config are those of its last read, byte for byte, says nothing new: it is not parsed
 * again. Repeating a refresh then costs what hashing the files costs, and its report is the same.
 *
 * Only record files of catalogs: the timestamps of pages may come from outside them, and their boilerplate is counted
 * across all of them.
 */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { sha256 } from '../../core/hash.js';
import { isRecordFormat } from '../../dataset/readers/formats.js';
import type { SourceRow, StoredRead } from '../../store/rows.js';
import { formatOfFile, type SourceConfig } from '../sources/config.js';
import { resolveFiles, type SourceFiles } from '../sources/files.js';
import type { Notice } from '../sources/notices.js';
import type { SourceReadReport } from '../sources/read-source.js';
import type { ReconciledSource } from './reconcile.js';

/** The files of a source as they are on disk now. */
export interface FileState extends Pick<SourceFiles, 'files' | 'snapshot'> {
  /** sha256 over the tool's version, the source's config, and names and bytes of its files: 64 hex digits. */
  readonly key: string;
}

export interface FileStateOptions {
  readonly config: SourceConfig;
  readonly root: string;
  readonly snapshot?: string;
  /** Another version may read the same bytes as something else. */
  readonly toolVersion: string;
}

/** The state of a source's files; null where equal bytes do not mean an equal read. */
export async function fileState(options: FileStateOptions): Promise<FileState | null> {
  const { config, toolVersion } = options;
  if (config.kind !== 'catalog') return null;
  const { files, snapshot } = await resolveFiles(config, options);
  const formats = files.map((file) => formatOfFile(config, file.path));
  if (!formats.every((format) => format !== undefined && isRecordFormat(format))) return null;
  const parts = [toolVersion, JSON.stringify(config), snapshot];
  for (const file of files) {
    const digest = await digestOf(file.path);
    if (digest === null) return null;
    parts.push(file.name, digest);
  }
  return { files, snapshot, key: sha256(...parts) };
}

/** Null for a file that cannot be read: reading the source says why. */
async function digestOf(path: string): Promise<string | null> {
  const hash = createHash('sha256');
  return pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), hash).then(
    () => hash.digest('hex'),
    () => null,
  );
}

/** The report of the read that need not be repeated; null where it must be. */
export function knownRead(state: FileState | null, stored: SourceRow | undefined): SourceReadReport | null {
  const read = stored?.read ?? null;
  if (state === null || stored === undefined || read === null || read.key !== state.key) return null;
  return {
    source_id: stored.source_id,
    files: state.files.map((file) => file.name),
    snapshot: state.snapshot,
    documents: read.documents,
    records: read.records,
    bytes: read.bytes,
    skipped: [],
    notices: read.notices as readonly Notice[],
    complete: true,
  };
}

/**
 * What is kept of a read, so that it need not be repeated; null where repeating it could say something else: records
 * were left out or refused, a timestamp lay in the future, or the files changed under the reader's hands.
 */
export async function storedRead(
  options: FileStateOptions,
  outcome: { readonly before: FileState | null; readonly source: Pick<ReconciledSource, 'read' | 'refused'> },
): Promise<StoredRead | null> {
  const { before, source } = outcome;
  const { read, refused } = source;
  const future = read.notices.some(({ kind }) => kind === 'future_timestamp');
  if (before === null || !read.complete || read.documents === 0 || refused.length > 0 || future) return null;
  if ((await fileState(options))?.key !== before.key) return null;
  const { documents, records, bytes, notices } = read;
  return { key: before.key, documents, records, bytes, notices };
}
