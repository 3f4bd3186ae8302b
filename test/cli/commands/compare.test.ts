/** `raft-corpus compare` as a user runs it: on reports, on evals that the store keeps, and on runs. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { recordEval } from '../../../src/evals/history/record-eval.js';
import { createStore } from '../../../src/store/store.js';
import { tempFolder } from '../../fixtures/temp-folder.js';
import { evalReport } from '../../helpers/eval-report.js';
import { runInProcess } from '../../helpers/run-cli.js';

process.env.LANCEDB_LOG = 'error';
const folder = tempFolder();
const M = 'nDCG@10';
const LOW = Array.from({ length: 20 }, (_, i) => 0.4 + (i % 5) / 50);
const HIGH = LOW.map((value) => value + 0.1);

const perQuery = (values: readonly number[]) =>
  Object.fromEntries(values.map((value, i) => [`q${String(i).padStart(2, '0')}`, { [M]: value }]));
const report = (values: readonly number[], more = {}) =>
  evalReport({ dense: perQuery(values), hybrid: perQuery(values.map((value) => value / 2)) }, more);

const compare = (...args: string[]) => runInProcess(['compare', '--rounds', '500', ...args], folder.path);

beforeAll(async () => {
  folder.write(
    'raft-corpus.yaml',
    'store: store\nsources:\n  - { id: p, kind: policy, path: p.md, timestamps: [mtime], lang: en }\n',
  );
  folder.write('a.json', JSON.stringify(report(LOW)));
  folder.write('b.json', JSON.stringify(report(HIGH)));
  const store = await createStore(join(folder.path, 'store'));
  for (const [i, kept] of [report(LOW), report(HIGH, { corpus_tag: 'r-000003' })].entries()) {
    await recordEval(store, kept, { createdAt: `2026-07-0${i + 1}T00:00:00.000Z` });
  }
  await recordEval(store, report(LOW, { suite: 'other' }), { createdAt: '2026-06-01T00:00:00.000Z' });
  store.close();
});

describe('compare, of reports', () => {
  it('says how much better each retriever is, and what moved', async () => {
    const { code, stdout, stderr } = await compare('a.json', 'b.json');
    expect(code).toBe(0);
    expect(stdout).toContain('dense: a.json → b.json, 20 questions of both');
    expect(stdout).toMatch(/nDCG@10 is better: \+0\.100 \(\+0\.100 … \+0\.100\), p = 0\.002, 20 questions/);
    expect(stdout).toContain('Moved for the better by nDCG@10: 20 questions, the most first');
    expect(stdout).toContain('What about q00?');
    expect(stderr).toContain('--fail-on');
  });

  it('gives the same document for the same seed, and writes it', async () => {
    const first = await compare('a.json#dense', 'a.json#hybrid', '--json', '-o', 'out/compared.json');
    const again = await compare('a.json#dense', 'a.json#hybrid', '--json');
    expect(again.stdout).toBe(first.stdout);
    const document = JSON.parse(first.stdout);
    expect(document).toMatchObject({ schema: 1, passed: true, notes: [], gates: [] });
    expect(document.pairs[0].differences[0]).toMatchObject({ measure: M, finding: 'worse', queries: 20 });
    expect(JSON.parse(readFileSync(join(folder.path, 'out/compared.json'), 'utf8'))).toEqual(document);
  });

  it('fails on a loss', async () => {
    const lost = await compare('b.json', 'a.json', '-r', 'dense', '--fail-on', 'nDCG@10<-0.02');
    expect(lost.code).toBe(1);
    expect(lost.stdout).toContain('FAIL  nDCG@10<-0.02: nDCG@10 of dense went by −0.100');
    expect((await compare('a.json', 'b.json', '--fail-on', 'nDCG@10<-0.02')).code).toBe(0);
  });

  it('names what is left out', async () => {
    folder.write(
      'fewer.json',
      JSON.stringify(evalReport({ dense: perQuery(LOW.slice(0, 18)), lexical: perQuery(LOW) })),
    );
    const { stdout } = await compare('a.json', 'fewer.json');
    expect(stdout).toContain('2 questions left out of every figure:\n  2 only in the first: q18, q19');
    expect(stdout).toContain('hybrid is in a.json alone and is not compared');
    expect(stdout).toContain('lexical is in fewer.json alone and is not compared');
  });

  it('gives many retrievers a line each, and those that are named all that there is', async () => {
    const three = (values: readonly number[]) =>
      evalReport(Object.fromEntries(['dense', 'lexical', 'hybrid'].map((name) => [name, perQuery(values)])));
    folder.write('three-a.json', JSON.stringify(three(LOW)));
    folder.write('three-b.json', JSON.stringify({ ...three(HIGH), truth_tag: 'r-000003' }));
    const { stdout } = await compare('three-a.json', 'three-b.json');
    expect(stdout).toMatch(/^lexical +0\.440 → 0\.540 \(\+0\.100\) better$/m);
    expect(stdout.match(/CAUTION/g)).toHaveLength(1);
    expect(stdout).not.toContain('Moved for');
    const named = await compare('three-a.json', 'three-b.json', '-r', 'dense', 'lexical', 'hybrid');
    expect(named.stdout.match(/Moved for the better/g)).toHaveLength(3);
  });

  it('refuses what is no report, with the place', async () => {
    const refused = async (content: string, ...words: string[]) => {
      folder.write('bad.json', content);
      const { code, stderr } = await compare('a.json', 'bad.json');
      expect(code).toBe(2);
      for (const word of ['bad.json', ...words]) expect(stderr).toContain(word);
    };
    await refused('q1 Q0 d1 1 0.5 run\n', 'not JSON', '--qrels');
    await refused('{"rows": []}', 'no eval report: it holds rows', 'raft-corpus eval -o');
    await refused('[]', 'no eval report');
    await refused(JSON.stringify({ ...report(LOW), schema: 2 }), 'schema 2', 'this version reads 1');
    await refused(
      JSON.stringify(evalReport({ dense: perQuery([0.5, Number.NaN]) })),
      'q01 → nDCG@10: not a finite number',
    );
    await refused(JSON.stringify(report([])), 'share no question', 'no questions');
    expect((await compare('a.json', 'nowhere.json')).stderr).toContain('there is no such eval report');
    expect((await compare('a.json')).stderr).toContain('nothing to compare a.json with');
    expect((await compare('a.json', 'b.json#')).stderr).toContain('names no retriever');
    expect((await compare('a.json', 'b.json', '--moved', '-1')).code).toBe(2);
    expect((await compare('a.json', 'b.json', '--policy', 'ties=worst')).stderr).toContain('--policy is for runs');
    folder.write('judged.txt', 'q01 0 d1 1\n');
    const mixed = await compare('a.json', 'b.json', '--qrels', 'judged.txt');
    expect(mixed.stderr).toContain('this is the report of an eval, neither a run nor judgements');
  });
});

describe('compare, of kept evals', () => {
  it('takes the last two of the suite that ran last, or those that are named', async () => {
    const { code, stdout } = await compare();
    expect(code).toBe(0);
    expect(stdout).toContain('dense: e-000001 → e-000002, 20 questions of both');
    expect(stdout).toContain('searched: r-000002 → r-000003');
    expect((await compare('e-2#dense', 'previous#dense')).stdout).toContain('dense: e-000002 → e-000001');
    expect((await compare('latest', 'b.json', '--store', 'store')).stdout).toContain('e-000002 → b.json');
    const other = await compare('e-000003', 'latest');
    expect(other.stdout).toContain('CAUTION  the suites are others: other and shop');
  });

  it('says which there are when one is not there', async () => {
    const missing = await compare('e-000009', 'latest');
    expect(missing.code).toBe(2);
    expect(missing.stderr).toContain('the store keeps no eval e-000009');
    expect(missing.stderr).toContain('e-000001 (shop on r-000002)');
    expect((await compare('--suite', 'other')).stderr).toContain('one eval of other alone');
    expect((await compare('--store', 'elsewhere')).stderr).toContain('no store here yet');
  });
});

describe('compare, of runs', () => {
  beforeAll(() => {
    const ids = Array.from({ length: 12 }, (_, i) => `q${i}`);
    folder.write('qrels.txt', ids.map((id) => `${id} 0 good 1\n${id} 0 bad 0\n`).join(''));
    const line = (id: string, good: number) => `${id} Q0 good 1 ${good} x\n${id} Q0 bad 2 0.5 x\n`;
    folder.write('old.run', ids.map((id) => line(id, 0.1)).join(''));
    folder.write('new.run.gz', gzipSync([...ids.slice(1), 'unjudged'].map((id) => line(id, 0.9)).join('')));
  });

  it('scores both against the same judgements, and says what each lacks', async () => {
    const { code, stdout } = await compare('old.run', 'new.run.gz', '--qrels', 'qrels.txt', '-m', 'RR@10', 'P@1');
    expect(code).toBe(0);
    expect(stdout).toContain('run: old.run → new.run.gz, 12 questions of both');
    expect(stdout).toContain('new.run.gz lacks 1 judged questions: counted as 0');
    expect(stdout).toContain('new.run.gz has 1 questions that nobody judged: left out');
    expect(stdout).toMatch(/RR@10 {2,}0\.500 {2,}0\.917 {2,}\+0\.417/);
    const dropped = await compare(
      'old.run',
      'new.run.gz',
      '--qrels',
      'qrels.txt',
      '-m',
      'RR@10',
      '--policy',
      'missing=drop',
    );
    expect(dropped.stdout).toContain('11 questions of both');
    expect(dropped.stdout).toContain('1 only in the first: q0');
  });

  it('takes the names of trec_eval, and refuses one run, or what runs cannot say', async () => {
    const named = await compare('old.run', 'new.run.gz', '--qrels', 'qrels.txt', '-m', 'recip_rank', '--json');
    expect(JSON.parse(named.stdout).pairs[0].differences[0].measure).toBe('RR');
    expect((await compare('--qrels', 'qrels.txt')).stderr).toContain('--qrels needs two runs');
    expect((await compare('old.run', 'new.run.gz', '--qrels', 'qrels.txt', '-m', 'stale-hit@5')).code).toBe(2);
  });
});
