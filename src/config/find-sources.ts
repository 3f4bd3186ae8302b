/** Which files below some folders could be sources: catalogs one by one, pages by folder, dated folders as one. */
import { readdir, stat } from 'node:fs/promises';
import { basename, join, relative, sep } from 'node:path';
import { RaftCorpusError } from '../core/errors.js';
import { type FileFormat, formatOf, isRecordFormat } from '../dataset/readers/formats.js';

/** A source that could be declared. */
export interface FoundSource {
  /** Relative to the working folder, `/` separators; pages as a glob, a dated folder as `{snapshot}`. */
  readonly path: string;
  /** Files that it matches now, absolute; of dated folders those of the last. At least one. */
  readonly files: readonly string[];
  readonly format: FileFormat;
  /** What a person would call it: `catalog`, `policies`. */
  readonly name: string;
  /** Named on the command line, not found in a folder: what is wrong with it is an error. */
  readonly isNamed: boolean;
}

/** Files that come with any project and hold no documents. */
const NO_SOURCE = /^(readme|licen[cs]e|changelog|contributing|package(-lock)?\.json|tsconfig)/i;
const NO_FOLDER = /^(\.|node_modules$|dist$|out$)/;
/** `2026-04`, `2026-04-15`, `20260415`. */
const DATED = /^\d{4}(-\d{2}(-\d{2})?|\d{4})$/;
/** Folders below a named one that are looked through, and files that are looked at. */
const DEEPEST = 8;
const MOST_FILES = 20_000;
const NATURAL = new Intl.Collator('en', { numeric: true });

/**
 * Sources in `roots` (absolute files and folders), by path.
 * @throws RaftCorpusError where a root does not exist
 */
export async function findSources(cwd: string, roots: readonly string[]): Promise<FoundSource[]> {
  const found = new Map<string, FoundSource>();
  for (const root of roots) {
    const info = await stat(root).catch(() => {
      throw new RaftCorpusError('there is no such file or folder', { where: root, fix: 'Check the path.' });
    });
    const sources = info.isFile() ? namedFile(cwd, root) : group(cwd, root, await filesBelow(root));
    for (const source of sources) found.set(source.path, source);
  }
  return [...found.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

function namedFile(cwd: string, path: string): FoundSource[] {
  const format = formatOf(path);
  if (format === undefined) return [];
  return [{ path: slashed(relative(cwd, path)), files: [path], format, name: stemOf(path), isNamed: true }];
}

/** Files below a folder that have a known format, in a fixed order. */
async function filesBelow(root: string): Promise<string[]> {
  const files: string[] = [];
  const walk = async (folder: string, depth: number): Promise<void> => {
    const entries = await readdir(folder, { withFileTypes: true });
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = join(folder, entry.name);
      if (files.length >= MOST_FILES) return;
      if (entry.isDirectory() && depth < DEEPEST && !NO_FOLDER.test(entry.name)) await walk(path, depth + 1);
      else if (entry.isFile() && !entry.name.startsWith('.') && !NO_SOURCE.test(entry.name) && formatOf(path))
        files.push(path);
    }
  };
  await walk(root, 0);
  return files;
}

interface Slotted {
  readonly file: string;
  readonly format: FileFormat;
  /** Path from the working folder with `{snapshot}` for the first dated folder. */
  readonly segments: readonly string[];
  readonly date: string | null;
  /** Segments that belong to the folder the user named, and to its dated folder. */
  readonly base: number;
}

function group(cwd: string, root: string, files: readonly string[]): FoundSource[] {
  const all = files.map((file) => slotted(cwd, root, file));
  const pages = all.filter(({ format }) => !isRecordFormat(format));
  /** Where pages lie right in the named folder, its subfolders belong to them. */
  const flat = new Set(pages.filter(({ segments, base }) => segments.length === base + 1).map(folderKey));
  const groups = new Map<string, Slotted[]>();
  for (const file of all) {
    const path = isRecordFormat(file.format) ? file.segments.join('/') : globOf(file, flat.has(folderKey(file)));
    groups.set(path, [...(groups.get(path) ?? []), file]);
  }
  return [...groups].flatMap(([path, members]) => {
    const [newest] = members.map(({ date }) => date ?? '').sort((a, b) => NATURAL.compare(b, a));
    const current = members.filter(({ date }) => (date ?? '') === newest);
    const [first] = current;
    if (first === undefined) return [];
    const { format } = first;
    const name = isRecordFormat(format) ? stemOf(path) : (folderName(path) ?? basename(cwd));
    return [{ path, files: current.map(({ file }) => file), format, name, isNamed: false }];
  });
}

function slotted(cwd: string, root: string, file: string): Slotted {
  const segments = slashed(relative(cwd, file)).split('/');
  const rootDepth = relative(cwd, root) === '' ? 0 : slashed(relative(cwd, root)).split('/').length;
  const at = segments.slice(0, -1).findIndex((segment) => DATED.test(segment));
  const date = segments[at] ?? null;
  if (at !== -1) segments[at] = '{snapshot}';
  return { file, format: formatOf(file) ?? 'text', segments, date, base: Math.max(rootDepth, at + 1) };
}

function folderKey({ segments, base }: Slotted): string {
  return segments.slice(0, base).join('/');
}

function globOf({ segments, base }: Slotted, isFlat: boolean): string {
  const ending = (segments.at(-1) ?? '').replace(/\.gz$/i, '').split('.').pop() ?? 'md';
  const folder = segments.slice(0, isFlat ? base : base + 1);
  const gz = /\.gz$/i.test(segments.at(-1) ?? '') ? '.gz' : '';
  return [...folder, '**', `*.${ending}${gz}`].join('/');
}

/** The last folder of a glob that is no pattern. */
function folderName(glob: string): string | undefined {
  return glob
    .split('/')
    .slice(0, -2)
    .filter((segment) => !segment.includes('{') && segment !== '..')
    .at(-1);
}

function stemOf(path: string): string {
  return basename(path).split('.')[0] ?? '';
}

function slashed(path: string): string {
  return sep === '/' ? path : path.split(sep).join('/');
}
