/**
 * Fails when an import points up the list of layers, or in a circle. Reads `src/` as text: static, type and
 * dynamic imports all count, because each of them makes one file know another.
 *
 *   npm run check:layers
 */
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, posix, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Top to bottom; a file may import from its own layer and from those below. */
export const LAYERS: readonly string[] = [
  'cli',
  'index.ts',
  'config',
  'review',
  'report',
  'curation',
  'raft',
  'evals',
  'negatives',
  'audit',
  'verify',
  'corpus',
  'search',
  'store',
  'embed',
  'dataset',
  'endpoint',
  'text',
  'stats',
  'core',
];

/** The same inside `corpus/`. Files directly in it read what a refresh wrote, and stand above the rest but refresh. */
const CORPUS_LAYERS: readonly string[] = ['refresh', '', 'freshness', 'drift', 'passages', 'sources', 'formats'];
/** `corpus/` files that hold only types or one-place definitions, below everything in it. */
const CORPUS_GROUND = ['corpus/document.ts', 'corpus/state.ts', 'corpus/downstream.ts'];

/** One broken rule, as a sentence. */
export type Violation = string;

/** @param files path below `src/` (posix) → text */
export function checkLayers(files: ReadonlyMap<string, string>): Violation[] {
  const imports = new Map([...files].map(([path, text]) => [path, importsOf(path, text)]));
  const violations: Violation[] = [];
  for (const [path, targets] of imports) {
    for (const target of targets) {
      if (!files.has(target)) violations.push(`${path} imports ${target}, which is not there`);
      else if (pointsUp(path, target))
        violations.push(`${path} (${layerOf(path)}) imports ${target} (${layerOf(target)}), which is above it`);
    }
  }
  return [...violations, ...cycles(imports)];
}

function layerOf(path: string): string {
  return path.includes('/') ? (path.split('/', 1)[0] ?? '') : path;
}

function pointsUp(from: string, to: string): boolean {
  const [a, b] = [rank(from), rank(to)];
  if (a !== b) return b < a;
  return layerOf(from) === 'corpus' && corpusRank(to) < corpusRank(from);
}

function rank(path: string): number {
  const at = LAYERS.indexOf(layerOf(path));
  if (at < 0)
    throw new Error(
      `src/${path} is in no layer; add its folder to the list in scripts/check-layers.ts and docs/architecture.md`,
    );
  return at;
}

function corpusRank(path: string): number {
  if (CORPUS_GROUND.includes(path)) return CORPUS_LAYERS.length;
  const folder = path.split('/').length > 2 ? (path.split('/')[1] ?? '') : '';
  return CORPUS_LAYERS.indexOf(folder);
}

const IMPORT =
  /(?:^|[\s;}])(?:import|export)\s(?:[^'"`;]*?\sfrom\s)?['"](\.[^'"]+)['"]|\bimport\(\s*['"`](\.[^'"`]+)['"`]/g;

function importsOf(path: string, text: string): string[] {
  return [...text.matchAll(IMPORT)]
    .map((match) => match[1] ?? match[2] ?? '')
    .map((specifier) => posix.normalize(posix.join(posix.dirname(path), specifier)).replace(/\.js$/, '.ts'))
    .filter((target) => !target.startsWith('..'));
}

/** Cycles by depth-first search; each is reported once, at the import that closes it. */
function cycles(imports: ReadonlyMap<string, readonly string[]>): Violation[] {
  const found: Violation[] = [];
  const state = new Map<string, 'open' | 'done'>();
  const visit = (path: string, trail: readonly string[]): void => {
    if (state.get(path) === 'done') return;
    if (state.get(path) === 'open') {
      found.push(`circle: ${[...trail.slice(trail.indexOf(path)), path].join(' → ')}`);
      return;
    }
    state.set(path, 'open');
    for (const target of imports.get(path) ?? []) visit(target, [...trail, path]);
    state.set(path, 'done');
  };
  for (const path of imports.keys()) visit(path, []);
  return found;
}

async function main(): Promise<void> {
  const src = join(dirname(fileURLToPath(import.meta.url)), '..', 'src');
  const entries = await readdir(src, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name));
  const files = new Map(
    await Promise.all(
      paths.map(async (path) => [relative(src, path).split(sep).join('/'), await readFile(path, 'utf8')] as const),
    ),
  );
  const violations = checkLayers(files);
  for (const violation of violations) console.error(violation);
  console.log(
    violations.length === 0
      ? `layers: ${files.size} files, every import points down`
      : `layers: ${violations.length} violations`,
  );
  process.exitCode = violations.length === 0 ? 0 : 1;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
