import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { RaftCorpusError } from '../../../src/core/errors.js';
import { findEval, isEvalName } from '../../../src/evals/history/find-eval.js';
import { keptEvals, loadEval } from '../../../src/evals/history/kept-evals.js';
import { lastEvals } from '../../../src/evals/history/last-evals.js';
import { recordEval } from '../../../src/evals/history/record-eval.js';
import { trendOf } from '../../../src/evals/history/trend.js';
import { createStore, openStore } from '../../../src/store/store.js';
import { tempFolder } from '../../fixtures/temp-folder.js';
import { evalReport } from '../../helpers/eval-report.js';

process.env.LANCEDB_LOG = 'error';
const folder = tempFolder();
let stores = 0;

/** A store in which nobody has ever kept an eval. */
async function newStore() {
  stores += 1;
  return createStore(join(folder.path, `store-${stores}`));
}

const day = (n: number): { createdAt: string } => ({
  createdAt: `2026-07-${String(n).padStart(2, '0')}T00:00:00.000Z`,
});

describe('kept evals', () => {
  it('come back as they were, from a store that had no table for them', async () => {
    const store = await newStore();
    expect(await keptEvals(store)).toEqual([]);
    expect(readdirSync(store.uri)).not.toContain('evals.lance');
    const report = evalReport({ hybrid: { q1: { 'nDCG@10': 0.5 }, q2: { 'nDCG@10': 1 } } });
    expect(await recordEval(store, report, day(1))).toEqual({ id: 'e-000001', times: 1 });
    const reader = await openStore(store.uri);
    const [kept] = await keptEvals(reader);
    expect(kept).toMatchObject({ id: 'e-000001', suite: 'shop', corpus_tag: 'r-000002', passed: true });
    expect(await loadEval(reader, kept!)).toEqual(report);
    expect(readdirSync(store.uri).filter((name) => name.endsWith('.tmp'))).toEqual([]);
    reader.close();
  });

  it('are counted, not repeated, when the same is found again, on another day too', async () => {
    const store = await newStore();
    const report = evalReport({ hybrid: { q1: { 'nDCG@10': 0.5 } } });
    await recordEval(store, report, day(1));
    const again = await recordEval(store, { ...report, as_of: '2026-07-09T00:00:00.000Z' }, day(9));
    expect(again).toEqual({ id: 'e-000001', times: 2 });
    const [kept, ...others] = await keptEvals(store);
    expect(others).toEqual([]);
    expect(kept).toMatchObject({ times: 2, created_at: day(1).createdAt, last_at: day(9).createdAt });
  });

  it('show a figure that went and came back as three, and keep evals of other tags apart', async () => {
    const store = await newStore();
    const good = evalReport({ hybrid: { q1: { 'nDCG@10': 0.9 } } });
    const bad = evalReport({ hybrid: { q1: { 'nDCG@10': 0.2 } } });
    const other = evalReport({ hybrid: { q1: { 'nDCG@10': 0.7 } } }, { corpus_tag: 'r-000001' });
    const recorded = [];
    for (const [i, report] of [good, other, bad, other, good].entries()) {
      recorded.push((await recordEval(store, report, day(i + 1))).id);
    }
    expect(recorded).toEqual(['e-000001', 'e-000002', 'e-000003', 'e-000002', 'e-000004']);
  });

  it('are none lost and none doubled when several end at once', async () => {
    const { uri } = await newStore();
    const same = evalReport({ hybrid: { q1: { 'nDCG@10': 0.5 } } });
    const runs = [0, 1, 2, 3, 4, 5, 6, 7].map(async (i) => {
      const store = await openStore(uri);
      const own = evalReport({ hybrid: { q1: { 'nDCG@10': i / 10 } } }, { suite: `suite ${i}` });
      const id = (await recordEval(store, i % 2 ? own : same, day(1))).id;
      store.close();
      return id;
    });
    const ids = await Promise.all(runs);
    const store = await openStore(uri);
    const kept = await keptEvals(store);
    expect(kept.map(({ suite }) => suite).sort()).toEqual(['shop', 'suite 1', 'suite 3', 'suite 5', 'suite 7']);
    expect(kept.find(({ suite }) => suite === 'shop')?.times).toBe(4);
    expect(kept.flatMap(({ times }) => times).reduce((a, b) => a + b, 0)).toBe(8);
    // Whatever name a run was told, it leads to its own eval.
    for (const [i, id] of ids.entries()) {
      const found = kept.find(({ numbers }) => numbers.some((n) => id === `e-${String(n).padStart(6, '0')}`));
      expect(found?.suite).toBe(i % 2 ? `suite ${i}` : 'shop');
    }
    store.close();
  });

  it('refuse what is no eval report', async () => {
    const store = await newStore();
    for (const report of [{}, { schema: 2 }, null, evalReport({ hybrid: { q1: { 'nDCG@10': Number.NaN } } })]) {
      await expect(recordEval(store, report, day(1))).rejects.toBeInstanceOf(RaftCorpusError);
    }
    expect(await keptEvals(store)).toEqual([]);
  });
});

