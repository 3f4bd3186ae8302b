/** `raft-corpus export --dataset`: the rows of a dataset in the shape of a trainer. */
import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { RaftCorpusError } from '../../core/errors.js';
import { DOC_HEADERS } from '../../dataset/raft-formats/document.js';
import { type FileType, parseFormat } from '../../dataset/raft-formats/format-name.js';
import { RAFT_FORMATS } from '../../dataset/raft-formats/shapes.js';
import { parseTemplate } from '../../dataset/raft-formats/template.js';
import { SPLITS, type Split } from '../../dataset/raft-row.js';
import { readText } from '../../dataset/readers/read-text.js';
import { createShaper, openShapeFile, rowsOf, type Shaper } from '../../raft/formats/write-formats.js';
import type { CommonOptions, Outcome, Run } from '../command.js';
import { choice } from '../options.js';

export interface ExportDatasetOptions extends CommonOptions {
  readonly dataset: string;
  readonly format: string;
  readonly out?: string;
  readonly split?: string;
  readonly docHeader: string;
  readonly template?: string;
  readonly system?: string;
}

/** Where rows go: one file of one split, a folder of all, or stdout. */
interface Target {
  readonly path: string | null;
  readonly type: FileType;
  readonly splits: readonly Split[];
  readonly fileOf: (split: Split) => string;
}

/** Writes one format; a file or stdout gets one split, so that nobody trains on the test by accident. */
export async function exportDataset(run: Run<ExportDatasetOptions>): Promise<Outcome> {
  const { io, options } = run;
  const choiceOf = parseChoice(options.format);
  const chosen = await targetOf(run, choiceOf.type);
  const shaper = createShaper(choiceOf, {
    docHeader: choice('--doc-header', options.docHeader, DOC_HEADERS),
    ...(options.template === undefined ? {} : { template: await templateOf(run, options.template) }),
    ...(options.system === undefined ? {} : { system: options.system === 'none' ? null : options.system }),
  });
  const dataset = resolve(io.cwd, options.dataset);
  const there = await splitsThere(dataset, { asked: chosen.splits, name: options.dataset });
  const target = { ...chosen, splits: there };
  const written =
    target.path === null
      ? await toStdout(run, { dataset, shaper, target })
      : await toFiles({ dataset, shaper, target });
  const { counts, rejected } = shaper;
  const json = {
    export: { dataset: options.dataset, format: options.format, path: options.out ?? null, written, counts, rejected },
  };
  const rows = Object.values(written).reduce((a, b) => a + b, 0);
  const skipped = Object.entries(counts.dropped).map(([reason, n]) => `, ${n.toLocaleString('en')} skipped: ${reason}`);
  const splits = Object.entries(written).map(([split, n]) => `${split} ${n.toLocaleString('en')}`);
  const text = `${rows.toLocaleString('en')} rows as ${choiceOf.format} in ${options.out} (${splits.join(', ')})${skipped.join('')}`;
  return target.path === null ? { json, text: '' } : { json, text, next: `raft-corpus lint ${options.out}` };
}

function parseChoice(format: string) {
  if (!['jsonl', 'beir', 'trec'].includes(format)) return parseFormat(format);
  throw new RaftCorpusError(`--format ${format} is for passages; a dataset needs the format of a trainer`, {
    fix: `Add --format ${RAFT_FORMATS.join(' | ')}, each also with :parquet.`,
  });
}

async function targetOf({ io, options }: Run<ExportDatasetOptions>, type: FileType): Promise<Target> {
  const { out } = options;
  const chosen = options.split === undefined ? undefined : choice('--split', options.split, SPLITS);
  const one: readonly Split[] = [chosen ?? 'train'];
  if (out === undefined) {
    if (options.json || type === 'parquet') {
      throw new RaftCorpusError(
        options.json
          ? '--json prints one document, and the rows would go to the same place'
          : 'Parquet does not go to a terminal',
        {
          fix: 'Name a file or a folder with -o.',
        },
      );
    }
    return { path: null, type, splits: one, fileOf: () => '' };
  }
  const path = resolve(io.cwd, out);
  const ending = /\.(jsonl|parquet)$/i.exec(out)?.[1]?.toLowerCase();
  const isFolder = ending === undefined || (await stat(path).catch(() => null))?.isDirectory() === true;
  if (isFolder) {
    const splits = chosen === undefined ? SPLITS : one;
    return { path, type, splits, fileOf: (split) => join(path, `${split}.${type}`) };
  }
  if (type === 'parquet' && ending !== 'parquet') {
    throw new RaftCorpusError(`the format says Parquet, the file .${ending}`, {
      where: out,
      fix: 'Name a .parquet file.',
    });
  }
  return { path, type: ending === 'parquet' ? 'parquet' : 'jsonl', splits: one, fileOf: () => path };
}

/**
 * Of the splits asked for, those that the dataset has. Who asks for one that it lacks is told, and not handed an empty file.
 *
 * @throws RaftCorpusError that names the splits there are
 */
async function splitsThere(
  dataset: string,
  { asked, name }: { readonly asked: readonly Split[]; readonly name: string },
) {
  const found: Split[] = [];
  for (const split of SPLITS) if (await stat(join(dataset, `${split}.jsonl`)).catch(() => null)) found.push(split);
  const there = asked.filter((split) => found.includes(split));
  // A folder without any split is no dataset, which its reader says better.
  if (there.length > 0 || found.length === 0) return there;
  throw new RaftCorpusError(`the dataset has no ${asked[0]}.jsonl`, {
    where: name,
    fix: `Splits here: ${found.join(', ')}. Choose with --split, or name a folder with -o for all of them.`,
  });
}

async function templateOf({ io }: Run<ExportDatasetOptions>, file: string) {
  return parseTemplate(await readText(resolve(io.cwd, file), { name: file }), file);
}

interface Job {
  readonly dataset: string;
  readonly shaper: Shaper;
  readonly target: Target;
}

async function toFiles({ dataset, shaper, target }: Job): Promise<Record<string, number>> {
  const opened = target.splits.map(async (split) => {
    const options = { name: split, type: target.type, like: shaper.like };
    return [split, await openShapeFile(target.fileOf(split), options)] as const;
  });
  const files = new Map(await Promise.all(opened));
  try {
    for await (const { split, row } of rowsOf(dataset)) {
      const file = files.get(split);
      const shaped = file ? shaper.shape(row) : null;
      if (shaped !== null) await file?.write(shaped);
    }
    const written: Record<string, number> = {};
    for (const [split, file] of files) written[split] = (await file.close()).rows;
    return written;
  } catch (error) {
    for (const file of files.values()) await file.discard();
    throw error;
  }
}

async function toStdout(
  { io }: Run<ExportDatasetOptions>,
  { dataset, shaper, target }: Job,
): Promise<Record<string, number>> {
  const written: Record<string, number> = {};
  for await (const { split, row } of rowsOf(dataset)) {
    const shaped = target.splits.includes(split) ? shaper.shape(row) : null;
    if (shaped === null) continue;
    io.out(`${JSON.stringify(shaped)}\n`);
    written[split] = (written[split] ?? 0) + 1;
  }
  return written;
}
