import { describe, expect, it } from 'vitest';
import { parseSuite } from '../../../src/evals/suite/suite.js';
import { suiteItems, suiteQueries } from '../../../src/evals/suite/suite-queries.js';
import { indexView } from '../../../src/verify/view-index.js';
import { number, passageId, smallView, text } from '../../helpers/small-view.js';

const index = indexView(
  await smallView([
    { source: 'series', doc: 'S1', title: 'Salt Road', facts: { volumes: number(12), title_ja: text('塩の道') } },
    { source: 'policies', doc: 'r.en.md', title: 'Returns', texts: ['within 14 days'] },
    { source: 'policies', doc: 'r.ja.md', title: '返品', texts: ['14日以内'] },
  ]),
);
const suite = parseSuite(
  `suite: s
questions:
  - { id: fact, question: "How many?", lang: en, type: fact, gold: [{ source: series, doc: S1, fact: volumes, value: 12 }] }
  - { id: twins, question: "How long?", lang: en, type: policy, gold: [{ source: policies, doc: r.en.md, quote: 14 days, grade: 2 }, { source: policies, doc: r.ja.md, quote: 14日, grade: 1 }] }
  - { id: drifted, question: "How many?", lang: en, type: fact, gold: [{ source: series, doc: S1, fact: volumes, value: 9 }] }
  - { id: both, question: "Which is longer?", lang: en, type: comparison, gold: [{ source: policies, doc: r.en.md, quote: 14 days }, { source: policies, doc: r.ja.md, quote: 14日 }] }
  - { id: none, question: "A film?", lang: en, type: unanswerable }`,
  'suite.yaml',
);
const labels = (_: string, field: string) => [field];

describe('suiteQueries', () => {
  const queries = suiteQueries(suite, index, labels);

  it('leaves out what is unanswerable or has drifted', () => {
    expect(queries.map((query) => query.query_id)).toEqual(['fact', 'twins', 'both']);
  });

  it('guards facts by entity and value, under every name of the entity', () => {
    expect(queries[0]!.gold!.facts).toEqual([
      { field: 'volumes', value: number(12), subjects: ['Salt Road', '塩の道'] },
    ]);
  });

  it('takes the best grade as positives and only excludes lower ones', () => {
    expect(queries[1]).toMatchObject({
      oracle_ids: [passageId('r.en.md')],
      excluded_ids: [passageId('r.ja.md')],
      gold: { text: '14 days', also: [] },
    });
  });

  it('guards every part of an answer that takes several', () => {
    expect(queries[2]!.gold).toEqual({ text: '14 days', also: ['14日'] });
  });
});

describe('suiteItems', () => {
  it('registers every question with the passages it stands on', () => {
    const items = suiteItems(suite, index, labels);
    expect(items.map(({ item_id, passage_ids }) => [item_id, passage_ids.length])).toEqual([
      ['fact', 1],
      ['twins', 2],
      ['drifted', 0],
      ['both', 2],
      ['none', 0],
    ]);
  });
});
