import { describe, expect, it } from 'vitest';
import { findContradictions, type ProsePassage } from '../../../../src/corpus/freshness/contradictions/find.js';
import { guide, passage } from './passages.js';

const statements = [
  { field: 'return_window', type: 'duration', patterns: ['within {value} of delivery', 'お届けから{value}以内'] },
  { field: 'fee', type: 'money', patterns: ['fee (is|of) {value}', '手数料は{value}'] },
] as const;

const claims = (...passages: ProsePassage[]) =>
  findContradictions({ passages, statements }).map(({ field, old, new: now }) => [field, old, now]);

describe('declared statements', () => {
  it('contradict across languages', () => {
    expect(
      claims(
        guide('お届けから30日以内なら返品できます。', { lang: 'ja' }),
        passage('Returns within 14 days of delivery.'),
      ),
    ).toEqual([['return_window', '30 days', '14 days']]);
  });

  it('prefer the authority in the language of the page', () => {
    const high = [
      passage('Returns within 14 days of delivery.'),
      passage('返品はお届けから14日以内です。', { lang: 'ja' }),
    ];
    const [found] = findContradictions({
      passages: [guide('お届けから30日以内です。', { lang: 'ja' }), ...high],
      statements,
    });
    expect(found?.by.passage_id).toBe(high[1]?.passage_id);
  });

  it.each([
    ['the same value in another unit', 'Send it within two weeks of delivery.', 'Returns within 14 days of delivery.'],
    ['another currency', 'The fee is $3.', 'The fee is ¥500.'],
    [
      'business days against days',
      'Send it within 10 business days of delivery.',
      'Returns within 14 days of delivery.',
    ],
    ['a range against a value', 'Send it within 7–30 days of delivery.', 'Returns within 14 days of delivery.'],
    [
      'history',
      'Until last year you had to send it within 30 days of delivery; that was long.',
      'Returns within 14 days of delivery.',
    ],
    [
      'an example',
      'For example, a shop may ask for it within 30 days of delivery.',
      'Returns within 14 days of delivery.',
    ],
  ])('claim nothing for %s', (_, low, high) => {
    expect(claims(guide(low), passage(high))).toEqual([]);
  });

  it('claim nothing between equals, nor against the higher one', () => {
    expect(
      claims(passage('Send it within 30 days of delivery.'), passage('Returns within 14 days of delivery.')),
    ).toEqual([]);
    const [only] = claims(passage('Send it within 30 days of delivery.'), guide('Returns within 14 days of delivery.'));
    expect(only).toEqual(['return_window', '14 days', '30 days']);
  });

  it('claim nothing where the authority itself states two values, or one that agrees', () => {
    const high = [
      passage('Sealed goods within 30 days of delivery.'),
      passage('Opened goods within 14 days of delivery.'),
    ];
    expect(claims(guide('Send it within 45 days of delivery.'), ...high)).toEqual([]);
    expect(claims(guide('Send it within 30 days of delivery.'), ...high)).toEqual([]);
  });

  it('are limited by their conditions', () => {
    const limited = [
      {
        field: 'return_window',
        type: 'duration',
        patterns: ['within {value} of delivery'],
        when: { heading: ['returns'] },
      },
    ] as const;
    const passages = [
      guide('Report it within 3 days of delivery.', { heading_path: ['Damaged goods'] }),
      guide('Send it within 30 days of delivery.', { heading_path: ['Returns'] }),
      passage('Accepted within 14 days of delivery.', { title: 'Returns and refunds' }),
    ];
    expect(findContradictions({ passages, statements: limited }).map(({ old }) => old)).toEqual(['30 days']);
  });
});
