/** init, refresh, status, stale, export and prune as a user types them, with the bundled model. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cli, startCli } from '../helpers/cli.js';
import { runInProcess } from '../helpers/run-cli.js';

const folder = mkdtempSync(join(tmpdir(), 'raft-corpus-cli-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
/** Most of it in this process: starting Node costs more than the work. */
const run = (...args: string[]) => runInProcess(args, folder);
const write = (name: string, content: string | Uint8Array): void => writeFileSync(join(folder, name), content);

/** Ids and titles that break careless programs. */
const ODD = [
  'plain',
  "it's",
  'a/b\\c',
  'new\nline',
  "'; DROP TABLE passages; --",
  '📚🇯🇵',
  'x'.repeat(10_000),
  '=cmd|calc',
  '\u001b[31mred\u009b2J',
  '\u202egpj.exe',
  ' spaces ',
  '../../etc/passwd',
  '%s %d %%',
  'nul\u0000byte',
];

const catalog = (volumes: number, updatedAt: string): string =>
  ODD.map(
    (sku, i) =>
      `${JSON.stringify({ sku, title: `=1+${i} \u001b[2J title`, synopsis: `The story of entry ${i}.`, volumes: volumes + i, updated_at: updatedAt })}\n`,
  ).join('');

beforeAll(async () => {
  write('catalog.jsonl', catalog(100, '2026-01-01'));
  write(
    'raft-corpus.yaml',
    [
      'store: store',
      'sources:',
      '  - id: catalog',
      '    kind: catalog',
      '    path: catalog.jsonl',
      '    lang: en',
      '    fields: { id: sku, title: title, text: synopsis, updatedAt: updated_at, facts: { volumes: number } }',
    ].join('\n'),
  );
  const first = await run('refresh', '--as-of', '2026-02-01');
  expect([first.code, first.stdout]).toEqual([0, expect.stringContaining('refresh r-000001 as of 2026-02-01')]);
  expect(first.stderr).toContain('Next: raft-corpus status');
  write('catalog.jsonl', catalog(200, '2026-03-01'));
});

/** The one document on stdout. */
async function json(...args: string[]): Promise<Readonly<Record<string, unknown>>> {
  const { code, stdout, stderr } = await run(...args, '--json');
  expect([code, stderr]).toEqual([0, '']);
  const document = JSON.parse(stdout);
  expect(document.schema).toBe(1);
  return document;
}

describe('refresh', () => {
  it('dry, prints what it would do and writes nothing', async () => {
    const before = await json('status', '--as-of', '2026-03-01');
    const { code, stdout, stderr } = await run('refresh', '--as-of', '2026-03-01', '--dry-run');
    expect(code).toBe(0);
    expect(stdout).toContain('nothing was written');
    expect(stderr).toContain('Next: raft-corpus refresh');
    expect(await json('status', '--as-of', '2026-03-01')).toEqual(before);
  });

  it('takes odd ids for what they are, and prints no control character of theirs', async () => {
    const { refresh } = await json('refresh', '--as-of', '2026-03-01');
    expect(refresh).toMatchObject({
      tag: 'r-000002',
      sources: [{ documents: ODD.length, changed: ODD.length, added: 0, removed: 0 }],
      stale: { superseded: ODD.length },
    });
    const { stale } = await json('stale', '--as-of', '2026-03-01');
    expect((stale as { doc_id: string }[]).map(({ doc_id }) => doc_id).sort()).toEqual([...ODD].sort());
    for (const format of ['table', 'csv', 'markdown', 'jsonl']) {
      const { code, stdout } = await run('stale', '--as-of', '2026-03-01', '--format', format);
      expect(code).toBe(0);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must not be there
      expect(stdout).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e]/);
    }
  });

  it('again changes nothing', async () => {
    const { refresh } = await json('refresh', '--as-of', '2026-03-02');
    expect(refresh).toMatchObject({ sources: [{ unchanged: ODD.length, embedded: 0 }], newly_stale: {} });
  });

  it('stops at bad records, naming each, and goes on without them when told to', async () => {
    const good = catalog(200, '2026-03-01');
    write(
      'catalog.jsonl',
      `${good}{"sku": "broken", \n{"title": "nameless"}\n${JSON.stringify({ sku: 'plain', title: 'Again' })}\n`,
    );
    const stopped = await run('refresh', '--as-of', '2026-03-03');
    expect([stopped.code, stopped.stdout]).toEqual([2, '']);
    for (const place of [`catalog.jsonl:${ODD.length + 1}`, `catalog.jsonl:${ODD.length + 2}`, 'catalog.jsonl:1 and'])
      expect(stopped.stderr).toContain(place);
    expect(stopped.stderr).toMatch(/\n {2}where: [\s\S]*\n {2}fix: {3}/);
    const skipped = await run('refresh', '--as-of', '2026-03-03', '--on-error', 'skip');
    expect(skipped.code).toBe(0);
    expect(skipped.stdout.match(/skipped/g)).toHaveLength(3);
    write('catalog.jsonl', good);
  });
});

