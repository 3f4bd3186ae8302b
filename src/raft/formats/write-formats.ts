/** Writes a dataset's rows in the formats of trainers, one pass over the rows for all of them. */

import { rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { RaftCorpusError } from '../../core/errors.js';
import { makeFolder } from '../../core/folders.js';
import { sha256OfFile } from '../../core/hash.js';
import { drop, KEEP, newCounts, type StageCounts, tally } from '../../core/stage.js';
import { openParquetRows } from '../../dataset/parquet-rows.js';
import { readRaftDataset } from '../../dataset/raft-dataset.js';
import type { DocHeader } from '../../dataset/raft-formats/document.js';
import { type FileType, type FormatChoice, parseFormat } from '../../dataset/raft-formats/format-name.js';
import {
  emptyShape,
  isPreference,
  type ShapeOptions,
  type ShapeRow,
  shapeRow,
} from '../../dataset/raft-formats/shapes.js';
import type { PromptTemplate } from '../../dataset/raft-formats/template.js';
import { type RaftRow, SPLITS, type Split, type SplitRow } from '../../dataset/raft-row.js';
import { openJsonlWriter, type WrittenFile } from '../../dataset/writers.js';
import { type RejectedKind, rejectedSide } from './rejected.js';

export interface FormatOptions {
  /** `NAME` or `NAME:parquet`; see `RAFT_FORMATS`. */
  readonly formats: readonly string[];
  /** Default `title`: `title · updated YYYY-MM-DD` first inside each document. */
  readonly docHeader?: DocHeader;
  readonly template?: PromptTemplate;
  /** The system message of chat formats; null for none. Default: the template's, else ours. */
  readonly system?: string | null;
}

export interface WriteFormatsOptions extends FormatOptions {
  /** The rows, or the folder of a dataset. */
  readonly rows: Iterable<SplitRow> | AsyncIterable<SplitRow> | string;
  /** Files are written below it as `formats/NAME/SPLIT.jsonl` (or `.parquet`). */
  readonly folder: string;
}

export interface WrittenFormats {
  /** By path below the folder. */
  readonly files: Readonly<Record<string, WrittenFile>>;
  /** By format: rows in, out, and skipped with the reason. */
  readonly counts: readonly StageCounts[];
  /** Rejected sides of preference pairs by kind; empty without such a format. */
  readonly rejected: RejectedCounts;
}

/** How many rejected sides are wrong in which way. */
export type RejectedCounts = Readonly<Partial<Record<RejectedKind, number>>>;

/**
 * Writes all formats while the rows go by once. Not atomic: call it inside what makes the folder appear whole.
 *
 * @throws RaftCorpusError for an unknown format, and at the first line of a folder that is no row
 */
export async function writeFormats(options: WriteFormatsOptions): Promise<WrittenFormats> {
  const sinks = await openFormats(options);
  try {
    const rows = typeof options.rows === 'string' ? rowsOf(options.rows) : options.rows;
    for await (const item of rows) await sinks.write(item);
    return await sinks.close();
  } catch (error) {
    await sinks.discard();
    throw error;
  }
}

/** Open files of several formats, for a caller that has other things to do with each row. */
export interface FormatSinks {
  write(item: SplitRow): Promise<void>;
  close(): Promise<WrittenFormats>;
  /** Removes what was written. */
  discard(): Promise<void>;
}

/** Opens `formats/NAME/SPLIT.TYPE` below `folder` for every format and split. */
export async function openFormats(options: FormatOptions & { readonly folder: string }): Promise<FormatSinks> {
  const choices = options.formats.map(parseFormat);
  const sinks: FormatSink[] = [];
  for (const choice of choices) {
    const shaper = createShaper(choice, options);
    const files = new Map<Split, ShapeFile>();
    for (const split of SPLITS) {
      const name = `formats/${choice.format}/${split}.${choice.type}`;
      files.set(split, await openShapeFile(join(options.folder, name), { name, type: choice.type, like: shaper.like }));
    }
    sinks.push({ files, shaper });
  }
  const all = sinks.flatMap(({ files }) => [...files.values()]);
  return {
    write: async ({ split, row }) => {
      for (const { files, shaper } of sinks) {
        const shaped = shaper.shape(row);
        if (shaped !== null) await files.get(split)?.write(shaped);
      }
    },
    close: async () => {
      const written: [string, WrittenFile][] = [];
      for (const file of all) written.push([file.name, await file.close()]);
      return {
        files: Object.fromEntries(written),
        counts: sinks.map(({ shaper }) => shaper.counts),
        rejected: sinks.find(({ shaper }) => Object.keys(shaper.rejected).length > 0)?.shaper.rejected ?? {},
      };
    },
    discard: async () => {
      for (const file of all) await file.discard();
    },
  };
}

interface FormatSink {
  readonly files: ReadonlyMap<Split, ShapeFile>;
  readonly shaper: Shaper;
}

/** Rows to rows of one format; those that the format cannot take are counted with the reason. */
export interface Shaper {
  readonly counts: StageCounts;
  readonly rejected: RejectedCounts;
  /** A row without text: the columns of a file without rows. */
  readonly like: ShapeRow;
  shape(row: RaftRow): ShapeRow | null;
}

export function createShaper({ format }: FormatChoice, options: Omit<FormatOptions, 'formats'>): Shaper {
  const counts = newCounts(`format_${format}`);
  const shaping: ShapeOptions = {
    docHeader: options.docHeader ?? 'title',
    ...(options.template === undefined ? {} : { template: options.template }),
    ...(options.system === undefined ? {} : { system: options.system }),
  };
  const rejected: Partial<Record<RejectedKind, number>> = {};
  return {
    counts,
    rejected,
    like: emptyShape(format, shaping),
    shape: (row) => {
      if (!isPreference(format)) {
        tally(counts, KEEP);
        return shapeRow(format, { row }, shaping);
      }
      const found = rejectedSide(row);
      tally(counts, 'reason' in found ? drop(found.reason) : KEEP);
      if ('reason' in found) return null;
      rejected[found.kind] = (rejected[found.kind] ?? 0) + 1;
      return shapeRow(format, { row, rejected: found.rejected }, shaping);
    },
  };
}

/** An open file of one format; it appears under its name when it is closed. */
export interface ShapeFile {
  readonly name: string;
  write(row: ShapeRow): Promise<void>;
  close(): Promise<WrittenFile>;
  discard(): Promise<void>;
}

/**
 * Opens `path` (absolute) for rows of a format.
 *
 * @param options.name how results call the file
 * @param options.like a row with the columns of the format
 */
export async function openShapeFile(
  path: string,
  options: { readonly name: string; readonly type: FileType; readonly like: ShapeRow },
): Promise<ShapeFile> {
  await makeFolder(dirname(path));
  return options.type === 'parquet' ? openParquetFile(path, options) : openLinesFile(path, options.name);
}

async function openParquetFile(
  path: string,
  { name, like }: { readonly name: string; readonly like: ShapeRow },
): Promise<ShapeFile> {
  const rows = await openParquetRows(path, like);
  return {
    name,
    write: (row) => rows.write(row),
    close: async () => ({ rows: await rows.close(), bytes: (await stat(path)).size, sha256: await sha256OfFile(path) }),
    discard: async () => {
      await rows.discard();
      await rm(path, { force: true });
    },
  };
}

async function openLinesFile(path: string, name: string): Promise<ShapeFile> {
  const temporary = `${path}.tmp`;
  const lines = await openJsonlWriter(temporary);
  let open = true;
  const close = async (): Promise<WrittenFile> => {
    open = false;
    return lines.close();
  };
  return {
    name,
    write: (row) => lines.write(row),
    close: async () => {
      const written = await close();
      await rename(temporary, path);
      return written;
    },
    discard: async () => {
      if (open) await close().catch(() => undefined);
      await rm(temporary, { force: true });
      await rm(path, { force: true });
    },
  };
}

/**
 * The rows of a dataset folder.
 * @throws RaftCorpusError at the first line that is no row: what is exported must be whole
 */
export async function* rowsOf(folder: string): AsyncGenerator<SplitRow> {
  for await (const item of readRaftDataset(folder)) {
    if ('row' in item) yield { split: item.split, row: item.row };
    else {
      throw new RaftCorpusError(`this line is no RAFT row: ${item.problem}`, {
        where: join(folder, item.where),
        fix: 'Build the dataset again, or take the line out.',
      });
    }
  }
}
