import { describe, expect, it } from 'vitest';
import { summarise } from '../../src/evals/aggregate.js';
import { checkGates, type GateSpec } from '../../src/evals/gates.js';

const queries = [1, 1, 0, 1].map((value, i) => ({
  id: `q${i}`,
  slices: [i < 2 ? 'lang=en' : 'lang=ja'],
  values: { 'R@10': value, ...(i === 0 ? { 'stale-hit@5': 0.25 } : {}) },
}));
const dense = summarise(queries, { measures: ['R@10', 'stale-hit@5'], seed: 0 });
const check = (gate: Partial<GateSpec>) =>
  checkGates([{ id: 'g', measure: 'R@10', retriever: 'dense', ...gate }], { dense })[0]!;

describe('checkGates', () => {
  it('passes a value on its threshold', () => {
    expect(check({ min: 0.75 })).toMatchObject({ value: 0.75, threshold: 0.75, bound: 'min', passed: true });
    expect(check({ max: 0.75 }).passed).toBe(true);
    expect(check({ min: 0.7500001 }).passed).toBe(false);
  });

  it('holds a bound of the interval against the threshold where it is asked to', () => {
    const low = check({ min: 0.75, on: 'low' });
    expect(low).toMatchObject({ on: 'low', value: dense.interval['R@10']!.low, passed: false });
    expect(low.message).toContain('the lower bound of R@10');
    expect(check({ max: 0.75, on: 'high' }).passed).toBe(false);
  });

  it('looks at one slice', () => {
    expect(check({ min: 1, slice: 'lang=en' })).toMatchObject({ value: 1, slice: 'lang=en', passed: true });
    expect(check({ min: 1, slice: 'lang=ja' })).toMatchObject({ value: 0.5, passed: false });
  });

  it('takes trec_eval names, and answers with the canonical one', () => {
    expect(check({ measure: 'recall_10', min: 0.5 })).toMatchObject({ measure: 'R@10', value: 0.75 });
  });

  it('fails what could not be measured, and says why', () => {
    expect(check({ min: 0, retriever: 'lexical' })).toMatchObject({
      value: null,
      passed: false,
      message: expect.stringContaining('this retriever was not evaluated'),
    });
    expect(check({ min: 0, measure: 'AP' }).message).toContain('no question has a value');
    expect(check({ min: 0, slice: 'lang=fr' }).message).toContain('there are lang=en, lang=ja');
  });

  it('shows as many digits as it takes to tell a value from its threshold', () => {
    const thirds = summarise(queries.slice(1), { measures: ['R@10'], seed: 0 });
    const [gate] = checkGates([{ id: 'g', measure: 'R@10', retriever: 'dense', min: 0.667 }], { dense: thirds });
    expect(gate).toMatchObject({ passed: false, message: expect.stringContaining('is 0.6667; at least 0.667') });
    expect(check({ min: 0.75 }).message).toContain('is 0.750; at least 0.75');
  });
});
