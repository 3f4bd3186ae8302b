import { describe, expect, it } from 'vitest';
import { resolveGold } from '../../../src/evals/suite/gold.js';
import { parseSuite, type SuiteQuestion } from '../../../src/evals/suite/suite.js';
import { indexView } from '../../../src/verify/view-index.js';
import { number, passageId, smallView } from '../../helpers/small-view.js';

const view = await smallView([
  {
    source: 'series',
    doc: 'S1',
    title: 'Salt Road',
    facts: { volumes: number(12) },
    texts: ['About salt.', 'It sold 12 million.'],
  },
  {
    source: 'policies',
    doc: 'returns.md',
    title: 'Returns',
    texts: ['within 14 days of delivery', 'within 14 days of delivery, in short'],
  },
  {
    source: 'policies',
    doc: 'returns.md@old',
    title: 'Returns',
    texts: ['within 30 days of delivery'],
    stale: { verdict: 'superseded' },
  },
]);
const index = indexView(view);

function question(gold: string): SuiteQuestion {
  return parseSuite(`suite: s\nquestions:\n  - { id: q1, question: Q, lang: en, type: fact, gold: [${gold}] }`, 'x')
    .questions[0]!;
}

describe('resolveGold', () => {
  it('binds a fact to the passage that shows it under its label', () => {
    const { grades, stale } = resolveGold(
      question('{ source: series, doc: S1, fact: volumes, value: 12, grade: 2 }'),
      index,
    );
    expect(stale).toEqual([]);
    expect([...grades]).toEqual([[passageId('S1', 0), 2]]);
  });

  it('binds a quote to every current passage that says it, with the higher of two grades', () => {
    const { grades } = resolveGold(
      question(
        '{ source: policies, doc: returns.md, quote: within 14 days of delivery }, { source: policies, doc: returns.md, quote: in short, grade: 3 }',
      ),
      index,
    );
    expect(grades.get(passageId('returns.md', 0))).toBe(1);
    expect(grades.get(passageId('returns.md', 1))).toBe(3);
  });

  it.each([
    ['{ source: series, doc: S1, fact: volumes, value: 11 }', { reason: 'value_changed', expected: 11, actual: 12 }],
    ['{ source: series, doc: S1, fact: price, value: 11 }', { reason: 'fact_missing' }],
    ['{ source: series, doc: S9, fact: volumes, value: 11 }', { reason: 'document_missing' }],
    ['{ source: policies, doc: returns.md, quote: within 30 days of delivery }', { reason: 'quote_missing' }],
  ])('reports gold that no longer holds: %s', (gold, expected) => {
    const { grades, stale } = resolveGold(question(gold), index);
    expect(grades.size).toBe(0);
    expect(stale).toMatchObject([{ question_id: 'q1', ...expected }]);
  });
});
