/** A build becomes a dataset folder: rows by split, manifest and card, complete or absent. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { RaftCorpusError } from '../core/errors.js';
import { writeFileAtomic, writeFolderAtomic } from '../core/files.js';
import { sha256 } from '../core/hash.js';
import type { CorpusView } from '../corpus/view.js';
import { DatasetCounter, type DatasetManifest } from '../dataset/manifest.js';
import { SPLITS, type Split } from '../dataset/raft-row.js';
import { type JsonlWriter, openJsonlWriter, type WrittenFile } from '../dataset/writers.js';
import type { Build } from './build.js';
import { renderCard } from './dataset-card.js';

export interface WriteDatasetOptions {
  readonly build: Build;
  readonly view: CorpusView;
  /** The folder; an older one is replaced when the new one is complete. */
  readonly path: string;
  readonly name: string;
  readonly toolVersion: string;
}

export interface WrittenDataset {
  readonly manifest: DatasetManifest;
  /** Rows and the passages that make them true, for the store's registry. */
  readonly items: readonly { readonly item_id: string; readonly passage_ids: readonly string[] }[];
}

/**
 * Makes sure that a dataset may be written to `path`: nothing is there, or an empty folder, or a dataset of ours.
 * @throws RaftCorpusError for anything else: a folder is replaced as a whole, and someone's files are not ours to delete
 */
export async function checkDatasetFolder(path: string): Promise<void> {
  const names = await readdir(path).catch((error: NodeJS.ErrnoException) => (error.code === 'ENOENT' ? [] : null));
  if (names?.length === 0 || (names !== null && (await isDataset(path)))) return;
  throw new RaftCorpusError('what is there already is no dataset, and building one would replace it', {
    where: path,
    fix: 'Name a new folder with --out, for example out/raft.',
  });
}

async function isDataset(folder: string): Promise<boolean> {
  const text = await readFile(join(folder, 'manifest.json'), 'utf8').catch(() => 'null');
  try {
    return (JSON.parse(text) as { readonly kind?: unknown } | null)?.kind === 'raft';
  } catch {
    return false;
  }
}

/**
 * Streams the rows into `train.jsonl`, `validation.jsonl` and `test.jsonl`, then writes `manifest.json` and `README.md`.
 * @throws RaftCorpusError where {@link checkDatasetFolder} does
 */
export async function writeDataset(options: WriteDatasetOptions): Promise<WrittenDataset> {
  await checkDatasetFolder(options.path);
  let written: WrittenDataset | undefined;
  await writeFolderAtomic(options.path, async (folder) => {
    const { files, counter, items } = await writeRows(options.build, folder);
    const manifest = manifestOf(options, { files, counter });
    await writeFileAtomic(join(folder, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
    await writeFileAtomic(join(folder, 'README.md'), renderCard(manifest));
    written = { manifest, items };
  });
  return written as WrittenDataset;
}

/** The manifest that {@link writeDataset} would write, less its files; drains the build. */
export async function previewDataset(options: WriteDatasetOptions): Promise<DatasetManifest> {
  const counter = new DatasetCounter();
  for await (const { split, row } of options.build.rows) counter.add(split, row);
  return manifestOf(options, { files: {}, counter });
}

async function writeRows(build: Build, folder: string) {
  const writers = new Map<Split, JsonlWriter>();
  for (const split of SPLITS) writers.set(split, await openJsonlWriter(join(folder, `${split}.jsonl`)));
  const counter = new DatasetCounter();
  const items: { item_id: string; passage_ids: readonly string[] }[] = [];
  const files: Record<string, WrittenFile> = {};
  try {
    for await (const { split, row } of build.rows) {
      await writers.get(split)?.write(row);
      counter.add(split, row);
      // A refusal stands on nothing that could change under it; every other row stands on its oracles.
      items.push({ item_id: row.id, passage_ids: row.oracle_present ? row.oracle_ids : [] });
    }
  } finally {
    for (const [split, writer] of writers) files[`${split}.jsonl`] = await writer.close();
  }
  return { files, counter, items };
}

function manifestOf(
  { build, view, name, toolVersion }: WriteDatasetOptions,
  written: { readonly files: Readonly<Record<string, WrittenFile>>; readonly counter: DatasetCounter },
): DatasetManifest {
  return {
    schema: 1,
    kind: 'raft',
    name,
    tool_version: toolVersion,
    corpus: {
      tag: view.tag,
      as_of: view.as_of,
      hash: corpusHash(view),
      passages: view.passages.length,
      current: view.passages.filter((passage) => passage.verdict === null).length,
      embedder: { model: view.embedder.model, fingerprint: view.embedder.fingerprint },
    },
    settings: build.settings,
    settings_hash: sha256(JSON.stringify(build.settings)),
    seed: String(build.settings['seed']),
    counts: written.counter.result(),
    stages: build.counts(),
    shortages: build.shortages,
    teacher: build.teacher(),
    files: written.files,
  };
}

function corpusHash(view: CorpusView): string {
  return sha256(...view.passages.flatMap(({ passage_id, doc_hash, verdict }) => [passage_id, doc_hash, verdict]));
}
