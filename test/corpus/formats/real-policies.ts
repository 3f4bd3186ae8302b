/** The real policy trees beside the repository; tests that use them are skipped where they are absent. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const DATA = fileURLToPath(new URL('../../../../shared/data', import.meta.url));
export const POLICY_TREES = [
  'policies-github/old',
  'policies-github/new',
  'policies-basecamp/old',
  'policies-basecamp/new',
];
export const HAVE_POLICIES = POLICY_TREES.every((tree) => existsSync(join(DATA, tree)));

export interface RealPage {
  readonly path: string;
  readonly source: string;
}

/** All Markdown pages of a tree, by path. */
export function policyPages(tree: string): readonly RealPage[] {
  const folder = join(DATA, tree);
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.md'))
    .sort()
    .map((path) => ({ path: `${tree}/${path}`, source: readFileSync(join(folder, path), 'utf8') }));
}
