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
  { source: 'policies', doc: 'points.md', title: 'Points', texts: ['for 24 months'], stale: { verdict: 'expired' } },
  { source: 'series', doc: 'S2', title: 'Fox', facts: { volumes: number(8) }, stale: { verdict: 'overdue' } },
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
    [
      '{ source: policies, doc: returns.md, quote: within 30 days of delivery }',
      { reason: 'quote_changed', drift: [{ field: 'duration', old: '30 days', new: '14 days' }] },
    ],
    [
      '{ source: policies, doc: returns.md, quote: Gift cards never expire }',
      { reason: 'quote_missing', actual: null },
    ],
    ['{ source: policies, doc: points.md, quote: 24 months }', { reason: 'not_current', actual: 'expired' }],
    ['{ source: series, doc: S2, fact: volumes, value: 8 }', { reason: 'not_current', actual: 'overdue' }],
  ])('reports gold that no longer holds: %s', (gold, expected) => {
    const { grades, stale } = resolveGold(question(gold), index);
    expect(grades.size).toBe(0);
    expect(stale).toMatchObject([{ question_id: 'q1', ...expected }]);
  });
});

describe('a quote', () => {
  const page = async (...texts: string[]) => indexView(await smallView([{ source: 'p', doc: 'd', title: 'T', texts }]));
  const resolve = async (quote: string, ...texts: string[]) =>
    resolveGold(question(`{ source: p, doc: d, quote: ${JSON.stringify(quote)} }`), await page(...texts));

  it.each([
    ['spacing', 'within 14 days of delivery', 'Return it within  14 days\nof delivery.'],
    ['width', 'within 14 days', 'within １４ days'],
    ['case and punctuation', 'Sorry: no refunds', 'sorry — no refunds!'],
    ['markup', 'within 14 days of delivery', 'within **14 days** of [delivery](shipping.md)'],
    ['spaces that Japanese does not need', 'お届けから14日以内', 'お届けから 14 日以内に承ります。'],
    ['the notation of a number', 'orders of ¥6,500 or more', 'orders of 6500 yen or more ship free'],
    ['kana width', 'ポイント', 'ﾎﾟｲﾝﾄは１％です'],
  ])('holds whatever its %s', async (_, quote, text) => {
    const { grades, stale } = await resolve(quote, text);
    expect(stale).toEqual([]);
    expect([...grades.keys()]).toEqual([passageId('d')]);
  });

  it.each([
    ['a number', 'within 14 days of delivery', 'within 10 days of delivery', '14 days', '10 days'],
    ['a longer number', 'pay within 14 days', 'pay within 114 days', '14 days', '114 days'],
    ['a longer number in kanji', '十四日以内に返品', '二十四日以内に返品できます', '14 days', '24 days'],
    ['a price', '送料は500円です', '送料は600円です', 'JPY 500', 'JPY 600'],
    ['a date', 'open until 2026-08-16', 'open until 2026-08-23', '2026-08-16', '2026-08-23'],
  ])('is stale when %s in it changed, with old and new', async (_, quote, text, old, fresh) => {
    const { stale, grades } = await resolve(quote, text);
    expect(grades.size).toBe(0);
    expect(stale[0]?.drift).toContainEqual(expect.objectContaining({ old, new: fresh }));
  });

  it('does not care what changed elsewhere in its document, or between its passages', async () => {
    const { stale } = await resolve(
      'within 14 days',
      'Everything else is new. 30 days for vouchers.',
      'within 14 days',
    );
    expect(stale).toEqual([]);
  });

  it('is held by both sides of a cut through it, and by none when half of it is gone', async () => {
    const halves = ['Returns are free of charge.', 'Send books within 14 days.'] as const;
    expect((await resolve(halves.join(' '), ...halves)).grades.size).toBe(2);
    const { stale } = await resolve(halves.join(' '), halves[0]);
    expect(stale).toHaveLength(1);
  });

  it('follows a page that was renamed', async () => {
    const moved = indexView(
      await smallView([
        {
          source: 'p',
          doc: 'old.md@1',
          title: 'T',
          texts: ['within 14 days'],
          stale: { verdict: 'removed', superseded_by: passageId('new.md') },
        },
        { source: 'p', doc: 'new.md', title: 'T', texts: ['within 14 days'] },
      ]),
    );
    const gold = question('{ source: p, doc: old.md, quote: within 14 days }');
    expect([...resolveGold(gold, moved).grades.keys()]).toEqual([passageId('new.md')]);
  });

  it('of marks alone is looked for as it is written', async () => {
    expect((await resolve('☆☆☆', 'Rated ☆☆☆ by readers')).stale).toEqual([]);
    expect((await resolve('☆☆☆☆', 'Rated ☆☆☆ by readers')).stale).toHaveLength(1);
  });
});

describe('a fact', () => {
  it('is compared by value: lists as sets, dates by day', async () => {
    const facts = {
      genres: { type: 'list' as const, value: ['drama', 'comedy'] },
      released: { type: 'date' as const, value: '2026-04-01T00:00:00.000Z' },
    };
    const held = indexView(await smallView([{ source: 's', doc: 'd', title: 'T', facts }]));
    for (const gold of ['fact: genres, value: [comedy, drama]', 'fact: released, value: "2026-04-01"']) {
      expect(resolveGold(question(`{ source: s, doc: d, ${gold} }`), held).stale, gold).toEqual([]);
    }
  });
});
