/** Every version of the policy pages: the tree as it stood after each commit, written to a folder. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { REAL_DATA } from '../fixtures/real-sources.js';
import type { Tree } from './page-diff.js';

/** The tree after a commit, and when each of its pages last changed. */
export interface Commit {
  readonly date: string;
  readonly tree: Tree;
  readonly dates: ReadonlyMap<string, string>;
}

interface Version {
  readonly path: string;
  readonly commit: string;
  readonly commitDate: string;
  readonly status: string;
  readonly text: string | null;
}

/** Commits of a folder of policies, oldest first, dates in UTC. */
export function readHistory(folder: string): Commit[] {
  const lines = gunzipSync(readFileSync(join(REAL_DATA, folder, 'versions.jsonl.gz'))).toString('utf8');
  const versions = lines
    .split('\n')
    .filter((line) => line !== '')
    .map((line): Version => ({ ...JSON.parse(line), commitDate: new Date(JSON.parse(line).commitDate).toISOString() }))
    .sort((a, b) => (a.commitDate < b.commitDate ? -1 : a.commitDate > b.commitDate ? 1 : 0));
  const tree = new Map<string, string>();
  const dates = new Map<string, string>();
  return versions.flatMap((version, i) => {
    const { path, commitDate, text } = version;
    if (version.status === 'D' || text === null) tree.delete(path);
    else tree.set(path, text.replaceAll('\r\n', '\n'));
    dates.set(path, commitDate);
    if (versions[i + 1]?.commit === version.commit) return [];
    return [{ date: commitDate, tree: new Map(tree), dates: new Map(dates) }];
  });
}

/** Makes `pages/` below `folder` hold this tree and nothing else, and `times.json` its dates. */
export function checkOut({ tree, dates }: Commit, folder: string): void {
  rmSync(join(folder, 'pages'), { recursive: true, force: true });
  for (const [path, text] of tree) {
    const file = join(folder, 'pages', path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  writeFileSync(join(folder, 'times.json'), JSON.stringify(Object.fromEntries(dates)));
}