describe('a trend', () => {
  it('gives the newest points with what changed between them', async () => {
    const store = await newStore();
    const reports = [0.2, 0.4, 0.6].map((value, i) =>
      evalReport(
        { dense: { q1: { 'nDCG@10': value, 'RR@10': value / 2 } } },
        { suite_hash: i === 2 ? 'b' : 'a', embedder: { model: 'm', fingerprint: i === 0 ? 'x' : 'y' } },
      ),
    );
    for (const [i, report] of reports.entries()) await recordEval(store, report, day(i + 1));
    await recordEval(store, evalReport({ lexical: { q1: { 'nDCG@10': 1 } } }, { suite_hash: 'b' }), day(4));
    const trend = await trendOf(store, { suite: 'shop', retriever: 'dense', last: 2 });
    expect(trend).toMatchObject({ measures: ['nDCG@10'], earlier: 1, without_retriever: 1 });
    expect(trend.points.map(({ id, values, changed }) => [id, values['nDCG@10']?.mean, changed])).toEqual([
      ['e-000002', 0.4, []],
      ['e-000003', 0.6, ['suite']],
    ]);
    const whole = await trendOf(store, { suite: 'shop', retriever: 'dense', measures: ['RR@10', 'AP'] });
    expect(whole.points.map(({ values, changed }) => [values['RR@10']?.mean, values.AP, changed])).toEqual([
      [0.1, null, []],
      [0.2, null, ['embedder']],
      [0.3, null, ['suite']],
    ]);
  });

  it('says where other questions are scored: their mean is no step of the retriever', async () => {
    const store = await newStore();
    const both = { q1: { 'nDCG@10': 0.2 }, q2: { 'nDCG@10': 0.8 } };
    await recordEval(store, evalReport({ dense: both }), day(1));
    await recordEval(store, evalReport({ dense: { q2: both.q2 } }), day(2));
    const { points } = await trendOf(store, { suite: 'shop' });
    expect(points.map(({ queries, changed }) => [queries['nDCG@10'], changed])).toEqual([
      [2, []],
      [1, ['questions']],
    ]);
  });

  it('is empty where nothing was kept', async () => {
    const trend = await trendOf(await newStore(), { suite: 'shop' });
    expect(trend).toMatchObject({ retriever: null, measures: [], points: [], earlier: 0 });
  });
});

describe('the last eval of a suite', () => {
  it('is the one that ran last, and is told when the corpus has moved on', async () => {
    const store = await newStore();
    const before = evalReport({ hybrid: { q1: { 'nDCG@10': 0.5 } } }, { corpus_tag: 'r-000001' });
    const after = evalReport({ hybrid: { q1: { 'nDCG@10': 0.7 } } }, { verdict: 'too_easy', passed: false });
    await recordEval(store, before, day(1));
    await recordEval(store, after, day(2));
    expect(await lastEvals(store, 'r-000002')).toEqual([
      {
        ...{ id: 'e-000002', suite: 'shop', last_at: day(2).createdAt, corpus_tag: 'r-000002', truth_tag: 'r-000002' },
        ...{ verdict: 'too_easy', passed: false, retriever: 'hybrid', measure: 'nDCG@10', mean: 0.7 },
        older_than_corpus: false,
      },
    ]);
    await recordEval(store, before, day(3));
    const [again] = await lastEvals(store, 'r-000002');
    expect(again).toMatchObject({ id: 'e-000001', older_than_corpus: true });
    expect((await findEval(store, 'latest')).id).toBe('e-000001');
    expect((await findEval(store, 'previous', { suite: 'shop' })).id).toBe('e-000002');
    expect((await trendOf(store, { suite: 'shop' })).points.map(({ id, times }) => [id, times])).toEqual([
      ['e-000001', 2],
      ['e-000002', 1],
    ]);
  });

  it('is asked for by names of their own', async () => {
    const names = ['e-000003', 'e-3', 'latest', 'previous', 'e-0', 'e-', 'e-3x', 'eval.json', 'toString'];
    expect(names.filter(isEvalName)).toEqual(['e-000003', 'e-3', 'latest', 'previous']);
    const store = await newStore();
    await expect(findEval(store, 'latest')).rejects.toThrow('the store keeps no eval');
    await expect(findEval(store, 'e-1', { suite: 'shop' })).rejects.toThrow('the store keeps no eval e-000001');
  });
});
