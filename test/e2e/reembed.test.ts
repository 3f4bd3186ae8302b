/** Another embedder in the config, as a user meets it: refusals, what it takes, the change, and a process that is killed. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cli, startCli } from '../helpers/cli.js';
import { runInProcess } from '../helpers/run-cli.js';

const folder = mkdtempSync(join(tmpdir(), 'raft-corpus-reembed-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const run = (...args: string[]) => runInProcess(args, folder);
/** In a process of its own: only that can know that a killed one on its host is gone. */
const spawned = (...args: string[]) => cli(args, { cwd: folder });
const write = (name: string, content: string): void => writeFileSync(join(folder, name), content);

/** The bundled model with a prefix is another embedder: other vectors, another fingerprint. */
const PREFIXED = '{ model: bundled, passagePrefix: "passage: " }';
const ENTRIES = 300;

function config(embedder: string): string {
  return [
    'store: store',
    `embedder: ${embedder}`,
    'suites: [suite.yaml]',
    'sources:',
    '  - id: catalog',
    '    kind: catalog',
    '    path: catalog.jsonl',
    '    lang: en',
    '    fields: { id: sku, title: title, text: synopsis, updatedAt: updated_at, facts: { volumes: number } }',
  ].join('\n');
}

const catalog = (volumes: number, updatedAt: string): string =>
  Array.from({ length: ENTRIES }, (_, i) => ({
    sku: `S-${i}`,
    title: `Series ${i}`,
    synopsis: `The story of entry ${i}.`,
    volumes: i < 20 ? volumes : 3,
    updated_at: i < 20 ? updatedAt : '2026-01-01',
  }))
    .map((entry) => `${JSON.stringify(entry)}\n`)
    .join('');

/** Two refreshes of one history into `store`. */
async function history(store: string, configFile: string): Promise<void> {
  for (const [volumes, date] of [
    [1, '2026-02-01'],
    [2, '2026-03-01'],
  ] as const) {
    write('catalog.jsonl', catalog(volumes, date));
    const { code, stderr } = await run('refresh', '-c', configFile, '--store', store, '--as-of', date);
    expect([code, code === 0 ? '' : stderr]).toEqual([0, '']);
  }
}

const vectors = async (store: string, ...more: string[]): Promise<readonly string[]> => {
  const { code, stdout } = await run('export', '--vectors', '--store', store, '--as-of', '2026-12-01', ...more);
  expect(code).toBe(0);
  return stdout.trim().split('\n');
};

beforeAll(async () => {
  write('old.yaml', config('{ model: bundled }'));
  write('new.yaml', config(PREFIXED));
  await history('store', 'old.yaml');
});

describe('another embedder in the config', () => {
  it('is refused by every command that holds vectors against it, with both fingerprints and the way out', async () => {
    write(
      'suite.yaml',
      'suite: none\nquestions: [{ id: q, question: Is there a film?, lang: en, type: unanswerable }]\n',
    );
    for (const command of [
      ['mine', '--queries', 'none.jsonl'],
      ['build', '--dry-run'],
      ['eval'],
      ['export', '--vectors'],
      ['refresh', '--as-of', '2026-04-01'],
    ]) {
      const { code, stdout, stderr } = await run(...command, '-c', 'new.yaml');
      expect([command, code, stdout]).toEqual([command, 2, '']);
      expect(stderr).toMatch(/was embedded with bundled \([0-9a-f]{12}\), the config names bundled \([0-9a-f]{12}\)/);
      expect(stderr).toContain('raft-corpus refresh --reembed');
    }
    const status = await run('status', '-c', 'new.yaml');
    expect(status.code).toBe(0);
  });

  const args = ['refresh', '--reembed', '-c', 'new.yaml', '--as-of', '2026-04-01'];

  it('embeds anew when told to: first says what it takes, then does it, though killed in between', async () => {
    const dry = await run(...args, '--dry-run');
    expect([dry.code, dry.stdout]).toEqual([0, expect.stringContaining('Would embed anew: bundled')]);
    expect(dry.stdout).toMatch(/320 distinct texts for 3[46]0 row versions: [\d,]+ characters, about [\d,]+ tokens/);

    const killed = startCli(args, { cwd: folder });
    let said = '';
    killed.stderr?.on('data', (data) => {
      said += data;
      if (said.includes('embedding anew')) killed.kill('SIGKILL');
    });
    await new Promise((resolve) => killed.on('close', resolve));
    expect(said).toContain('embedding anew');

    const done = await spawned(...args, '--json');
    expect(done.code).toBe(0);
    const { refresh } = JSON.parse(done.stdout);
    expect(refresh.reembedded).toMatchObject({ texts: ENTRIES + 20 });
    expect(refresh.embedder.fingerprint).toBe(refresh.reembedded.to.fingerprint);
  });

  it('gives the vectors that a store made with it has', async () => {
    await history('other', 'new.yaml');
    const [changed, made] = [await vectors('store', '-c', 'new.yaml'), await vectors('other', '-c', 'new.yaml')];
    expect(changed).toEqual(made);
    expect(changed).toHaveLength(ENTRIES + 20);
  });

  it('has nothing to embed anew the second time, and says so', async () => {
    const again = await run('refresh', '--reembed', '-c', 'new.yaml', '--as-of', '2026-05-01');
    expect([again.code, again.stdout]).toEqual([0, expect.stringContaining('Nothing to embed anew')]);
    const status = await run('status', '-c', 'new.yaml');
    expect(status.stdout).toMatch(/model bundled \(\d+ dims, [0-9a-f]{12}\) since r-000003/);
  });
});
