import { describe, expect, it } from 'vitest';
import { findContradictions, type ProsePassage } from '../../../../src/corpus/freshness/contradictions/find.js';
import { passage } from './passages.js';

const NEW = '2026-07-01T00:00:00Z';
const OLD = '2026-01-01T00:00:00Z';
type Section = readonly [heading: string, text: string];

const english = (updated_at: string | null, ...sections: Section[]): ProsePassage[] =>
  sections.map(([heading, text]) => passage(text, { doc_id: 'page.en.md', heading_path: [heading], updated_at }));
const japanese = (updated_at: string | null, ...sections: Section[]): ProsePassage[] =>
  sections.map(([heading, text]) =>
    passage(text, {
      doc_id: 'page.ja.md',
      lang: 'ja',
      heading_path: [heading],
      updated_at,
      translation_of: 'page.en.md',
    }),
  );

const claims = (...passages: ProsePassage[]) =>
  findContradictions({ passages }).map(({ passage_id, field, old, new: now }) => [
    passages.find((one) => one.passage_id === passage_id)?.lang,
    field,
    old,
    now,
  ]);

describe('translation lag', () => {
  const shipping = ['Shipping', 'Shipping is free for orders of ¥6,500 or more. Parcels take 2–4 days.'] as const;
  const 送料 = ['送料', 'ご注文が5,000円以上の場合は送料無料です。お届けまで2〜4日です。'] as const;

  it('blames the older twin, whichever it is', () => {
    expect(claims(...english(NEW, shipping), ...japanese(OLD, 送料))).toEqual([
      ['ja', 'money', 'JPY 5000', 'JPY 6500'],
    ]);
    expect(claims(...english(OLD, shipping), ...japanese(NEW, 送料))).toEqual([
      ['en', 'money', 'JPY 6500', 'JPY 5000'],
    ]);
  });

  it('claims nothing without knowing which is older, or without a pair', () => {
    expect(claims(...english(NEW, shipping), ...japanese(NEW, 送料))).toEqual([]);
    expect(claims(...english(null, shipping), ...japanese(OLD, 送料))).toEqual([]);
    const unpaired = japanese(OLD, 送料).map((one) => ({ ...one, translation_of: null }));
    expect(claims(...english(NEW, shipping), ...unpaired)).toEqual([]);
  });

  it('compares section with section, also where one has more of them', () => {
    const points = ['Points', 'Points expire after 12 months. You earn 3% on every order.'] as const;
    const ポイント = ['ポイント', 'ポイントは24か月で失効します。お買い物ごとに3％たまります。'] as const;
    const intro = ['Start', 'We have sold manga for 12 months of every year.'] as const;
    expect(
      claims(
        ...english(NEW, shipping, points),
        ...japanese(OLD, ['送料', shipping[1].replace(/.*/s, 'ご注文が6,500円以上で送料無料。2〜4日です。')], ポイント),
      ),
    ).toEqual([['ja', 'duration', '24 months', '12 months']]);
    expect(claims(...english(NEW, intro, points), ...japanese(OLD, ポイント))).toEqual([
      ['ja', 'duration', '24 months', '12 months'],
    ]);
  });

  it.each([
    ['units are converted', 'Returns within two weeks.', '返品は14日以内です。'],
    ['a year is twelve months', 'Valid for one year.', '有効期限は12か月です。'],
    ['prices are in two currencies', 'The fee is $3.', '手数料は500円です。'],
    ['one side adds a value', 'Returns within 14 days.', '返品は14日以内、交換は30日以内です。'],
    [
      'values stand in another order',
      'Books within 14 days, toys within 30 days.',
      '玩具は30日以内、書籍は14日以内です。',
    ],
    ['more than one reading is left', 'Books in 14 days, toys in 30 days.', '書籍は10日、玩具は20日です。'],
    ['hours meet days', 'We answer within 48 hours.', '3日以内にお返事します。'],
  ])('claims nothing where %s', (_, en, ja) => {
    expect(claims(...english(NEW, ['A', en]), ...japanese(OLD, ['あ', ja]))).toEqual([]);
  });

  it('pairs sentence with sentence where both pages have the same plan', () => {
    const en = 'Books: 14 days. Toys: 30 days. Figures: 60 days.';
    const ja = '書籍は14日です。玩具は20日です。フィギュアは45日です。';
    expect(claims(...english(NEW, ['A', en]), ...japanese(OLD, ['あ', ja]))).toEqual([
      ['ja', 'duration', '20 days', '30 days'],
      ['ja', 'duration', '45 days', '60 days'],
    ]);
  });

  it('names a declared field', () => {
    const statements = [
      { field: 'free_shipping', type: 'money', patterns: ['{value}以上[^。]*送料無料', 'orders of {value}'] },
    ] as const;
    const found = findContradictions({ passages: [...english(NEW, shipping), ...japanese(OLD, 送料)], statements });
    expect(found).toMatchObject([{ field: 'free_shipping', rule: 'translation' }]);
  });
});