describe('stale', () => {
  it('as CSV runs no formula and keeps one row for each passage', async () => {
    const { stdout } = await run('stale', '--as-of', '2026-03-01', '--format', 'csv');
    expect(stdout).not.toMatch(/(^|,|\n)"?[=+@-]/);
    expect(stdout).toContain(`'=cmd|calc`);
    const { parse } = await import('csv-parse/sync');
    const rows: string[][] = parse(stdout);
    expect(rows).toHaveLength(ODD.length + 1);
    expect(rows.map((row) => row[1])).toEqual(expect.arrayContaining(["it's", 'new\nline']));
  });

  it('names the sources there are when one is misspelt', async () => {
    const { code, stderr } = await run('stale', '--source', 'catlog', '--as-of', '2026-03-01');
    expect(code).toBe(2);
    expect(stderr).toContain('did you mean "catalog"?');
  });
});

describe('export', () => {
  it('writes JSON lines to stdout, and stops quietly when nobody reads on', async () => {
    const { code, stdout, stderr } = await run('export', '--as-of', '2026-03-01', '--current');
    expect([code, stderr]).toEqual([0, '']);
    expect(
      stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).doc_id),
    ).toHaveLength(ODD.length);

    const child = startCli(['export', '--as-of', '2026-03-01', '--vectors'], { cwd: folder });
    let errors = '';
    child.stderr?.on('data', (data) => {
      errors += data;
    });
    child.stdout?.once('data', () => child.stdout?.destroy());
    const end = await new Promise((resolve) => child.on('close', resolve));
    expect([end, errors]).toEqual([0, '']);
  });

  it('writes files that appear whole', async () => {
    const { export: report } = await json('export', '--as-of', '2026-03-01', '--format', 'beir', '-o', 'beir');
    expect(report).toMatchObject({ tag: 'r-000002', passages: ODD.length * 2 });
    const lines = readFileSync(join(folder, 'beir/corpus.jsonl'), 'utf8').trim().split('\n');
    expect(Object.keys(JSON.parse(lines[0] ?? ''))).toEqual(['_id', 'title', 'text', 'metadata']);
    expect(readdirSync(join(folder, 'beir'))).toEqual(['corpus.jsonl']);
  });
});

describe('interrupted', () => {
  it('a refresh ends with 130, leaves nothing visible, and its rerun completes', async () => {
    const many = Array.from(
      { length: 12_000 },
      (_, i) =>
        `${JSON.stringify({ sku: `S${i}`, title: `Series ${i}`, synopsis: `Story ${i}, told at length. `.repeat(8), volumes: i })}\n`,
    );
    write('catalog.jsonl', many.join(''));
    const scratch = mkdtempSync(join(folder, 'tmp-'));
    const args = ['refresh', '--as-of', '2026-03-05', '--allow-shrink', '--store', 'interrupted'];
    const child = startCli(args, { cwd: folder, env: { TMPDIR: scratch } });
    let said = '';
    child.stderr?.on('data', (data) => {
      said += data;
      if (!child.killed && said.includes('comparing')) child.kill('SIGINT');
    });
    const end = await new Promise((resolve) => child.on('close', resolve));
    expect(end).toBe(130);
    expect(said).toContain('interrupted');
    expect(readdirSync(scratch).filter((name) => name.startsWith('raft-corpus'))).toEqual([]);
    const status = await run('status', '--store', 'interrupted');
    expect([status.code, status.stderr]).toEqual([2, expect.stringMatching(/no store here yet|no completed refresh/)]);

    write('catalog.jsonl', many.slice(0, 50).join(''));
    const { refresh } = await json(...args);
    expect(refresh).toMatchObject({ tag: 'r-000001', sources: [{ added: 50 }] });
  });
});

describe('prune', () => {
  it('says what would go, and lets it go', async () => {
    const args = ['--older-than', '1d', '--as-of', '2026-06-01'];
    const { prune: dry } = await json('prune', ...args, '--dry-run');
    expect(dry).toMatchObject({
      dry_run: true,
      refreshes: ['r-000001', 'r-000002', 'r-000003'],
      stale_passages: ODD.length,
    });
    const { prune: done } = await json('prune', ...args);
    expect(done).toMatchObject({ dry_run: false, oldest_kept: 'r-000004' });
    expect((await json('stale', '--as-of', '2026-06-01')).stale).toEqual([]);
  });
});

describe('init', () => {
  it('writes a config from the files there are, with which a refresh runs; never over another one', async () => {
    const fresh = mkdtempSync(join(folder, 'fresh-'));
    writeFileSync(
      join(fresh, 'titles.csv'),
      'sku,title,volumes,updated_at\nA,Alpha,3,2026-01-01\nB,Beta,4,2026-01-02\n',
    );
    const inside = (...args: string[]) => cli(args, { cwd: fresh });
    const dry = await inside('init', '--dry-run');
    expect([dry.code, existsSync(join(fresh, 'raft-corpus.yaml'))]).toEqual([0, false]);
    expect((await inside('init')).code).toBe(0);
    expect(readFileSync(join(fresh, 'raft-corpus.yaml'), 'utf8')).toBe(dry.stdout);
    const again = await inside('init');
    expect([again.code, again.stderr]).toEqual([2, expect.stringContaining('--force')]);
    const refresh = await inside('refresh', '--json');
    expect(JSON.parse(refresh.stdout).refresh.sources).toMatchObject([{ documents: 2, added: 2 }]);
  });
});
