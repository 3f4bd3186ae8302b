/** `raft-corpus eval` as a user types it, with the bundled model: two refreshes, and a suite about what changed. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EvalReport } from '../../../src/evals/suite-report.js';
import { runInProcess } from '../../helpers/run-cli.js';

const folder = mkdtempSync(join(tmpdir(), 'raft-corpus-eval-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const run = (...args: string[]) => runInProcess(args, folder);
const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
const returns = (days: number): string =>
  `# Returns\n\nYou can return printed books within ${days} days of delivery.\n\n## Gifts\n\nGift wrapping costs ¥300 an item.\n`;
const config = (embedder = '') =>
  `store: store\nsuites: [suite.yaml]\n${embedder}sources:\n  - { id: pages, kind: policy, path: '*.md', timestamps: [mtime], lang: en }\n`;
const SUITE = `suite: small
retrievers: [hybrid, lexical]
negatives: { from: none }
questions:
  - { id: window, question: how long can I return a book, lang: en, type: policy, slices: { topic: returns }, gold: [{ source: pages, doc: returns.md, quote: within 14 days of delivery, grade: 3 }] }
  - { id: wrapping, question: is gift wrapping free, lang: en, type: policy, gold: [{ source: pages, doc: returns.md, quote: "gift wrapping  costs ¥300" }] }
  - { id: points, question: when do points expire, lang: en, type: policy, gold: [{ source: pages, doc: points.md, quote: after 24 months }] }
  - { id: bitcoin, question: can I pay with bitcoin, lang: en, type: unanswerable }
gates:
  - { id: found, measure: "Hit@10", retriever: hybrid, min: 1 }
  - { id: about-returns, measure: "Hit@10", retriever: lexical, slice: topic=returns, min: 1 }
`;

beforeAll(async () => {
  write('raft-corpus.yaml', config());
  write('suite.yaml', SUITE);
  write('returns.md', returns(30));
  write('points.md', '# Points\n\nPoints expire after 24 months.\n');
  expect((await run('refresh', '--as-of', '2030-02-01')).code).toBe(0);
  write('returns.md', returns(14));
  expect((await run('refresh', '--as-of', '2030-03-01')).code).toBe(0);
});

async function evaluated(...args: string[]): Promise<EvalReport & { readonly code: number | null }> {
  const { code, stdout, stderr } = await run('eval', ...args, '--json', '--as-of', '2030-04-01');
  expect(stderr).toBe('');
  return { ...JSON.parse(stdout), code };
}

describe('eval', () => {
  it('reports every figure with its interval, and what they rest on', async () => {
    const report = await evaluated();
    expect(report).toMatchObject({
      schema: 1,
      suite: 'small',
      corpus_tag: 'r-000002',
      truth_tag: 'r-000002',
      questions: { total: 4, scored: 3, stale_gold: 0, unanswerable: 1, with_versions: 1 },
      hardness: null,
      verdict: 'unmeasured',
      passed: true,
      code: 0,
    });
    expect(Object.keys(report.retrievers)).toEqual(['hybrid', 'lexical']);
    expect(report.retrievers['hybrid']!.slices['topic=returns']).toMatchObject({ queries: 1, mean: { 'Hit@10': 1 } });
    expect(report.asked['window']!.slices).toContain('drifted=recently');
  });

  it('says first for a person what failed', async () => {
    const { code, stdout } = await run('eval', '--gate', 'stale-hit@5<=0', '--as-of', '2030-04-01');
    expect(code).toBe(1);
    expect(stdout.split('\n')[0]).toBe(
      'FAILED  small on r-000002, as of 2030-04-01: 2 of 4 gates: hybrid:stale-hit@5<=0, lexical:stale-hit@5<=0',
    );
    expect(stdout).toMatch(/pass {2}about-returns: Hit@10 of lexical in topic=returns is 1\.000/);
  });

  it('judges an old index by the newest truth, and replays it by its own', async () => {
    const harm = await evaluated('--tag', 'r-000001');
    expect(harm).toMatchObject({ corpus_tag: 'r-000001', truth_tag: 'r-000002', passed: false, code: 1 });
    expect(harm.questions).toMatchObject({ scored: 3, gold_not_in_index: 1 });
    expect(harm.retrievers['hybrid']!.per_query['window']).toMatchObject({ 'Hit@10': 0, 'stale-hit@5': 1 });
    const replayed = await evaluated('--tag', 'r-000001', '--truth', 'r-000001');
    expect(replayed.truth_tag).toBe('r-000001');
    expect(replayed.retrievers['hybrid']!.mean['stale-hit@5']).toBe(0);
    expect(replayed.stale_gold).toMatchObject([
      {
        question_id: 'window',
        reason: 'quote_changed',
        drift: [{ field: 'duration', old: '14 days', new: '30 days' }],
      },
    ]);
  });

  it('replays a refresh on its own date, and tells stale gold with old and new', async () => {
    const { stdout } = await run('eval', '--truth', 'r-000001');
    expect(stdout).toContain('small on r-000001, as of 2030-02-01');
    expect(stdout).toMatch(/window +pages\/returns\.md +duration 14 days → 30 days/);
  });

  it.each([
    [['--tag', 'r-000009'], 'there is no refresh "r-000009"'],
    [['--truth', 'r-000001'], 'the index of r-000002, which is newer, is searched'],
    [['--retriever', 'hybird'], 'did you mean "hybrid"'],
    [['--measure', 'nDGC@10'], 'did you mean "nDCG@10"'],
    [['--policy', 'ties=none'], '--policy ties cannot be "none"'],
    [['--depth', '0'], '--depth cannot be "0"'],
    [['other.yaml'], 'there is no such eval suite'],
  ])('refuses %j', async (args, message) => {
    const { code, stderr } = await run('eval', ...args, '--as-of', '2030-04-01');
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });

  it.each([
    [['--runs', 'suite.yaml'], 'a folder is needed there, and a file is there'],
    [['--out', '.'], 'a folder is there'],
  ])('cannot write %j, and blames nobody else', async (args, message) => {
    const { code, stderr } = await run('eval', ...args, '--retriever', 'lexical', '--as-of', '2030-04-01', '--quiet');
    expect([code, stderr]).toEqual([2, expect.stringContaining(message)]);
    expect(stderr).not.toContain('defect');
  });

  it('refuses a suite none of whose answers is here', async () => {
    write('foreign.yaml', SUITE.replaceAll('source: pages', 'source: catalog'));
    const { code, stderr } = await run('eval', 'foreign.yaml', '--as-of', '2030-04-01');
    expect([code, stderr]).toEqual([
      2,
      expect.stringContaining('no question of small has gold that holds in r-000002'),
    ]);
  });

  it('writes runs of which score finds the same figures, to the last digit', async () => {
    const measures = ['nDCG@10', 'AP', 'RR@10', 'R@1', 'Hit@10', 'bpref'];
    const report = await evaluated('--runs', 'runs', '-m', ...measures);
    for (const name of ['hybrid', 'lexical']) {
      const asked = measures.flatMap((measure) => ['-m', measure]);
      const { stdout } = await run(
        'score',
        '--qrels',
        'runs/qrels.txt',
        '--run',
        `runs/${name}.run`,
        ...asked,
        '-q',
        '--json',
      );
      const score = JSON.parse(stdout);
      expect(score.mean).toEqual(report.retrievers[name]!.mean);
      const { bitcoin: _, ...answerable } = report.retrievers[name]!.per_query;
      expect(score.per_query).toEqual(answerable);
    }
  });

  it.each([
    [['--negatives', 'naiv'], '--negatives cannot be "naiv"'],
    [['--to-review', 'suite.yaml', '--negatives', 'mined'], 'the file is there already'],
    [['--to-review', 'new.jsonl'], '--to-review needs negatives, and none are made'],
    [['--review-pairs', '0'], '--review-pairs cannot be "0"'],
    [['--gate', 'nDCG@10>=70'], 'a gate has its limit at 70, and measures lie between 0 and 1'],
    [['-r', 'hybrid', './suite.yaml'], '--retriever took the file ./suite.yaml'],
    [['-m', 'AP', './suite.yaml'], '--measure took the file ./suite.yaml'],
  ])('refuses %j before it asks anything', async (args, message) => {
    const { code, stderr } = await run('eval', ...args);
    expect([code, stderr.split('\n')[0]]).toEqual([2, expect.stringContaining(message)]);
  });

  it('warns where gold names a source that nobody configured: it would only look as if it had drifted', async () => {
    write('misspelt.yaml', SUITE.replace('source: pages', 'source: page'));
    const { stderr, stdout } = await run('eval', 'misspelt.yaml', '-r', 'lexical', '--as-of', '2030-04-01');
    expect(stderr).toContain('gold names the source "page", which the config does not have; did you mean "pages"?');
    expect(stdout).toContain('1 not scored: its gold has drifted');
  });

  it('takes lists as words, again and again, or with commas', async () => {
    const one = await evaluated('-r', 'hybrid', 'lexical', '-m', 'AP', 'P(rel=2)@5');
    for (const args of [
      ['-r', 'hybrid', '-r', 'lexical', '-m', 'AP', '-m', 'P(rel=2)@5'],
      ['-r', 'hybrid,lexical', '-m', 'AP,P(rel=2)@5'],
    ]) {
      expect((await evaluated(...args)).retrievers).toEqual(one.retrievers);
    }
  });

  it('names policies as reports and `score` spell them', async () => {
    for (const policy of ['noRelevant=zero', 'no_relevant=zero', 'no-relevant=zero']) {
      expect((await evaluated('--policy', policy)).policies.no_relevant).toContain('zero:');
    }
  });

  it('compares words without opening a model', async () => {
    write('paid.yaml', config('embedder: { endpoint: "http://127.0.0.1:9/v1", model: nobody }\n'));
    const args = ['eval', '-c', 'paid.yaml', '--as-of', '2030-04-01', '--json'];
    const words = await run(...args, '--retriever', 'lexical');
    expect([words.code, words.stderr]).toEqual([0, '']);
    const report: EvalReport = JSON.parse(words.stdout);
    expect(report.retrievers['lexical']!.mean['Hit@10']).toBe(1);
    expect([report.gates.map(({ id }) => id), report.gates_left_out]).toEqual([['about-returns'], ['found']]);
    expect((await run(...args, '--retriever', 'dense')).code).toBe(2);
  });

  it('keeps what it found, and writes it where it is told to', async () => {
    await run('eval', '-o', 'out/report.json', '--as-of', '2030-04-01', '--seed', '7');
    expect(existsSync(join(folder, 'out/report.json'))).toBe(true);
    const { retrievers } = JSON.parse(readFileSync(join(folder, 'out/report.json'), 'utf8'));
    expect(retrievers.hybrid.mean['Hit@10']).toBe(1);
  });

  it('shows the trend without running anything, and refuses what would be for an eval that runs', async () => {
    await evaluated();
    const first = await run('eval', '--trend');
    expect([first.code, first.stdout]).toEqual([0, expect.stringMatching(/^small, hybrid: the last \d+ evals\n/)]);
    expect(first.stdout).toContain('e-000001');
    expect((await run('eval', '--trend')).stdout).toBe(first.stdout);
    const chosen = await run('eval', '--trend', '-r', 'lexical', '-m', 'RR@10', '--json');
    expect(JSON.parse(chosen.stdout).trend).toMatchObject({ retriever: 'lexical', measures: ['RR@10'] });
    const refused = await run('eval', '--trend', '--as-of', '2030-04-01');
    expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining('--as-of is for running one')]);
  });
});
