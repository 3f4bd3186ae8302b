/** A repaired dataset as a folder, complete or as it was: rows in their places, formats, manifest with its lineage, card. */
import { createHash } from 'node:crypto';
import { cp, readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf, RaftCorpusError } from '../../core/errors.js';
import { writeFileAtomic, writeFolderAtomic } from '../../core/files.js';
import type { DatasetManifest, RepairedFrom } from '../../dataset/manifest.js';
import { type RaftRow, raftRowSchema, SPLITS, type Split } from '../../dataset/raft-row.js';
import type { WrittenFile } from '../../dataset/writers.js';
import { gate, type LikenessThresholds } from '../../text/template-likeness.js';
import { CorpusNow } from '../../verify/claims/document-now.js';
import { currentSuccessor } from '../../verify/claims/quote-now.js';
import { restingOn } from '../../verify/claims/row-claims.js';
import type { ViewIndex } from '../../verify/view-index.js';
import { renderCard } from '../dataset-card.js';
import { DatasetGauge, type GaugeOptions } from '../dataset-gauge.js';
import { corpusOf } from '../dataset-manifest.js';
import { writeFormats } from '../formats/write-formats.js';
import type { DatasetItem } from '../write-dataset.js';
import { copyLines, type LineFate } from './copy-lines.js';
import type { Repair } from './repair.js';

export interface WriteRepairedOptions {
  /** The dataset that is repaired. */
  readonly folder: string;
  /** Where the repaired one goes; the same folder replaces it. */
  readonly out: string;
  readonly repair: Repair;
  readonly index: ViewIndex;
  readonly toolVersion: string;
  readonly tokens?: NonNullable<GaugeOptions['tokens']>;
  readonly likeness?: LikenessThresholds;
}

export interface WrittenRepair {
  readonly manifest: DatasetManifest;
  /** Rows and the passages that make them true now, for the store's registry. */
  readonly items: readonly DatasetItem[];
}

/** Reads the manifest of a dataset that is to be repaired. @throws RaftCorpusError when it has none */
export async function readManifest(
  folder: string,
): Promise<{ readonly manifest: DatasetManifest; readonly sha256: string }> {
  const path = join(folder, 'manifest.json');
  try {
    const text = await readFile(path, 'utf8');
    const manifest = JSON.parse(text) as DatasetManifest;
    if (manifest.kind === 'raft') return { manifest, sha256: createHash('sha256').update(text).digest('hex') };
    throw new RaftCorpusError('the manifest is none of a RAFT dataset');
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException | null)?.code === 'ENOENT';
    const reason = isMissing ? 'it has no manifest.json' : messageOf(error);
    throw new RaftCorpusError(`the dataset cannot be repaired: ${reason}`, {
      where: path,
      fix: 'The manifest says how new rows are to be made. Build the dataset anew with `raft-corpus build`.',
      cause: error,
    });
  }
}

