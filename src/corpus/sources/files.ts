/** Which files a source is: its globs resolved, `{snapshot}` filled in, in an order that never changes. */
import { readdir, stat } from 'node:fs/promises';
import { dirname, relative, resolve, sep } from 'node:path';
import { glob } from 'tinyglobby';
import { RaftCorpusError } from '../../core/errors.js';
import { patternsOf, type SourceConfig } from './config.js';
import { fillSnapshot, resolveSnapshot } from './snapshot.js';

/** A file of a source. */
export interface SourceFile {
  /** Absolute. */
  readonly path: string;
  /** Relative to the config's folder, `/` separators: how messages call it. */
  readonly name: string;
  /** Below the fixed part of the glob that found it, `/` separators: the doc_id of a text. */
  readonly docId: string;
  readonly bytes: number;
}

export interface SourceFiles {
  /** Sorted by name, in code units. */
  readonly files: readonly SourceFile[];
  /** What `{snapshot}` stood for; null when no path has it. */
  readonly snapshot: string | null;
  /** Fixed folders of the globs, absolute: where sidecars are looked for. */
  readonly folders: readonly string[];
}

export interface ResolveFilesOptions {
  /** Folder of the config file, absolute. */
  readonly root: string;
  /** Name of the dated folder; default: the last. */
  readonly snapshot?: string | undefined;
}

/**
 * Finds the files of a source. A pattern that starts with `!` takes files away.
 * @throws RaftCorpusError when a pattern matches nothing, naming the folder looked in and what is there
 */
export async function resolveFiles(
  config: Pick<SourceConfig, 'id' | 'path'>,
  options: ResolveFilesOptions,
): Promise<SourceFiles> {
  const patterns = patternsOf(config);
  const snapshot = await resolveSnapshot(patterns, { ...options, source: config.id });
  const filled = patterns.map((pattern) => fillSnapshot(pattern, snapshot));
  const found = new Map<string, SourceFile>();
  const folders: string[] = [];
  for (const pattern of filled.filter((each) => !each.startsWith('!'))) {
    const { folder, paths } = await expand(pattern, options.root);
    if (paths.length === 0) throw await nothingMatched(pattern, { root: options.root, folder, source: config.id });
    if (!folders.includes(folder)) folders.push(folder);
    for (const path of paths) if (!found.has(path)) found.set(path, await sourceFile(path, folder, options.root));
  }
  for (const pattern of filled.filter((each) => each.startsWith('!'))) {
    for (const path of (await expand(pattern.slice(1), options.root)).paths) found.delete(path);
  }
  const files = [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  return { files, snapshot, folders };
}

/** The fixed part of a glob: its folders before the first one with a wildcard; for a plain path, the file's folder. */
export function fixedPart(pattern: string): { readonly fixed: string; readonly rest: string } {
  const segments = pattern.split('/');
  const magic = segments.findIndex((segment) => /[*?[\]{}!()]/.test(segment));
  const cut = magic === -1 ? segments.length - 1 : magic;
  const fixed = segments.slice(0, cut).join('/');
  return { fixed: fixed === '' && pattern.startsWith('/') ? '/' : fixed, rest: segments.slice(cut).join('/') };
}

interface Expanded {
  readonly folder: string;
  /** Absolute. */
  readonly paths: readonly string[];
}

async function expand(pattern: string, root: string): Promise<Expanded> {
  const literal = resolve(root, pattern);
  // A name may hold brackets: what exists as written is meant as written.
  if ((await kindOf(literal)) === 'file') return { folder: dirname(literal), paths: [literal] };
  const { fixed, rest } = fixedPart(pattern);
  const folder = resolve(root, fixed);
  if ((await kindOf(folder)) !== 'folder') return { folder, paths: [] };
  const names = await glob(rest, { cwd: folder, onlyFiles: true, expandDirectories: false });
  return { folder, paths: names.map((name) => resolve(folder, name)) };
}

async function sourceFile(path: string, folder: string, root: string): Promise<SourceFile> {
  const { size } = await stat(path).catch(() => ({ size: 0 }));
  return { path, name: slashed(relative(root, path)), docId: slashed(relative(folder, path)), bytes: size };
}

function slashed(path: string): string {
  return sep === '/' ? path : path.split(sep).join('/');
}

async function kindOf(path: string): Promise<'file' | 'folder' | null> {
  const stats = await stat(path).catch(() => null);
  if (stats === null) return null;
  return stats.isFile() ? 'file' : stats.isDirectory() ? 'folder' : null;
}

async function nothingMatched(
  pattern: string,
  { root, folder, source }: { readonly root: string; readonly folder: string; readonly source: string },
): Promise<RaftCorpusError> {
  if ((await kindOf(resolve(root, pattern))) === 'folder') {
    return new RaftCorpusError(`source "${source}": ${pattern} is a folder, not a file`, {
      where: slashed(relative(root, folder)) || '.',
      fix: `Say which files are meant: ${pattern.replace(/\/$/, '')}/**/*.md`,
    });
  }
  let nearest = folder;
  while ((await kindOf(nearest)) !== 'folder' && nearest !== dirname(nearest)) nearest = dirname(nearest);
  const names = (await readdir(nearest, { withFileTypes: true }).catch(() => []))
    .map((entry) => (entry.isDirectory() ? `${entry.name}/` : entry.name))
    .sort();
  const shown = names.length === 0 ? 'nothing' : names.slice(0, 8).join(', ') + (names.length > 8 ? ', …' : '');
  return new RaftCorpusError(`source "${source}": no file matches ${pattern}`, {
    where: slashed(relative(root, nearest)) || '.',
    fix: `Correct the path; in that folder there is: ${shown}.`,
  });
}
