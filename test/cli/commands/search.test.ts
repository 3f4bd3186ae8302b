/** `raft-corpus search` as a user types it, with the bundled model. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runInProcess } from '../../helpers/run-cli.js';

const folder = mkdtempSync(join(tmpdir(), 'raft-corpus-search-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const run = (...args: string[]) => runInProcess(args, folder);
const page = (days: number): string => `# Returns\n\nYou can return printed books within ${days} days of delivery.\n`;

beforeAll(async () => {
  const source = (id: string): string =>
    `  - { id: ${id}, kind: policy, path: ${id}.md, timestamps: [mtime], lang: ${id === 'gifts' ? 'ja' : 'en'} }`;
  writeFileSync(
    join(folder, 'raft-corpus.yaml'),
    ['store: store', 'sources:', source('returns'), source('gifts')].join('\n'),
  );
  writeFileSync(join(folder, 'returns.md'), page(30));
  writeFileSync(join(folder, 'gifts.md'), '# ギフト\n\nギフトラッピングは1点300円で承ります。\n');
  expect((await run('refresh', '--as-of', '2030-02-01')).code).toBe(0);
  writeFileSync(join(folder, 'returns.md'), page(14));
  expect((await run('refresh', '--as-of', '2030-03-01')).code).toBe(0);
});

/** The texts found, best first. */
async function texts(...args: string[]): Promise<{ readonly text: string; readonly verdict: string | null }[]> {
  const { code, stdout, stderr } = await run('search', ...args, '--json', '--as-of', '2030-04-01');
  expect([code, stderr]).toEqual([0, '']);
  const document = JSON.parse(stdout);
  expect(document).toMatchObject({ schema: 1, tag: expect.any(String), retriever: expect.any(String) });
  return document.hits;
}

describe('search', () => {
  it('finds current passages, and stale ones only when asked to', async () => {
    const current = await texts('how long do I have to return books?');
    expect(current[0]).toMatchObject({ verdict: null, text: expect.stringContaining('14 days') });
    expect(current.some(({ text }) => text.includes('30 days'))).toBe(false);
    const all = await texts('return books within 30 days', '--all');
    expect(all.find(({ text }) => text.includes('30 days'))).toMatchObject({ verdict: 'superseded' });
  });

  it('says how many passages were left out for being stale, and of which kind', async () => {
    const args = ['search', 'return books', '--as-of', '2030-04-01'];
    expect((await run(...args)).stdout).toContain('(stale and left out: 1 superseded; --all shows them)');
    const document = JSON.parse((await run(...args, '--json')).stdout);
    expect(document.left_out).toEqual({ superseded: 1 });
    for (const more of [['--all'], ['--source', 'gifts']]) {
      expect((await run(...args, ...more)).stdout).not.toContain('left out');
    }
    // This retriever searches current passages only, whatever else is asked.
    expect((await run(...args, '--all', '-r', 'hybrid-current')).stdout).toContain('left out: 1 superseded');
  });

  it('keeps to sources, counts and retrievers', async () => {
    expect(await texts('ラッピングの値段', '--source', 'returns', '-r', 'lexical')).toEqual([]);
    expect(await texts('return books', '-k', '1', '-r', 'dense')).toHaveLength(1);
  });

  it('shows a person what was found, and what to do next', async () => {
    const { code, stdout, stderr } = await run('search', 'ラッピングはいくら', '--as-of', '2030-04-01');
    expect(code).toBe(0);
    expect(stdout).toMatch(/1\. ギフト\n {3}current · \d\.\d{3} · gifts/);
    expect(stdout).toContain('300円');
    expect(stderr).toContain('Next: raft-corpus eval');
  });

  it.each([
    [[' '], 'the question is empty'],
    [['x', '-r', 'hybird'], 'did you mean "hybrid"'],
    [['x', '-r', 'hybrid-reranked'], 'needs a cross-encoder'],
    [['x', '--source', 'return'], 'did you mean "returns"'],
    [['x', '-k', '0'], '-k cannot be "0"'],
  ])('refuses %j', async (args, message) => {
    const { code, stdout, stderr } = await run('search', ...args, '--as-of', '2030-04-01');
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
  });
});
