import { execFileSync } from 'node:child_process';
import { utimesSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { GIT } from '../../../src/corpus/sources/git-history.js';
import { tempFolder } from '../../fixtures/temp-folder.js';
import { noticeCounts, policies, readAll } from './reading.js';

const folder = tempFolder();
const root = folder.path;
const PAGE = '# Page\n\nThe text of the page.\n';

/** [docId, updatedAt, origin] of each document. */
async function stamps(overrides: Record<string, unknown>, options = {}) {
  const { documents } = await readAll(policies(overrides), root, options);
  return documents.map(({ docId, updatedAt, updatedAtFrom }) => [docId, updatedAt, updatedAtFrom]);
}

describe('origins of a timestamp', () => {
  beforeAll(() => {
    folder.write('p/a.md', `---\nupdated_at: 2026-01-01\n---\n${PAGE}`);
    folder.write('p/b.md', PAGE);
    folder.write('p/deep/c.md', PAGE);
    utimesSync(`${root}/p/deep/c.md`, 0, Date.UTC(2026, 2, 3) / 1000);
    folder.write('p/timestamps.json', JSON.stringify({ 'b.md': '2026年2月2日', 'a.md': 1767225600 }));
    const nested = { 'p/b.md': { new: { date: '2026-02-05' } }, 'deep/c.md': { new: { date: '2026-02-06' } } };
    folder.write('nested.json', JSON.stringify({ files: nested }));
  });

  it('takes the first origin that knows, and records which', async () => {
    expect(
      await stamps({ path: 'p/**/*.md', timestamps: ['frontmatter', 'sidecar:timestamps.json', 'mtime'] }),
    ).toEqual([
      ['a.md', '2026-01-01T00:00:00.000Z', 'frontmatter'],
      ['b.md', '2026-02-02T00:00:00.000Z', 'sidecar'],
      ['deep/c.md', '2026-03-03T00:00:00.000Z', 'mtime'],
    ]);
  });

  it('finds the timestamp deep in a sidecar, by doc_id or path', async () => {
    expect(await stamps({ path: 'p/**/*.md', timestamps: ['sidecar:nested.json#files.{doc_id}.new.date'] })).toEqual([
      ['a.md', null, null],
      ['b.md', '2026-02-05T00:00:00.000Z', 'sidecar'],
      ['deep/c.md', '2026-02-06T00:00:00.000Z', 'sidecar'],
    ]);
  });

  it('falls back on the date of the snapshot, which stands in for git and mtime', async () => {
    const found = await stamps({ path: 'p/**/*.md', timestamps: undefined, snapshotDate: '2026-03-09' });
    expect(found.map(([, , origin]) => origin)).toEqual(['frontmatter', 'snapshot', 'snapshot']);
  });

  it('refuses a sidecar that is missing, broken, or points to something else', async () => {
    await expect(stamps({ path: 'p/**/*.md', timestamps: ['sidecar:none.json'] })).rejects.toThrow(
      'none.json is not there',
    );
    folder.write('list.json', '[]');
    await expect(stamps({ path: 'p/**/*.md', timestamps: ['sidecar:list.json'] })).rejects.toThrow('not a JSON object');
    folder.write('broken.json', '{');
    await expect(stamps({ path: 'p/**/*.md', timestamps: ['sidecar:broken.json'] })).rejects.toThrow('not valid JSON');
    folder.write('deep.json', JSON.stringify({ 'b.md': { date: '2026-01-01' } }));
    await expect(stamps({ path: 'p/**/*.md', timestamps: ['sidecar:deep.json'] })).rejects.toMatchObject({
      fix: expect.stringContaining('sidecar:deep.json#{doc_id}'),
    });
    folder.write('lies.json', JSON.stringify({ 'b.md': '2026-02-30' }));
    await expect(stamps({ path: 'p/**/*.md', timestamps: ['sidecar:lies.json'] })).rejects.toThrow('names day 30');
  });
});

describe('git history', () => {
  const git = (cwd: string, args: string[], date = '2026-01-01T00:00:00Z') =>
    execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.org', ...args], {
      cwd,
      stdio: ['ignore', 'pipe', 'ignore'],
      env: { ...process.env, GIT_COMMITTER_DATE: date, GIT_AUTHOR_DATE: date },
    });
  const repository = `${root}/repo`;

  beforeAll(() => {
    folder.write('repo/docs/a.md', PAGE);
    folder.write('repo/docs/返品 規約.md', PAGE);
    folder.write('repo/docs/dirty.md', PAGE);
    git(repository, ['init', '-q', '-b', 'main']);
    git(repository, ['add', '.']);
    git(repository, ['commit', '-qm', 'first']);
    folder.write('repo/docs/a.md', `${PAGE}\nMore.\n`);
    git(repository, ['commit', '-qam', 'second'], '2026-02-02T12:00:00+09:00');
    folder.write('repo/docs/dirty.md', `${PAGE}\nNot committed.\n`);
    folder.write('repo/docs/untracked.md', PAGE);
    utimesSync(`${repository}/docs/dirty.md`, 0, Date.UTC(2026, 2, 3) / 1000);
    utimesSync(`${repository}/docs/untracked.md`, 0, Date.UTC(2026, 2, 4) / 1000);
  });

  it('gives the last commit of each file; what is changed or new since goes to the next origin', async () => {
    expect(await stamps({ path: 'repo/docs/*.md', timestamps: ['git', 'mtime'] }, { git: GIT })).toEqual([
      ['a.md', '2026-02-02T03:00:00.000Z', 'git'],
      ['dirty.md', '2026-03-03T00:00:00.000Z', 'mtime'],
      ['untracked.md', '2026-03-04T00:00:00.000Z', 'mtime'],
      ['返品 規約.md', '2026-01-01T00:00:00.000Z', 'git'],
    ]);
  });

  it('does not take the edge of a shallow clone for a change, and says so', async () => {
    git(root, ['clone', '-q', '--depth', '1', `file://${repository}`, 'shallow']);
    const config = policies({ path: 'shallow/docs/*.md', timestamps: ['git'] });
    const { documents, report } = await readAll(config, root, { git: GIT });
    expect(documents.map(({ updatedAt }) => updatedAt)).toEqual([null, null, null]);
    expect(noticeCounts(report)).toEqual({ shallow_git_history: 3, missing_timestamp: 3 });
  });

  it('goes on to the next origin where there is no repository', async () => {
    folder.write('plain/a.md', PAGE);
    const found = await stamps({ path: 'plain/*.md', timestamps: ['git', 'mtime'] }, { git: GIT });
    expect(found[0]?.[2]).toBe('mtime');
  });
});
