import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import type { Qrels } from '../../../src/dataset/trec/read-qrels.js';
import { parseMeasure } from '../../../src/evals/measures/parse-measure.js';
import { DEFAULT_POLICIES, type Policies } from '../../../src/evals/policies.js';
import { type ScoreReport, scoreRun } from '../../../src/evals/score/score-run.js';
import { PLAIN, reference } from '../measures/reference.js';

const folder = mkdtempSync(join(tmpdir(), 'score-'));
const scratch = mkdtempSync(join(tmpdir(), 'score-scratch-'));
afterAll(() => {
  for (const path of [folder, scratch]) rmSync(path, { recursive: true, force: true });
});

const NAMES = ['nDCG@3', 'AP', 'RR', 'P@2', 'R@3', 'Hit@1', 'Rprec', 'bpref', 'judged@3'];

function score(
  lines: readonly string[],
  qrels: Qrels,
  policies: Partial<Policies> = {},
  names = NAMES,
): Promise<ScoreReport> {
  const run = join(folder, 'run.txt');
  writeFileSync(run, lines.join('\n'));
  const measures = names.map((name) => parseMeasure(name));
  return scoreRun({ qrels, run, name: 'run.txt', measures, policies: { ...DEFAULT_POLICIES, ...policies }, scratch });
}

const qrelsOf = (entries: Record<string, Record<string, number>>): Qrels =>
  new Map(Object.entries(entries).map(([query, grades]) => [query, new Map(Object.entries(grades))]));

const id = fc.constantFrom('a', 'b', 'c', 'd#1', 'd#2', '日本', '～', '😀');
const query = fc.constantFrom('q1', 'q2', 'q10', '問い', 'q#');
const run = fc.uniqueArray(fc.tuple(query, id, fc.constantFrom('0', '-0', '1', '1.0000000000000002', '1e-300')), {
  minLength: 1,
  maxLength: 30,
  selector: ([q, d]) => `${q} ${d}`,
});
const judgements = fc
  .dictionary(query, fc.dictionary(id, fc.integer({ min: -1, max: 3 }), { minKeys: 1 }), { minKeys: 1 })
  .map(qrelsOf);
const toLine = ([q, d, s]: readonly [string, string, string]): string => `${q} Q0 ${d} 1 ${s} tag`;

