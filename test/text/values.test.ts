import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { extractValues } from '../../src/text/values.js';

const canonical = (text: string): string[] => extractValues(text).map((value) => value.canonical);

describe('extractValues', () => {
  it.each([
    ['within 14 days of delivery', 'duration:14 day'],
    ['fourteen (14) business days', 'duration:14 business_day'],
    ['two weeks', 'duration:14 day'],
    ['a 30-day trial', 'duration:30 day'],
    ["60 days' notice", 'duration:60 day'],
    ['twenty-one calendar days', 'duration:21 day'],
    ['one hundred and five days', 'duration:105 day'],
    ['1 year', 'duration:12 month'],
    ['24 hours', 'duration:24 hour'],
    ['90 minutes', 'duration:90 minute'],
    ['120 minutes', 'duration:2 hour'],
    ['3–5 days', 'duration:3..5 day'],
    ['3 to 5 business days', 'duration:3..5 business_day'],
    ['30日以内', 'duration:30 day'],
    ['2週間', 'duration:14 day'],
    ['十四日以内', 'duration:14 day'],
    ['5営業日', 'duration:5 business_day'],
    ['3〜5日', 'duration:3..5 day'],
    ['3日～5日', 'duration:3..5 day'],
    ['２４時間', 'duration:24 hour'],
    ['12か月', 'duration:12 month'],
    ['6ヶ月間', 'duration:6 month'],
    ['十分以内', 'duration:10 minute'],
  ])('reads the duration in “%s”', (text, expected) => {
    expect(canonical(text)).toEqual([expected]);
  });

  it.each([
    ['3,000円', 'money:3000 JPY'],
    ['３，０００円', 'money:3000 JPY'],
    ['¥3,000', 'money:3000 JPY'],
    ['￥3,000', 'money:3000 JPY'],
    ['三千円', 'money:3000 JPY'],
    ['3万5千円', 'money:35000 JPY'],
    ['1億2,000万円', 'money:120000000 JPY'],
    ['500 yen', 'money:500 JPY'],
    ['$10.50', 'money:10.5 USD'],
    ['US$ 5.00', 'money:5 USD'],
    ['USD 5', 'money:5 USD'],
    ['$5 million', 'money:5000000 USD'],
    ['five hundred dollars ($500)', 'money:500 USD'],
    ['$5-$10', 'money:5..10 USD'],
    ['5%', 'percent:5'],
    ['5％', 'percent:5'],
    ['fifty percent (50%)', 'percent:50'],
    ['1割引', 'percent:10'],
    ['2割5分', 'percent:25'],
    ['99.95%', 'percent:99.95'],
  ])('reads the money or share in “%s”', (text, expected) => {
    expect(canonical(text)).toEqual([expected]);
  });

  it.each([
    ['April 1, 2026', 'date:2026-04-01'],
    ['1st of April, 2026', 'date:2026-04-01'],
    ['2026-04-01', 'date:2026-04-01'],
    ['2026/4/1', 'date:2026-04-01'],
    ['2026年4月1日', 'date:2026-04-01'],
    ['２０２６年４月１日', 'date:2026-04-01'],
    ['二〇二六年四月一日', 'date:2026-04-01'],
    ['令和8年4月1日', 'date:2026-04-01'],
    ['April 2026', 'date:2026-04'],
    ['2026年4月', 'date:2026-04'],
    ['4月1日', 'date:--04-01'],
    ['毎月25日', 'date:---25'],
    ['10日（土）まで', 'date:---10'],
    ['in 2023', 'date:2023'],
    ['15:30まで', 'time:15:30'],
    ['午後3時', 'time:15:00'],
    ['3 pm', 'time:15:00'],
  ])('reads the date or time in “%s”', (text, expected) => {
    expect(canonical(text)).toEqual([expected]);
  });

  it.each([
    ['107 volumes', 'count:107 volume'],
    ['全110巻', 'count:110 volume'],
    ['第12巻', 'ordinal:12 volume'],
    ['第1〜3巻', 'ordinal:1..3 volume'],
    ['Vol. 12', 'ordinal:12 volume'],
    ['18歳以上', 'count:18 year_old'],
    ['18 years of age', 'count:18 year_old'],
    ['under the age of 13', 'count:13 year_old'],
    ['500ポイント', 'count:500 point'],
    ['up to 25 identifiers', 'count:25 identifier'],
    ['one hundred (100) repositories', 'count:100 repository'],
    ['5GB', 'count:5 GB'],
    ['answer 42', 'number:42'],
  ])('tells counts, ordinals and bare numbers apart in “%s”', (text, expected) => {
    expect(canonical(text)).toEqual([expected]);
  });

  it.each([
    '1. Buy early',
    '### 12.2 Amendments to this',
    'see Section 4 and 5',
    'Sections 1, 2, 3 (second paragraph), 4, and 7 through 19 of',
    '17 U.S.C. § 512(c)',
    'v1.2.3',
    'https://example.com/30/days',
    '[the rules](/a/14-days/7)',
    'as shown[3] elsewhere[^12]',
    'COVID-19 and H200',
    'cookie AMCV_EA7F000101%40Org',
    'call 03-1234-5678',
    'ISBN 978-4-08-872509-3',
    'Basecamp 4 accounts are',
    'for our products: Basecamp 3, Basecamp 2, and more',
    'with OAuth 2.0 enabled',
    '(EU) 2016/679',
    '24/7',
    '第5条',
    '十分な説明、一切の責任、万一',
    'someone, no one wants, one of the users',
    '2026-02-30',
    '一回目、三年生、三分の一',
  ])('finds no value in “%s”', (text) => {
    expect(canonical(text)).toEqual([]);
  });

  it('tells a month from a modal', () => {
    expect(canonical('You may 5 times')).not.toContain('date:--05-05');
    expect(canonical('on May 5')).toEqual(['date:--05-05']);
  });

  it('gives offsets that cut the surface out of the text', () => {
    const text = '送料は全国一律５００円、お届けは3〜5営業日です。Refunds take ten (10) days.';
    const values = extractValues(text);
    expect(values.map(({ surface }) => surface)).toEqual(['５００円', '3〜5営業日', 'ten (10) days']);
    for (const value of values) expect(text.slice(value.start, value.end)).toBe(value.surface);
  });

  it('reads back what was written', () => {
    const written = fc.oneof(
      fc.nat(999_999).map((n) => [`${n.toLocaleString('en-US')}円`, `money:${n} JPY`] as const),
      fc.integer({ min: 1, max: 999 }).map((n) => [`${n} days`, `duration:${n} day`] as const),
      fc.integer({ min: 1, max: 999 }).map((n) => [`${n}営業日`, `duration:${n} business_day`] as const),
      fc.integer({ min: 2, max: 999 }).map((n) => [`全${n}巻`, `count:${n} volume`] as const),
      fc.integer({ min: 0, max: 9999 }).map((n) => [`${n / 100}%`, `percent:${n / 100}`] as const),
      fc
        .date({ min: new Date('1950-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
        .map((date) => date.toISOString().slice(0, 10))
        .map((day) => {
          const [y, m, d] = day.split('-').map(Number);
          return [`${y}年${m}月${d}日`, `date:${day}`] as const;
        }),
    );
    fc.assert(
      fc.property(fc.constantFrom('', 'within ', 'お届けから'), written, (before, [text, expected]) => {
        expect(canonical(before + text)).toEqual([expected]);
      }),
    );
  });

  it('never overlaps and never leaves the text, whatever it holds', () => {
    const piece = fc.constantFrom(
      '14',
      ' days',
      '円',
      '¥',
      '第',
      '巻',
      '〜',
      '.',
      ',',
      '(',
      ')',
      '割',
      '十',
      'May ',
      '年',
      '月',
      '日',
      ' ',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
        const text = pieces.join('');
        let at = 0;
        for (const { start, end, surface } of extractValues(text)) {
          expect(start).toBeGreaterThanOrEqual(at);
          expect(end).toBeGreaterThan(start);
          expect(text.slice(start, end)).toBe(surface);
          at = end;
        }
        expect(at).toBeLessThanOrEqual(text.length);
      }),
    );
  });

  it.each(['1', '1,', '1.', '1-', '十', '<a'])('takes a megabyte of “%s” in its stride', (unit) => {
    expect(extractValues(unit.repeat(1_000_000 / unit.length))).toEqual([]);
  });

  it.each(['](', 'one ', '[^', '{%', '12 '])('takes much of “%s” in its stride', (unit) => {
    const text = unit.repeat(100_000 / unit.length);
    expect(extractValues(text).length).toBeLessThanOrEqual(text.length);
  });
});
