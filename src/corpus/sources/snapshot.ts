/** `{snapshot}` in a path: the name of a dated folder or file, given or the last there is. */
import { resolve } from 'node:path';
import { glob } from 'tinyglobby';
import { RaftCorpusError } from '../../core/errors.js';

const SLOT = '{snapshot}';
/** What counts as dated when none is named: `2026-04`, `20260401`, `2026-Q2`, but not `latest`. */
const DATED = /^\d{4}(?!\d{5})/;

const NATURAL = new Intl.Collator('en', { numeric: true });

/** The pattern with `{snapshot}` filled in. */
export function fillSnapshot(pattern: string, snapshot: string | null): string {
  return snapshot === null ? pattern : pattern.replaceAll(SLOT, snapshot);
}

export interface SnapshotOptions {
  readonly root: string;
  readonly snapshot?: string | undefined;
  /** Id of the source, for messages. */
  readonly source: string;
}

/**
 * What `{snapshot}` stands for in these patterns: the name that was asked for, else the last dated one, numbers
 * compared as numbers (2026-10 follows 2026-9); null when no pattern has the slot.
 * @throws RaftCorpusError when there is none, naming those that exist
 */
export async function resolveSnapshot(patterns: readonly string[], options: SnapshotOptions): Promise<string | null> {
  const slotted = patterns.filter((pattern) => pattern.includes(SLOT));
  if (slotted.length === 0) return null;
  const names = new Set<string>();
  for (const pattern of slotted) for (const name of await namesOf(pattern, options.root)) names.add(name);
  const sorted = [...names].sort(NATURAL.compare);
  const wanted = options.snapshot;
  const chosen = wanted === undefined ? sorted.filter((name) => DATED.test(name)).at(-1) : wanted;
  if (chosen !== undefined && names.has(chosen)) return chosen;
  const shown = sorted.length === 0 ? 'none' : sorted.slice(-8).join(', ');
  throw new RaftCorpusError(
    wanted === undefined
      ? `source "${options.source}": no dated snapshot matches ${slotted.join(', ')}`
      : `source "${options.source}": there is no snapshot ${JSON.stringify(wanted)}`,
    { where: slotted.join(', '), fix: `Snapshots there: ${shown}. Choose one with --snapshot NAME.` },
  );
}

/** Every name that makes the pattern match at least one file. */
async function namesOf(pattern: string, root: string): Promise<string[]> {
  const segments = pattern.split('/');
  const at = segments.findIndex((segment) => segment.includes(SLOT));
  const fixed = segments.slice(0, at).join('/') || (pattern.startsWith('/') ? '/' : '.');
  const segment = segments[at] ?? '';
  const named = new RegExp(`^${segment.split(SLOT).map(escapeGlob).join('([^/]+)')}$`);
  const rest = [segment.replaceAll(SLOT, '*'), ...segments.slice(at + 1)].join('/').replaceAll(SLOT, '*');
  const files = await glob(rest, { cwd: resolve(root, fixed), onlyFiles: true, expandDirectories: false });
  return files.flatMap((file) => named.exec(file.split('/')[0] ?? '')?.[1] ?? []);
}

/** A path segment as an expression; its own wildcards match anything. */
function escapeGlob(part: string): string {
  return part
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '[^/]*')
    .replaceAll('?', '[^/]');
}
