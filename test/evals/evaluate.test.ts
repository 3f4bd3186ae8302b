import { describe, expect, it } from 'vitest';
import { evaluateSuite } from '../../src/evals/evaluate.js';
import { openRetrievers } from '../../src/evals/retrieve/retriever.js';
import { parseSuite } from '../../src/evals/suite/suite.js';
import { evalReport } from '../../src/evals/suite-report.js';
import { hashingEmbedder, number, passageId, smallView } from '../helpers/small-view.js';

const salt = { source: 'series', doc: 'S1', title: 'Salt Road' };
const paper = { source: 'series', doc: 'S2', title: 'Paper Tiger', facts: { volumes: number(7) } };
const july = await smallView([
  { ...salt, facts: { volumes: number(12) } },
  paper,
  {
    ...salt,
    doc: 'S1@old',
    facts: { volumes: number(11) },
    stale: { verdict: 'superseded', severity: 'material', superseded_by: passageId('S1'), added_in: 2 },
  },
]);
const april = {
  ...(await smallView([{ ...salt, doc: 'S1@old', facts: { volumes: number(11) } }, paper])),
  tag: 'r-000001',
};
const suite = parseSuite(
  `suite: small
questions:
  - { id: q1, question: "Salt Road volumes: 12?", lang: en, type: fact, gold: [{ source: series, doc: S1, fact: volumes, value: 12 }] }
  - { id: q2, question: "Paper Tiger 巻数", lang: mixed, type: fact, gold: [{ source: series, doc: S2, fact: volumes, value: 6 }] }
  - { id: q3, question: "Is there a Salt Road film?", lang: en, type: unanswerable, gold: [] }
gates:
  - { id: recall, measure: "R@1", min: 1 }
  - { id: stale, measure: "stale-hit@3", max: 0.3 }
  - { id: nobody, measure: "R@1", retriever: lexical, min: 0 }
  - { id: slice, measure: "stale-hit@1", slice: type=unanswerable, on: high, max: 1 }
  - { id: no-slice, measure: "R@1", slice: lang=ja, min: 0 }
`,
  'suite.yaml',
);

async function evaluate(options: { seed?: number; searched?: typeof july; names?: string[]; policies?: object } = {}) {
  const { seed = 1, searched = july, names = ['dense', 'dense-current'], policies = {} } = options;
  const open = openRetrievers({ view: searched, embedder: hashingEmbedder() });
  return evaluateSuite({
    suite,
    view: searched,
    truth: july,
    seed,
    policies: { ...suite.policies, ...policies },
    retrievers: names.flatMap((name) => open(name) ?? []),
  });
}
const { evaluation: report, queries } = await evaluate();
const dense = report.retrievers['dense']!;

describe('evaluateSuite', () => {
  it('scores questions whose gold holds and reports the others with old and new', () => {
    expect(report.questions).toMatchObject({ total: 3, scored: 1, stale_gold: 1, unanswerable: 1 });
    expect(report.stale_gold).toMatchObject([
      { question_id: 'q2', reason: 'value_changed', drift: [{ field: 'volumes', old: 6, new: 7 }] },
    ]);
    expect(Object.keys(dense.per_query)).toEqual(['q1', 'q3']);
    expect(dense.mean['R@1']).toBe(1);
  });

  it('counts stale hits for unanswerable questions too, and none where stale passages are filtered out', () => {
    expect(dense.per_query['q3']).not.toHaveProperty('R@1');
    expect(dense.mean['stale-hit@3']).toBe(1);
    expect(report.retrievers['dense-current']!.mean['stale-hit@3']).toBe(0);
  });

  it('counts questions without an answer as 0 where the policies say so, and states it', async () => {
    const { evaluation } = await evaluate({ policies: { noRelevant: 'zero' } });
    expect(evaluation.retrievers['dense']!.per_query['q3']).toMatchObject({ 'R@1': 0 });
    expect(evaluation.policies.no_relevant).toContain('zero');
    expect(report.policies.no_relevant).toContain('drop');
  });

  it('ranks what says a fact now against what said it before', () => {
    expect(queries[0]!.versions).toEqual([{ current: passageId('S1'), stale: passageId('S1@old') }]);
    expect(dense.per_query['q1']!['current-above-stale']).toBe(1);
    expect(report.questions.with_versions).toBe(1);
  });

  it('gives every slice its questions, means and intervals', () => {
    expect(report.asked['q1']!.slices).toEqual([
      'source=catalog',
      'lang=en',
      'script=latin',
      'type=fact',
      'age=under-30d',
      'drifted=recently',
    ]);
    expect(dense.slices['type=unanswerable']).toMatchObject({ queries: 1, mean: { 'stale-hit@5': 1 } });
    expect(dense.slices['lang=en']!.queries).toBe(2);
    expect(dense.slices['lang=en']!.interval['stale-hit@5']).toEqual({ low: 1, high: 1 });
  });

  it('fails on a broken gate, and on one that could not be measured', () => {
    expect(report.gates.map(({ id, passed }) => [id, passed])).toEqual([
      ['recall', true],
      ['stale', false],
      ['nobody', false],
      ['slice', true],
      ['no-slice', false],
    ]);
    expect(report.gates[2]).toMatchObject({ value: null, message: expect.stringContaining('not evaluated') });
    expect(report.gates[4]!.message).toContain('there are lang=en');
  });

  it('says the same twice', async () => {
    expect(JSON.stringify(await evaluate({ seed: 3 }))).toBe(JSON.stringify(await evaluate({ seed: 3 })));
  });
});

describe('an old index under the newest truth', () => {
  it('returns what is no longer true, and does not find gold that it does not have', async () => {
    const { evaluation } = await evaluate({ searched: april, names: ['dense', 'dense-current'] });
    expect(evaluation).toMatchObject({ corpus_tag: 'r-000001', truth_tag: 'r-000002' });
    expect(evaluation.questions).toMatchObject({ scored: 1, gold_not_in_index: 1 });
    for (const name of ['dense', 'dense-current']) {
      expect(evaluation.retrievers[name]!.per_query['q1']).toMatchObject({
        'R@10': 0,
        'stale-hit@5': 1,
        'current-above-stale': 0,
      });
    }
  });
});

describe('evalReport', () => {
  const holds = { ...report, gates: [] };
  const easy = { verdict: 'too_easy', gates: [{ id: 'independent', passed: false }] } as never;
  const giveaway = { verdict: 'sound', gates: [{ id: 'longest', passed: false }] } as never;
  it('passes what nobody measured, and fails what is too easy unless the suite lets it', () => {
    expect(evalReport(holds, null, { hardnessGate: true })).toMatchObject({ verdict: 'unmeasured', passed: true });
    expect(evalReport(holds, easy, { hardnessGate: true }).passed).toBe(false);
    expect(evalReport(holds, easy, { hardnessGate: false })).toMatchObject({ verdict: 'too_easy', passed: true });
    expect(evalReport(report, null, { hardnessGate: true }).passed).toBe(false);
    expect(evalReport(holds, giveaway, { hardnessGate: true })).toMatchObject({ verdict: 'sound', passed: false });
  });
});
