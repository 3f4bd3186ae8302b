/** `eval --pool` and `--to-review` on files that carry their texts: no config, no store, no model. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { datasetFolder } from '../../helpers/raft-rows.js';
import { runInProcess } from '../../helpers/run-cli.js';

const NAMES = ['ferry', 'kitchen', 'railway', 'orchard', 'tower', 'garden', 'harbour', 'market', 'bakery', 'library'];
let cwd: string;

/** Ninety questions about shops; an answer names what is asked, negatives of another shop do not. */
function triplets(negativeOf: (i: number, n: number) => string) {
  return Array.from({ length: 90 }, (_, i) => ({
    query: `When does the ${NAMES[i % 10]} of town ${i} open?`,
    pos: [`The ${NAMES[i % 10]} of town ${i} opens at ${(i % 12) + 1}.`],
    neg: [0, 1, 2].map((n) => negativeOf(i, n)),
  }));
}

const jsonl = (rows: readonly unknown[]): string => rows.map((row) => `${JSON.stringify(row)}\n`).join('');

beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), 'eval-pool-'));
  const random = triplets((i, n) => `Rule ${i} ${n}: parcels weigh no more than ${n + 2} kilos.`);
  writeFileSync(join(cwd, 'random.jsonl'), jsonl(random));
  const near = triplets((i, n) => `The ${NAMES[i % 10]} of town ${(i + 7 * (n + 1)) % 90} opens at ${(n % 12) + 1}.`);
  writeFileSync(join(cwd, 'near.jsonl'), jsonl(near));
});
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

const evaluate = (...args: string[]) => runInProcess(['eval', ...args], cwd);

describe('eval --pool', () => {
  it('fails negatives that lie where any text lies, and says why and what to do', async () => {
    const { code, stdout, stderr } = await evaluate('--pool', 'random.jsonl');
    expect(code).toBe(1);
    expect(stdout).toContain('TOO EASY');
    expect(stdout).toContain('270 of 90 questions');
    expect(stderr).toContain('judged without a corpus');
    expect(stderr).toContain('Next: ');
  });

  it('tells the same to programs, with where the pools came from', async () => {
    const { stdout, code } = await evaluate('--pool', 'random.jsonl', '--json');
    const { verdict, passed, hardness, pool } = JSON.parse(stdout);
    expect({ code, verdict, passed, pool }).toEqual({
      code: 1,
      verdict: 'too_easy',
      passed: false,
      pool: 'random.jsonl',
    });
    expect(hardness.pools).toMatchObject({ shape: 'flag-embedding', rows: 90, questions: 90 });
  });

  it('reads the contexts of a RAFT dataset', async () => {
    const folder = datasetFolder(cwd);
    const { stdout } = await evaluate('--pool', folder, '--json');
    expect(JSON.parse(stdout).hardness.pools).toMatchObject({
      shape: 'raft',
      left_out: { no_oracle: expect.any(Number) },
    });
  });

  it.each([
    [['--pool', 'nowhere.jsonl'], 'nowhere.jsonl'],
    [['suite.yaml', '--pool', 'near.jsonl'], 'judges negatives alone'],
    [['--pool', 'near.jsonl', '-r', 'dense'], '--retriever is for an eval of retrieval'],
    [['--pool', 'near.jsonl', '--reviewed', 'nowhere.jsonl'], 'nowhere.jsonl'],
  ])('refuses %j with exit code 2', async (args, message) => {
    expect(await evaluate(...args)).toMatchObject({ code: 2, stderr: expect.stringContaining(message) });
  });
});

describe('eval --to-review', () => {
  it('writes pairs to judge, which come back as labels and decide', async () => {
    const asked = await evaluate('--pool', 'near.jsonl', '--to-review', 'todo.jsonl', '--review-pairs', '40');
    expect(asked.stderr).toContain('60 pairs to judge are in todo.jsonl');
    const pairs = readFileSync(join(cwd, 'todo.jsonl'), 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(pairs.filter(({ sample }) => sample === 'random')).toHaveLength(40);
    expect(pairs.every(({ answers }) => answers === null)).toBe(true);
    const decided = pairs.map((pair) => ({
      ...pair,
      answers: pair.sample === 'random' && pair.passage.includes('opens at 1.'),
    }));
    writeFileSync(join(cwd, 'done.jsonl'), jsonl(decided));
    const { stdout, code } = await evaluate('--pool', 'near.jsonl', '--reviewed', 'done.jsonl', '--json');
    const { hardness, verdict } = JSON.parse(stdout);
    expect({ verdict, code }).toEqual({ verdict: 'too_noisy', code: 1 });
    expect(hardness.false_negatives).toMatchObject({ of: 40, evidence: 'reviewed' });
    expect(hardness.labels).toMatchObject({ labels: 60, random: 40, suspicious: 20, pending: 0 });
  });

  it('never replaces a file: it may hold what somebody decided', async () => {
    writeFileSync(join(cwd, 'mine.jsonl'), 'precious');
    const { code, stderr } = await evaluate('--pool', 'near.jsonl', '--to-review', 'mine.jsonl');
    expect(code).toBe(2);
    expect(stderr).toContain('may hold what somebody decided');
    expect(readFileSync(join(cwd, 'mine.jsonl'), 'utf8')).toBe('precious');
  });
});
