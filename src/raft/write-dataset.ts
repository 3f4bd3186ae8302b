/** A build becomes a dataset folder: rows by split in seeded order, formats, manifest and card, complete or absent. */
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { RaftCorpusError } from '../core/errors.js';
import { writeFileAtomic, writeFolderAtomic } from '../core/files.js';
import { type Progress, SILENT } from '../core/progress.js';
import { createRandom } from '../core/random.js';
import type { CorpusView } from '../corpus/view.js';
import type { DatasetManifest } from '../dataset/manifest.js';
import { SPLITS, type Split } from '../dataset/raft-row.js';
import type { ReviewItem } from '../dataset/review-queue.js';
import { openRowSpool, type RowSpool } from '../dataset/row-spool.js';
import { type JsonlWriter, openJsonlWriter, type WrittenFile } from '../dataset/writers.js';
import type { LikenessThresholds } from '../text/template-likeness.js';
import { restingOn } from '../verify/claims/row-claims.js';
import type { Build } from './build.js';
import { renderCard } from './dataset-card.js';
import { DatasetGauge, type GaugeOptions } from './dataset-gauge.js';
import { type DatasetIdentity, manifestOf } from './dataset-manifest.js';
import { type FormatOptions, writeFormats } from './formats/write-formats.js';

export interface WriteDatasetOptions extends DatasetIdentity {
  readonly build: Build;
  readonly view: CorpusView;
  /** The folder; an older one is replaced when the new one is complete. */
  readonly path: string;
  /** Counts tokens for the manifest; none are counted without it. */
  readonly tokens?: NonNullable<GaugeOptions['tokens']>;
  /** Bounds of template-likeness; the manifest says which were passed. */
  readonly likeness?: LikenessThresholds;
  /** Formats of trainers, written below `formats/`. */
  readonly formats?: FormatOptions;
  /** What a person has to decide, written to `review.jsonl`; no file without any. */
  readonly review?: readonly ReviewItem[];
  readonly progress?: Progress;
}

export interface WrittenDataset {
  readonly manifest: DatasetManifest;
  /** Rows and the passages that make them true, for the store's registry. */
  readonly items: readonly DatasetItem[];
}

export interface DatasetItem {
  readonly item_id: string;
  readonly passage_ids: readonly string[];
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
 * Drains the build into a spool, then writes `train.jsonl`, `validation.jsonl` and `test.jsonl` in seeded order, the
 * formats, `manifest.json` and `README.md`.
 * @throws RaftCorpusError where {@link checkDatasetFolder} does, when the build made no row, and when the disk is full
 */
export async function writeDataset(options: WriteDatasetOptions): Promise<WrittenDataset> {
  await checkDatasetFolder(options.path);
  let written: WrittenDataset | undefined;
  const fill = async (folder: string): Promise<void> => {
    written = await fillFolder(options, folder);
  };
  await writeFolderAtomic(options.path, fill).catch((error: unknown) => {
    throw isDiskFull(error) ? diskFull(options.path, error) : error;
  });
  return written as WrittenDataset;
}

async function fillFolder(options: WriteDatasetOptions, folder: string): Promise<WrittenDataset> {
  const { build, progress = SILENT } = options;
  const docHeader = options.formats?.docHeader ?? 'title';
  const gauge = new DatasetGauge({
    seed: seedOf(build),
    docHeader,
    ...(options.tokens ? { tokens: options.tokens } : {}),
  });
  const { files, items } = await writeRows(build, { folder, gauge, progress });
  const formats = options.formats?.formats.length
    ? await writeFormats({ ...options.formats, rows: folder, folder })
    : { files: {}, counts: [] };
  const review = options.review?.length ? { 'review.jsonl': await writeReview(options.review, folder) } : {};
  const manifest = manifestOf(options, {
    files: { ...files, ...formats.files, ...review },
    formats: formats.counts,
    gauged: await gauge.result(),
  });
  await writeFileAtomic(join(folder, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  await writeFileAtomic(join(folder, 'README.md'), renderCard(manifest));
  return { manifest, items };
}

async function writeReview(items: readonly ReviewItem[], folder: string): Promise<WrittenFile> {
  return writeLines(join(folder, 'review.jsonl'), async (writer) => {
    for (const item of items) await writer.write(item);
  });
}

/** Leaves no file open, whatever happens. */
async function writeLines(path: string, fill: (writer: JsonlWriter) => Promise<void>): Promise<WrittenFile> {
  const writer = await openJsonlWriter(path);
  try {
    await fill(writer);
  } catch (error) {
    await writer.close().catch(() => undefined);
    throw error;
  }
  return writer.close();
}

interface RowTarget {
  readonly folder: string;
  readonly gauge: DatasetGauge;
  readonly progress: Progress;
}

async function writeRows(build: Build, target: RowTarget) {
  const path = join(target.folder, '.rows');
  const spool = await openRowSpool(path);
  const items: DatasetItem[] = [];
  try {
    for await (const { split, row } of build.rows) {
      await spool.append(row, SPLITS.indexOf(split));
      target.gauge.add(split, row);
      items.push({ item_id: row.id, passage_ids: restingOn(row) });
    }
    if (items.length === 0) throw nothingMade(build);
    const files: Record<string, WrittenFile> = {};
    for (const split of SPLITS) {
      files[`${split}.jsonl`] = await writeSplit(spool, split, { ...target, seed: seedOf(build) });
    }
    return { files, items };
  } finally {
    await spool.close();
    await rm(path, { force: true });
  }
}

async function writeSplit(
  spool: RowSpool,
  split: Split,
  { folder, progress, seed }: RowTarget & { readonly seed: string },
): Promise<WrittenFile> {
  const random = createRandom(`${seed}/order/${split}`);
  let rows = 0;
  return writeLines(join(folder, `${split}.jsonl`), async (writer) => {
    for await (const text of spool.read(SPLITS.indexOf(split), (numbers) => random.shuffle(numbers))) {
      await writer.writeText(text);
      rows += 1;
      progress.update(`write ${split}`, rows);
    }
  });
}

function seedOf(build: Build): string {
  return String(build.settings['seed']);
}

function nothingMade(build: Build): RaftCorpusError {
  const dropped = build
    .counts()
    .flatMap(({ dropped: reasons }) => Object.entries(reasons))
    .sort((a, b) => b[1] - a[1])
    .slice(0, 4)
    .map(([reason, count]) => `${count} ${reason}`);
  return new RaftCorpusError('not one example could be made from this corpus', {
    ...(dropped.length > 0 ? { where: `dropped: ${dropped.join(', ')}` } : {}),
    fix: dropped[0]?.endsWith('over_token_budget')
      ? 'Raise --max-tokens: question and oracles alone do not fit.'
      : 'Declare facts of the catalog in the config (`raft-corpus init` guesses them), add policies, or ask for fewer distractors.',
  });
}

function isDiskFull(error: unknown): boolean {
  return ['ENOSPC', 'EDQUOT', 'EFBIG'].includes((error as NodeJS.ErrnoException | null)?.code ?? '');
}

function diskFull(path: string, cause: unknown): RaftCorpusError {
  return new RaftCorpusError('the disk is full: the dataset was not written, and what was begun is gone', {
    where: path,
    fix: 'Make room (the rows are on the disk twice while they are put in order), or name another --out.',
    cause,
  });
}