/** Writes the repaired folder in one step; files that are not of the dataset come along. */
export async function writeRepaired(options: WriteRepairedOptions): Promise<WrittenRepair> {
  const { manifest: old, sha256 } = await readManifest(options.folder);
  let written: WrittenRepair | undefined;
  await writeFolderAtomic(options.out, async (folder) => {
    const { files, gauge, items } = await copyRows(options, folder, old);
    const formats = await rewriteFormats(old, folder);
    await copyOthers(options.folder, folder);
    const others = Object.fromEntries(Object.entries(old.files).filter(([name]) => name === 'review.jsonl'));
    const gauged = await gauge.result();
    const manifest: DatasetManifest = {
      ...old,
      tool_version: options.toolVersion,
      corpus: corpusOf(options.index.view),
      counts: gauged.counts,
      template_likeness: { ...gauged.likeness, gates: gate(gauged.likeness, options.likeness ?? {}) },
      tokens: gauged.tokens,
      leaks: gauged.leaks,
      repaired_from: lineageOf(old, sha256, options.repair),
      files: { ...files, ...formats, ...others },
    };
    await writeFileAtomic(join(folder, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
    await writeFileAtomic(join(folder, 'README.md'), renderCard(manifest));
    written = { manifest, items };
  });
  return written as WrittenRepair;
}

async function copyRows(options: WriteRepairedOptions, folder: string, old: DatasetManifest) {
  const { repair, index } = options;
  const gauge = new DatasetGauge({
    seed: old.seed,
    docHeader: docHeaderOf(old),
    ...(options.tokens ? { tokens: options.tokens } : {}),
  });
  const now = new CorpusNow(index);
  const items: DatasetItem[] = [];
  const files: Record<string, WrittenFile> = {};
  const fates = fatesOf(repair);
  for (const split of SPLITS) {
    const name = `${split}.jsonl`;
    const from = join(options.folder, name);
    if (!(await stat(from).catch(() => null))) continue;
    files[name] = await copyLines(
      { from, to: join(folder, name) },
      (line) => fates(split, line),
      (text) => {
        const row = raftRowSchema.parse(JSON.parse(text));
        gauge.add(split, row);
        items.push({ item_id: row.id, passage_ids: passagesOf(row, now) });
      },
    );
  }
  return { files, gauge, items };
}

/** Dead lines in turn take the new rows of their cell; what is left over goes. */
function fatesOf({ plan, rows }: Repair): (split: Split, line: number) => LineFate {
  const dead = new Map(
    [...plan.dead].map(([split, lines]) => [split, new Map(lines.map(({ line, cell }) => [line, cell]))]),
  );
  const taken = new Map<string, number>();
  return (split, line) => {
    const cell = dead.get(split)?.get(line);
    if (cell === undefined) return 'keep';
    if (cell === null) return null;
    const used = taken.get(cell) ?? 0;
    taken.set(cell, used + 1);
    return rows.get(cell)?.[used] ?? null;
  };
}

/** What a row rests on today: a passage that changed elsewhere is followed to what says the same now. */
function passagesOf(row: RaftRow, { index }: CorpusNow): readonly string[] {
  return restingOn(row).map((id) => currentSuccessor(index.passage(id), index)?.passage_id ?? id);
}

async function rewriteFormats(old: DatasetManifest, folder: string): Promise<Readonly<Record<string, WrittenFile>>> {
  const formats = new Set(
    Object.keys(old.files).flatMap((name) => {
      const match = /^formats\/([^/]+)\/[^/]+\.(jsonl|parquet)$/.exec(name);
      return match ? [`${match[1]}:${match[2]}`] : [];
    }),
  );
  if (formats.size === 0) return {};
  const written = await writeFormats({ formats: [...formats], docHeader: docHeaderOf(old), rows: folder, folder });
  return written.files;
}

function docHeaderOf({ settings }: DatasetManifest): 'title' | 'none' {
  const contexts = settings['contexts'] as { readonly docHeader?: unknown } | undefined;
  return contexts?.docHeader === 'none' ? 'none' : 'title';
}

/** Somebody's own files in the folder, and the review queue. */
async function copyOthers(from: string, to: string): Promise<void> {
  const written = new Set(await readdir(to));
  const ours = new Set(['manifest.json', 'README.md', 'formats', ...SPLITS.map((split) => `${split}.jsonl`)]);
  for (const name of await readdir(from)) {
    if (!written.has(name) && !ours.has(name)) await cp(join(from, name), join(to, name), { recursive: true });
  }
}

function lineageOf(old: DatasetManifest, sha256: string, { dropped, kept, replaced, shortages }: Repair): RepairedFrom {
  const { tag, as_of } = old.corpus;
  const before = old.repaired_from;
  return {
    ...{ manifest_sha256: sha256, tag, as_of, dropped, kept, replaced, shortages },
    ...(before ? { repaired_from: before } : {}),
  };
}
