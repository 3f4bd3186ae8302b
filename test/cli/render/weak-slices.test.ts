import { describe, expect, it } from 'vitest';
import { weakSlices } from '../../../src/cli/render/weak-slices.js';
import { summarise } from '../../../src/evals/aggregate.js';

/** 30 questions in English that are found, 20 in Japanese that are not; every fifth is of a topic of its own. */
const queries = Array.from({ length: 50 }, (_, i) => ({
  id: `q${i}`,
  slices: [i < 30 ? 'lang=en' : 'lang=ja', ...(i % 10 === 9 ? ['topic=rare'] : []), 'kind=all'],
  values: { 'stale-hit@5': i < 30 ? 0 : 1, 'nDCG@10': i < 30 ? 0.9 : 0.2 + (i % 2) / 10 },
}));
const summary = summarise(queries, { measures: ['stale-hit@5', 'nDCG@10'], seed: 0 });

describe('weakSlices', () => {
  it('shows what is below the whole, with its interval and how often it is stale', () => {
    const lines = weakSlices({ hybrid: summary });
    expect(lines[1]).toMatch(/^weakest slices of hybrid +questions +nDCG@10 +stale-hit@5 +all: 0\.640/);
    expect(lines[1]).toMatch(/lang=ja +20 +0\.250 \(0\.\d+–0\.\d+\) +1\.000 +surely below/);
    expect(lines[1]).not.toContain('lang=en');
    expect(lines[2]).toContain('1 more with at least 10 questions');
  });

  it('says nothing of slices with few questions, or with all of them', () => {
    expect(weakSlices({ hybrid: summary }).join('\n')).not.toMatch(/topic=rare|kind=all/);
    const few = summarise(queries.slice(0, 9), { measures: ['nDCG@10'], seed: 0 });
    expect(weakSlices({ hybrid: few })).toEqual([]);
  });

  it('needs a measure of which more is better', () => {
    expect(weakSlices({ hybrid: summarise(queries, { measures: ['stale-hit@5'], seed: 0 }) })).toEqual([]);
  });
});
