/** Which files of a folder hold rows, and which of them make one dataset. */
import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { RaftCorpusError } from '../../../core/errors.js';
import { splitOfFileName } from '../../splits.js';

/** A file or folder: `path` is opened, `name` is how messages call it. */
export interface RowsFile {
  readonly path: string;
  readonly name: string;
}

const ROWS = /\.(jsonl|ndjson|json|parquet|arrow)(\.gz)?$/i;
/** What lies beside the rows of a dataset. */
const NOT_ROWS = /^(?:manifest|dataset_info|dataset_dict|state|dataset_infos)\.json$/i;

/**
 * Files by dataset: a folder's, or the named ones of one folder; train first. Files that are not there are left to their reader.
 *
 * @throws RaftCorpusError for a folder without files of rows
 */
export async function datasetsOf(inputs: readonly RowsFile[]): Promise<readonly (readonly RowsFile[])[]> {
  const datasets = new Map<string, RowsFile[]>();
  for (const input of inputs) {
    const info = await stat(input.path).catch(() => null);
    const files = info?.isDirectory() ? await filesOf(input) : [input];
    for (const file of files) {
      const dataset = datasets.get(dirname(file.path)) ?? [];
      datasets.set(dirname(file.path), dataset);
      if (!dataset.some(({ path }) => path === file.path)) dataset.push(file);
    }
  }
  return [...datasets.values()].map((files) => files.sort(bySplit));
}

async function filesOf({ path, name }: RowsFile): Promise<RowsFile[]> {
  const entries = await readdir(path, { withFileTypes: true });
  const names = entries.filter((entry) => !entry.isDirectory() && ROWS.test(entry.name) && !NOT_ROWS.test(entry.name));
  const all = names.map((entry) => entry.name);
  const ofSplits = all.filter((file) => splitOfFileName(file) !== undefined);
  const chosen = oncePerStem(ofSplits.length > 0 ? ofSplits : all);
  if (chosen.length > 0) return chosen.map((file) => ({ path: join(path, file), name: join(name, file) }));
  throw new RaftCorpusError('there are no files of rows in this folder', {
    where: name,
    fix: 'Name a folder with train.jsonl (or .json, .parquet, .arrow), or a file; formats of a dataset are below its formats/.',
  });
}

/** `train.jsonl` and `train.parquet` beside each other hold the same rows. */
function oncePerStem(names: readonly string[]): readonly string[] {
  const stems = new Map<string, string>();
  for (const name of [...names].sort()) {
    const stem = basename(name.replace(/\.gz$/i, ''), extname(name.replace(/\.gz$/i, '')));
    if (!stems.has(stem)) stems.set(stem, name);
  }
  return [...stems.values()];
}

const SPLIT_ORDER = ['train', 'validation', 'test'];

function bySplit(a: RowsFile, b: RowsFile): number {
  const order = ({ path }: RowsFile): number => SPLIT_ORDER.indexOf(splitOfFileName(path) ?? 'train');
  return order(a) - order(b) || (a.path < b.path ? -1 : 1);
}