describe('scoreRun', () => {
  it('gives the values of the definitions, and the same bits for any order of lines', async () => {
    const files = fc.tuple(run, judgements).filter(([lines, qrels]) => lines.some(([q]) => qrels.has(q)));
    const shuffled = files.chain(([lines, qrels]) =>
      fc.tuple(fc.constant(lines), fc.constant(qrels), fc.shuffledSubarray(lines, { minLength: lines.length })),
    );
    await fc.assert(
      fc.asyncProperty(shuffled, async ([lines, qrels, permuted]) => {
        const grouped = [...lines].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
        const report = await score(grouped.map(toLine), qrels);
        expect(await score(permuted.map(toLine), qrels)).toEqual(report);
        for (const [q, grades] of qrels) {
          const scores = new Map(lines.filter(([of]) => of === q).map(([, d, s]) => [d, Number(s)]));
          for (const [name, family, k] of [
            ['nDCG@3', 'nDCG', 3],
            ['AP', 'AP', 1000],
            ['bpref', 'bpref', 1000],
            ['R@3', 'R', 3],
          ] as const) {
            const expected = reference(family, k, { scores, grades }, PLAIN) ?? 0;
            expect(report.per_query[q]?.[name]).toBeCloseTo(expected, 12);
          }
        }
      }),
      { numRuns: 60 },
    );
    expect(readdirSync(scratch)).toEqual([]);
  });

  const qrels = qrelsOf({ q1: { a: 1, b: 0 }, q2: { a: 1 }, none: { a: 0 }, gone: { a: 1 } });
  const lines = [
    'q1 Q0 b 1 2 t',
    'q1 Q0 a 2 1 t',
    'q1 Q0 x 3 0 t',
    'q2 Q0 a 1 1 t',
    'none Q0 a 1 1 t',
    'other Q0 a 1 1 t',
  ];

  it('counts what is missing, ignored, judged and without a relevant document', async () => {
    const report = await score(lines, qrels);
    expect(report.counts).toEqual({
      queries: { judged: 4, run: 4, scored: 4, missing: 1, ignored: 1, no_relevant: 1 },
      results: 6,
      judged_share: 4 / 5,
    });
    expect(report.missing).toEqual(['gone']);
    expect(report.mean['RR']).toBe((1 / 2 + 1) / 4);
    expect(report.per_query['gone']).toMatchObject({ RR: 0, 'nDCG@3': 0 });
    expect(report.per_query['gone']).not.toHaveProperty('judged@3');
    expect(report.policies.missing).toContain('trec_eval -c');
  });

  it.each<[Partial<Policies>, number]>([
    [{ missing: 'drop' }, 1.5 / 3],
    [{ noRelevant: 'drop' }, 1.5 / 3],
    [{ missing: 'drop', noRelevant: 'drop' }, 1.5 / 2],
  ])('leaves out what the policies %j leave out', async (policies, expected) => {
    expect((await score(lines, qrels, policies)).mean['RR']).toBe(expected);
  });

  it('a measure without any value has no mean', async () => {
    const only = qrelsOf({ none: { a: 0 }, gone: { a: 1 } });
    const report = await score(lines, only, { missing: 'drop', noRelevant: 'drop' }, ['AP']);
    expect(report.mean).toEqual({ AP: null });
    expect(report.per_query).toEqual({ none: {} });
  });

  it('ties in the order of the input are those of the file, whether its queries stand together or not', async () => {
    const tied = ['q1 Q0 b 1 1 t', 'q1 Q0 a 1 1 t', 'q2 Q0 a 1 1 t'];
    expect((await score(tied, qrels, { ties: 'input' })).per_query['q1']?.['RR']).toBe(1 / 2);
    const apart = ['q1 Q0 a 1 1 t', 'q2 Q0 a 1 1 t', 'q1 Q0 b 1 1 t'];
    expect((await score(apart, qrels, { ties: 'input' })).per_query['q1']?.['RR']).toBe(1);
  });

  it('names both lines of a document that a query has twice, in a file grouped by query and in any other', async () => {
    const twice = ['q1 Q0 a 1 2 t', 'q1 Q0 b 1 2 t', 'q1 Q0 a 1 2 t'];
    await expect(score(twice, qrels)).rejects.toMatchObject({ where: 'run.txt:1 and run.txt:3' });
    const apart = ['q1 Q0 a 1 2 t', 'q2 Q0 b 1 2 t', 'q1 Q0 a 1 2 t'];
    await expect(score(apart, qrels)).rejects.toMatchObject({ where: 'run.txt:1 and run.txt:3' });
    await expect(score(['other Q0 a 1 2 t', 'other Q0 a 1 2 t', ...lines], qrels)).rejects.toThrow('twice');
    expect(readdirSync(scratch)).toEqual([]);
  });

  it('a bad line of an ungrouped run is named by its number', async () => {
    const bad = ['q1 Q0 a 1 2 t', 'q2 Q0 b 1 2 t', 'q1 Q0 b 1 2 t', 'q1 Q0 c 1 two t'];
    await expect(score(bad, qrels)).rejects.toMatchObject({ where: 'run.txt:4' });
    expect(readdirSync(scratch)).toEqual([]);
  });

  it('refuses a run of other queries with examples of both', async () => {
    await expect(score(['x1 Q0 a 1 2 t'], qrels)).rejects.toMatchObject({
      message: 'the run is for other queries: none of them is judged',
      fix: expect.stringMatching(/"x1".*"q1"/),
    });
  });

  it('refuses an empty run, and a measure that files cannot answer', async () => {
    await expect(score(['', ''], qrels)).rejects.toThrow('the run is empty');
    await expect(score(lines, qrels, {}, ['stale-hit@5'])).rejects.toThrow('do not say what "stale-hit@5" needs');
  });

  it('counts only the best results where a depth is set', async () => {
    const run = join(folder, 'deep.txt');
    writeFileSync(run, lines.join('\n'));
    const measures = [parseMeasure('AP'), parseMeasure('judged@3')];
    const report = await scoreRun({ qrels, run, measures, depth: 1, scratch });
    expect(report.per_query['q1']).toEqual({ AP: 0, 'judged@3': 1 });
    expect(report).toMatchObject({ depth: 1, counts: { judged_share: 1 } });
  });

  it('scores a query of many thousands of results', async () => {
    const count = 30_000;
    const many = Array.from({ length: count }, (_, i) => `q1 Q0 文書${i} 1 ${(i * 7919) % count} t`);
    const best = (9 * 7919) % count;
    const report = await score(many, qrelsOf({ q1: { 文書9: 1 } }), {}, ['RR']);
    expect(report.mean['RR']).toBe(1 / (count - best));
  });
});
