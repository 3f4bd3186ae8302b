import { describe, expect, it } from 'vitest';
import { evaluateSuite } from '../../src/evals/evaluate.js';
import { openRetrievers } from '../../src/evals/retrieve/retriever.js';
import { parseSuite } from '../../src/evals/suite/suite.js';
import { hashingEmbedder, number, smallView } from '../helpers/small-view.js';

const view = await smallView([
  { source: 'series', doc: 'S1', title: 'Salt Road', facts: { volumes: number(12) } },
  { source: 'series', doc: 'S2', title: 'Paper Tiger', facts: { volumes: number(7) } },
  {
    source: 'series',
    doc: 'S1@old',
    title: 'Salt Road',
    facts: { volumes: number(11) },
    stale: { verdict: 'superseded', severity: 'material' },
  },
]);
const suite = parseSuite(
  `suite: small
questions:
  - { id: q1, question: "Salt Road volumes: 12?", lang: en, type: fact, gold: [{ source: series, doc: S1, fact: volumes, value: 12 }] }
  - { id: q2, question: "Paper Tiger 巻数", lang: mixed, type: fact, gold: [{ source: series, doc: S2, fact: volumes, value: 6 }] }
  - { id: q3, question: "Is there a Salt Road film?", lang: en, type: unanswerable, gold: [] }
gates:
  - { id: recall, measure: "R@1", min: 1 }
  - { id: stale, measure: "stale-hit@3", max: 0.3 }
  - { id: nobody, measure: "R@1", retriever: bm25, min: 0 }
`,
  'suite.yaml',
);
const open = openRetrievers({ view, embedder: hashingEmbedder() });
const evaluate = (seed = 1) =>
  evaluateSuite({
    suite,
    view,
    seed,
    retrievers: ['dense', 'dense-current'].flatMap((name) => open(name) ?? []),
  });

describe('evaluateSuite', () => {
  it('scores questions whose gold holds and reports the others', async () => {
    const report = await evaluate();
    expect(report.questions).toEqual({ total: 3, scored: 1, stale_gold: 1, unanswerable: 1 });
    expect(report.stale_gold).toMatchObject([{ question_id: 'q2', reason: 'value_changed', expected: 6, actual: 7 }]);
    expect(Object.keys(report.retrievers['dense']!.per_query)).toEqual(['q1', 'q3']);
    expect(report.retrievers['dense']!.mean['R@1']).toBe(1);
  });

  it('counts stale hits for unanswerable questions too, and none where stale passages are filtered out', async () => {
    const { retrievers } = await evaluate();
    expect(retrievers['dense']!.per_query['q3']).not.toHaveProperty('R@1');
    expect(retrievers['dense']!.mean['stale-hit@3']).toBe(1);
    expect(retrievers['dense-current']!.mean['stale-hit@3']).toBe(0);
  });

  it('slices by language and type', async () => {
    const { retrievers } = await evaluate();
    expect(retrievers['dense']!.slices['type=unanswerable']).toMatchObject({ queries: 1 });
    expect(retrievers['dense']!.slices['lang=en']!.queries).toBe(2);
  });

  it('fails on a broken gate, and on one that could not be measured', async () => {
    const report = await evaluate();
    expect(report.gates.map(({ id, passed }) => [id, passed])).toEqual([
      ['recall', true],
      ['stale', false],
      ['nobody', false],
    ]);
    expect(report.gates[2]!.value).toBeNull();
    expect(report.verdict).toBe('failed');
  });

  it('says the same twice', async () => {
    expect(JSON.stringify(await evaluate(3))).toBe(JSON.stringify(await evaluate(3)));
  });
});
