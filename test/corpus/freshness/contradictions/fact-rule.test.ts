import { describe, expect, it } from 'vitest';
import { type Entity, findContradictions } from '../../../../src/corpus/freshness/contradictions/find.js';
import { guide, passage, series } from './passages.js';

const KITCHEN = series(['Kitchen at the Last Stop', '終点食堂のまかない'], 13);
const ALCHEMIST = series(['Night Market Alchemist', '夜市の錬金屋'], 19);

const claims = (text: string, entities: readonly Entity[] = [KITCHEN, ALCHEMIST], over = {}) =>
  findContradictions({ passages: [guide(text, over)], entities }).map(({ field, old, new: now, by }) => [
    by.doc_id,
    field,
    old,
    now,
  ]);

describe('facts', () => {
  it.each([
    'Kitchen at the Last Stop has 12 volumes so far.',
    '*Kitchen at the Last Stop*: 12 volumes',
    'With its twelve volumes, “Kitchen at the Last Stop” is a meal.',
    '『終点食堂のまかない』は既刊１２巻です。',
    '「終点食堂のまかない」は全十二巻。',
  ])('finds yesterday’s count in “%s”', (text) => {
    expect(claims(text)).toEqual([[KITCHEN.doc_id, 'volumes', 12, 13]]);
  });

  it('gives the title, the field and the value as evidence', () => {
    const [found] = findContradictions({
      passages: [guide('Night Market Alchemist has 18 volumes.')],
      entities: [ALCHEMIST],
    });
    expect(found).toMatchObject({
      rule: 'fact',
      by: { passage_id: null, source_id: 'series' },
      evidence: ['Night Market Alchemist has 18 volumes.', 'Night Market Alchemist: volumes = 19'],
    });
  });

  it('takes the title from the heading right above when the sentence names none', () => {
    expect(
      claims('It has 12 volumes so far.', [KITCHEN], { heading_path: ['Cosy', 'Kitchen at the Last Stop'] }),
    ).toHaveLength(1);
    expect(
      claims('It has 12 volumes so far.', [KITCHEN], { heading_path: ['Kitchen at the Last Stop', 'Cosy'] }),
    ).toEqual([]);
  });

  it.each([
    ['the count is right', 'Kitchen at the Last Stop has 13 volumes.'],
    ['two series are named', 'Night Market Alchemist and Kitchen at the Last Stop have 12 volumes.'],
    ['no series is named', 'The next one has 12 volumes.'],
    ['only part of it is meant', 'The first 12 volumes of Kitchen at the Last Stop are in paperback.'],
    ['it says at least', 'Kitchen at the Last Stop has over 10 volumes.'],
    ['it says so in Japanese', '『終点食堂のまかない』は既刊10巻以上です。'],
    ['it is dated', 'As of April 2026, Kitchen at the Last Stop has 12 volumes.'],
    ['it is history', 'Kitchen at the Last Stop had been at 12 volumes; it was long.'],
    ['a volume is meant', 'Kitchen at the Last Stop Vol. 3 comes in a set of 12 volumes.'],
    ['the title stands within a longer word', 'Midnight Market Alchemists have 18 volumes.'],
    ['the value is none of the patterns', 'Kitchen at the Last Stop costs ¥594 and has 12 pages.'],
  ])('claims nothing when %s', (_, text) => {
    expect(claims(text)).toEqual([]);
  });

  it('prefers the longest title, and claims nothing for two entries of one name that disagree', () => {
    const sequel = series(['Kitchen at the Last Stop: Second Helping'], 3);
    expect(claims('Kitchen at the Last Stop: Second Helping has 2 volumes.', [KITCHEN, sequel])).toEqual([
      [sequel.doc_id, 'volumes', 2, 3],
    ]);
    const double = series(['Kitchen at the Last Stop'], 5);
    expect(claims('Kitchen at the Last Stop has 12 volumes.', [KITCHEN, double])).toEqual([]);
  });

  it('guards short and common titles', () => {
    const common = [series(['Orange'], 6), series(['One'], 9), series(['月光'], 4), series(['ハル'], 2)];
    expect(claims('An orange crate holds 12 volumes.', common)).toEqual([]);
    expect(claims('One has 12 volumes.', common)).toEqual([]);
    expect(claims('月光の下で全3巻を読む。', common)).toEqual([]);
    expect(claims('The manga Orange has 5 volumes.', common)).toHaveLength(1);
  });

  it('claims nothing against a source of equal or lower authority, or for unknown facts', () => {
    const text = 'Kitchen at the Last Stop has 12 volumes.';
    expect(findContradictions({ passages: [passage(text)], entities: [KITCHEN] })).toEqual([]);
    const unknown = { ...KITCHEN, facts: [{ field: 'volumes', value: null, stated: ['{value} volumes'] }] };
    expect(claims(text, [unknown])).toEqual([]);
  });

  it('compares money by currency and dates by day', () => {
    const book = {
      ...KITCHEN,
      facts: [
        {
          field: 'price',
          value: { type: 'money', value: 594, currency: 'JPY' },
          stated: ['costs {value}', '{value}で発売'],
        },
        {
          field: 'release',
          value: { type: 'date', value: '2026-09-16' },
          stated: ['released on {value}', 'in {value}'],
        },
      ],
    } as const;
    expect(claims('Kitchen at the Last Stop costs ¥550.', [book])).toEqual([
      [KITCHEN.doc_id, 'price', 'JPY 550', 'JPY 594'],
    ]);
    expect(claims('Kitchen at the Last Stop costs $9.99.', [book])).toEqual([]);
    expect(claims('Kitchen at the Last Stop is released on June 10, 2026.', [book])).toEqual([
      [KITCHEN.doc_id, 'release', '2026-06-10', '2026-09-16'],
    ]);
    expect(claims('Kitchen at the Last Stop comes in September 2026.', [book])).toEqual([]);
  });
});
