import { describe, expect, it } from 'vitest';
import { depthOf, type EvalQuery, evaluateQueries } from '../../src/evals/evaluate-queries.js';
import { parseMeasure } from '../../src/evals/measures/parse-measure.js';
import { DEFAULT_POLICIES, type Policies } from '../../src/evals/policies.js';
import type { Retriever } from '../../src/evals/retrieve/retriever.js';

const query = (id: string, grades: Record<string, number>, slices: string[] = []): EvalQuery => ({
  id,
  text: id,
  slices,
  grades: new Map(Object.entries(grades)),
});
/** Finds what is listed for a question's text. */
const finding = (found: Record<string, Record<string, number>>, name = 'r'): Retriever => ({
  name,
  retrieve: async (texts, k) =>
    texts.map((text) =>
      Object.entries(found[text] ?? {})
        .map(([passage_id, score]) => ({ passage_id, score }))
        .slice(0, k),
    ),
});
const queries = [
  query('a', { d1: 1 }, ['lang=en']),
  query('b', { d2: 2 }, ['lang=ja']),
  query('none', {}, ['lang=en']),
];
const retriever = finding({ a: { d1: 1, d9: 1 }, none: { d3: 1 } });
const evaluate = async (policies: Partial<Policies> = {}, more: object = {}) => {
  const options = { queries, retrievers: [retriever], policies: { ...DEFAULT_POLICIES, ...policies }, seed: 1 };
  return (
    await evaluateQueries({
      ...options,
      measures: ['R@1', 'RR@10', 'stale-hit@1'].map((name) => parseMeasure(name)),
      ...more,
    })
  )['r']!;
};

describe('evaluateQueries', () => {
  it('counts a question for which nothing was found as 0, unless the policies drop it', async () => {
    expect((await evaluate()).per_query['b']).toEqual({ 'R@1': 0, 'RR@10': 0 });
    const dropped = await evaluate({ missing: 'drop' });
    expect(dropped.per_query['b']).toEqual({});
    expect(dropped.queries['RR@10']).toBe(2);
  });

  it('counts a question without an answer as 0, or not', async () => {
    expect((await evaluate()).queries['RR@10']).toBe(3);
    expect((await evaluate({ noRelevant: 'drop' })).queries['RR@10']).toBe(2);
  });

  it('orders ties as the policies say', async () => {
    expect((await evaluate()).per_query['a']!['RR@10']).toBe(0.5);
    expect((await evaluate({ ties: 'best' })).per_query['a']!['RR@10']).toBe(1);
    expect((await evaluate({ ties: 'input' })).per_query['a']!['RR@10']).toBe(1);
  });

  it('knows of staleness only where somebody says what is stale', async () => {
    expect((await evaluate()).mean).not.toHaveProperty('stale-hit@1');
    const { per_query } = await evaluate({}, { isStale: (id: string) => id === 'd3' });
    expect(per_query['none']!['stale-hit@1']).toBe(1);
    expect(per_query['a']!['stale-hit@1']).toBe(0);
  });

  it('gives slices the questions that are in them, with intervals that hold the mean', async () => {
    const { slices } = await evaluate({ noRelevant: 'drop' });
    expect(slices['lang=en']).toMatchObject({ queries: 2, with_value: { 'RR@10': 1 }, mean: { 'RR@10': 0.5 } });
    for (const { mean, interval } of Object.values(slices)) {
      for (const [name, value] of Object.entries(mean)) {
        expect(interval[name]!.low).toBeLessThanOrEqual(value);
        expect(interval[name]!.high).toBeGreaterThanOrEqual(value);
      }
    }
  });

  it('draws the same questions for every retriever, whatever the order of queries', async () => {
    const both = await evaluateQueries({
      queries,
      retrievers: [retriever, { ...retriever, name: 'other' }],
      measures: [parseMeasure('RR@10')],
      policies: DEFAULT_POLICIES,
      seed: 1,
    });
    expect(both['other']).toEqual(both['r']);
    const backwards = await evaluate({}, { queries: queries.toReversed() });
    expect(backwards.interval).toEqual((await evaluate()).interval);
  });

  it('refuses measures that look deeper than documents are asked for', async () => {
    await expect(evaluate({}, { depth: 5 })).rejects.toThrow('RR@10 looks at 10 documents, and 5 are asked for');
  });

  it('hands on what each retriever found', async () => {
    const seen: unknown[] = [];
    await evaluate({}, { onRun: (...args: unknown[]) => seen.push(args) });
    expect(seen).toEqual([[retriever, await retriever.retrieve(['a', 'b', 'none'], 10), queries]]);
  });
});

describe('depthOf', () => {
  it('is as deep as the measures look', () => {
    const depth = (...names: string[]) => depthOf(names.map((name) => parseMeasure(name)));
    expect([depth('R@1'), depth('R@50', 'nDCG@10'), depth('AP'), depth('AP', 'R@500')]).toEqual([10, 50, 100, 500]);
  });
});
