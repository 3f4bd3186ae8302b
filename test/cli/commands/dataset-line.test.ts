/** mine, build, eval and audit as a user runs them, on a small shop of two products pages and the bundled model. */
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Io } from '../../../src/cli/io.js';
import { runCli } from '../../../src/cli/program.js';
import { fixedClock } from '../../../src/core/clock.js';

let cwd: string;

async function run(...args: string[]) {
  let out = '';
  let err = '';
  const io: Io = {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    cwd,
    env: {},
    clock: fixedClock('2026-07-15T00:00:00Z'),
    writer: { host: 'test', pid: process.pid, isAlive: () => true },
    scratch: tmpdir(),
    interactive: false,
  };
  process.exitCode = 0;
  await runCli(args, io);
  return { out, err, code: process.exitCode };
}

const NAMES = [
  'Salt Road',
  'Paper Tiger',
  'Glass Orchard',
  'Night Market',
  'Iron Kite',
  'Fox Judge',
  'Tidal Clock',
  'Moss Garden',
  'Copper Bell',
  'Snow Ledger',
  'River Post',
  'Amber Line',
];

async function writeShop(volumes: number) {
  const rows = NAMES.map((title, i) => ({
    id: `S${i}`,
    title,
    volumes: volumes + i,
    author: `Author ${title}`,
    text: `A tale of ${title.toLowerCase()}.`,
    at: `2026-0${volumes}-01`,
  }));
  await writeFile(join(cwd, 'series.jsonl'), rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
}

describe.skipIf(!existsSync('models/bundled/config.json'))('the line from corpus to audited dataset', () => {
  beforeAll(async () => {
    cwd = await mkdtemp(join(tmpdir(), 'line-'));
    await mkdir(join(cwd, 'policies'));
    await writeFile(
      join(cwd, 'policies', 'returns.en.md'),
      '---\ntitle: Returns\nupdated_at: 2026-03-01\n---\n# Returns\n\nYou can return books within 14 days of delivery.\n',
    );
    await writeFile(
      join(cwd, 'raft-corpus.yaml'),
      `sources:
  - { id: series, kind: catalog, path: series.jsonl, fields: { id: id, title: title, text: text, updatedAt: at, facts: { volumes: { type: number, unit: volumes }, author: text } } }
  - { id: policies, kind: policy, path: "policies/*.md" }
suites: [suite.yaml]
`,
    );
    await writeFile(
      join(cwd, 'suite.yaml'),
      `suite: tiny
questions:
  - { id: q1, question: "How many volumes of Salt Road are out?", lang: en, type: fact, gold: [{ source: series, doc: S0, fact: volumes, value: 5 }] }
  - { id: q2, question: "Within how many days can I return books?", lang: en, type: policy, gold: [{ source: policies, doc: returns.en.md, quote: within 14 days }] }
gates: [{ id: recall, measure: "R@10", min: 0.5 }]
`,
    );
    for (const volumes of [4, 5]) {
      await writeShop(volumes);
      expect(await run('refresh', '--as-of', `2026-0${volumes}-10`, '-q')).toMatchObject({ code: 0 });
    }
  });
  afterEach(() => {
    process.exitCode = 0;
  });

  it("mines negatives, yesterday's version among them", async () => {
    const { out, code } = await run('mine', '--json', '-n', '3');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ schema: 1, mine: { queries: 2, path: 'out/negatives.jsonl' } });
    const rows = (await readFile(join(cwd, 'out/negatives.jsonl'), 'utf8'))
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(rows[0].negatives.map((negative: { origin: string }) => negative.origin)).toContain('stale');
  });

  it('builds a dataset, the same again, and audits it', async () => {
    expect((await run('build', '-n', '60', '-k', '2', '-q')).code).toBe(0);
    const first = await readFile(join(cwd, 'out/raft/manifest.json'), 'utf8');
    expect((await run('build', '-n', '60', '-k', '2', '-q')).code).toBe(0);
    expect(await readFile(join(cwd, 'out/raft/manifest.json'), 'utf8')).toBe(first);
    const { out } = await run('audit', 'out/raft', '--json');
    const { event, checks } = JSON.parse(out);
    expect(event).toMatchObject({ event: 'dataset_audit', dataset: 'raft', corpus_tag: 'r-000002' });
    expect(checks.filter((check: { status: string }) => check.status === 'fail')).toEqual([]);
    expect((await run('audit', 'verify')).out).toContain('1 events, intact');
  });

  it('registers a dataset once, however its folder is spelled', async () => {
    for (const folder of ['out/twice', './out/other/../twice/'])
      expect((await run('build', '-n', '20', '-k', '2', '-q', '--out', folder)).code).toBe(0);
    const { status } = JSON.parse((await run('status', '--json')).out);
    const paths = status.artifacts.map(({ path }: { path: string }) => path);
    expect(paths.filter((path: string) => path.includes('twice'))).toEqual(['out/twice']);
  });

  it('evaluates, and fails when a gate does', async () => {
    const { out, code } = await run('eval', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      schema: 1,
      passed: true,
      verdict: 'unmeasured',
      questions: { scored: 2 },
      gates: [{ id: 'recall', passed: true }],
    });
    const strict = (await readFile(join(cwd, 'suite.yaml'), 'utf8')).replace(
      'measure: "R@10", min: 0.5',
      'measure: "stale-hit@10", max: 0',
    );
    await writeFile(join(cwd, 'strict.yaml'), strict);
    expect(await run('eval', 'strict.yaml')).toMatchObject({ code: 1, out: expect.stringContaining('FAIL') });
  });

  it('says what is wrong with its options, with exit code 2', async () => {
    expect(await run('build', '-p', '80')).toMatchObject({ code: 2, err: expect.stringContaining('from 0 to 1') });
    expect(await run('mine', '--queries', 'a', '--suite', 'b')).toMatchObject({
      code: 2,
      err: expect.stringContaining('exclude each other'),
    });
    expect(await run('audit', 'nowhere')).toMatchObject({ code: 2, err: expect.stringContaining('no dataset here') });
  });
});
