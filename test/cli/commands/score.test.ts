import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { runInProcess } from '../../helpers/run-cli.js';

const folder = mkdtempSync(join(tmpdir(), 'score-cli-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const file = (name: string, content: string | Buffer): string => {
  writeFileSync(join(folder, name), content);
  return name;
};
const QRELS = file('qrels.txt', 'q1 0 d1 1\nq1 0 d2 0\nq1 0 d#3 2\nq2 0 日本 1\nq3 0 x 1\n');
const RUN = file('run.txt', 'q1 Q0 d2 1 0.5 t\nq1 Q0 d1 2 0.5 t\nq1 Q0 d#3 3 0.1 t\nq2 Q0 日本 1 3 t\nq9 Q0 z 1 1 t\n');
const FILES = ['--qrels', QRELS, '--run', RUN];

const score = (...args: readonly string[]) => runInProcess(['score', ...args], folder);
const rows = (stdout: string): string[][] =>
  stdout
    .trim()
    .split('\n')
    .map((line) => line.split('\t').map((cell) => cell.trim()));

describe('score', () => {
  it("prints trec_eval's columns, and states the policies beside them", async () => {
    const { code, stdout, stderr } = await score(...FILES, '-m', 'RR', '-m', 'P@5');
    expect(stdout).toBe('RR                    \tall\t0.5000\nP@5                   \tall\t0.2000\n');
    expect(stderr).toContain(
      'policies: ties=trec_eval missing=zero no_relevant=zero unjudged=not-relevant gains=linear',
    );
    expect(stderr).toContain(
      'missing: 1 judged query is not in the run and counts as 0 (--missing drop leaves it out): q3',
    );
    expect(stderr).toContain('ignored: 1 query of the run has no judgements');
    expect(code).toBe(0);
  });

  it('prints every query with -q, before the means', async () => {
    const { stdout } = await score(...FILES, '-q', '-m', 'Hit@1');
    expect(rows(stdout)).toEqual([
      ['Hit@1', 'q1', '0.0000'],
      ['Hit@1', 'q2', '1.0000'],
      ['Hit@1', 'q3', '0.0000'],
      ['Hit@1', 'all', '0.3333'],
    ]);
  });

  it('has the usual measures when none is asked for', async () => {
    const { stdout } = await score(QRELS, RUN, '--quiet');
    expect(rows(stdout).map(([name]) => name)).toEqual([
      'nDCG@10',
      'nDCG',
      'AP',
      'RR',
      'P@10',
      'R@100',
      'Hit@1',
      'Rprec',
      'bpref',
      'judged@10',
    ]);
  });

  it('understands how trec_eval is called', async () => {
    const { stdout, stderr } = await score('-c', '-q', '-m', 'map', '-m', 'ndcg_cut.5,10', '-l2', QRELS, RUN);
    expect(
      rows(stdout)
        .filter(([, query]) => query === 'all')
        .map(([name]) => name),
    ).toEqual(['AP(rel=2)', 'nDCG@5', 'nDCG@10']);
    expect(stderr).toContain('missing=zero');
  });

  it('takes several measures after one -m where both files are named, and commas', async () => {
    const { stdout } = await score(...FILES, '-m', 'RR', 'AP', '-m', 'P(rel=2)@5,R@5,RR');
    expect(rows(stdout).map(([name]) => name)).toEqual(['RR', 'P(rel=2)@5', 'R@5', 'AP']);
  });

  it('gives JSON in full precision, with policies and counts; queries with -q', async () => {
    const document = JSON.parse((await score(...FILES, '-m', 'AP', '--json', '-q', '-o', 'out.json')).stdout);
    expect(document).toMatchObject({
      schema: 1,
      qrels: 'qrels.txt',
      run: 'run.txt',
      mean: { AP: (7 / 12 + 1) / 3 },
      per_query: { q1: { AP: (1 / 2 + 2 / 3) / 2 }, q2: { AP: 1 }, q3: { AP: 0 } },
      policies: { missing: expect.stringContaining('zero'), ties: expect.stringContaining('trec_eval') },
      counts: {
        queries: { judged: 3, run: 3, scored: 3, missing: 1, ignored: 1, no_relevant: 0 },
        results: 5,
        judged_share: 1,
      },
      missing: ['q3'],
    });
    expect(JSON.parse(readFileSync(join(folder, 'out.json'), 'utf8'))).toEqual(document);
    expect(JSON.parse((await score(...FILES, '--json')).stdout)).not.toHaveProperty('per_query');
  });

  it('every policy is an option', async () => {
    const value = async (...args: readonly string[]) =>
      rows((await score(...FILES, '-m', 'RR', ...args)).stdout)[0]?.[2];
    expect(await value('--missing', 'drop')).toBe('0.7500');
    expect(await value('--ties', 'best')).toBe('0.6667');
    expect(await value('--ties', 'worst')).toBe('0.5000');
    expect(await value('--unjudged', 'drop')).toBe('0.5000');
    const { stdout, stderr } = await score(
      ...FILES,
      '-m',
      'nDCG@2',
      '-m',
      'AP(rel=2)',
      '-q',
      '--gains',
      'exponential',
      '--no-relevant',
      'drop',
    );
    expect(stderr).toContain('no_relevant=drop unjudged=not-relevant gains=exponential');
    const byQuery = new Map(rows(stdout).map(([name, query, shown]) => [`${name} ${query}`, shown]));
    expect(byQuery.get('nDCG@2 q1')).toBe((1 / Math.log2(3) / (3 + 1 / Math.log2(3))).toFixed(4));
    expect(byQuery.has('AP(rel=2) q2')).toBe(false);
  });

  it('reads BEIR judgements and .gz', async () => {
    file('test.tsv', 'query-id\tcorpus-id\tscore\nq2\t日本\t1\n');
    file('run.txt.gz', gzipSync(readFileSync(join(folder, RUN))));
    const { stdout } = await score('test.tsv', 'run.txt.gz', '-m', 'Hit@1');
    expect(rows(stdout)).toEqual([['Hit@1', 'all', '1.0000']]);
  });

  it.each([
    ['swapped files', ['--qrels', RUN, '--run', QRELS], 'were qrels and run swapped?'],
    ['no run', ['--qrels', QRELS], 'there is no run to score'],
    ['no files', [], 'there are no judgements and no run'],
    ['a file that is not there', ['qrels.txt', 'gone.txt'], 'gone.txt'],
    ['a policy that is none', [...FILES, '--ties', 'bset'], 'did you mean "best"?'],
    ['a policy without a word', [...FILES, '--missing', 'no'], '--missing cannot be "no"'],
    ['a level that is none', [...FILES, '-l', '0'], '-l cannot be "0"'],
    ['-c against --missing drop', [...FILES, '-c', '--missing', 'drop'], 'contradict'],
    ['a measure that is none', [...FILES, '-m', 'ndgc@10'], 'did you mean "nDCG@10"?'],
    ['a measure of versions', [...FILES, '-m', 'stale-hit@5'], 'raft-corpus eval measures it'],
    ['a third file', [QRELS, RUN, 'more.txt'], '"more.txt" is one file too many'],
  ])('refuses %s with exit code 2', async (_, args, message) => {
    const { code, stdout, stderr } = await score(...args);
    expect(stderr).toContain(message);
    expect(stdout).toBe('');
    expect(code).toBe(2);
  });
});
