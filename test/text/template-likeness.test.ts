import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTemplateLikeness, gate, type MeasuredText } from '../../src/text/template-likeness.js';

const measure = (texts: readonly MeasuredText[], sample = 50) => {
  const meter = createTemplateLikeness({ seed: 1, sample });
  for (const text of texts) meter.add(text);
  return meter.result();
};
const en = (...texts: string[]): MeasuredText[] => texts.map((text) => ({ text, lang: 'en' }));

describe('createTemplateLikeness', () => {
  const text = fc.record({
    text: fc
      .array(fc.constantFrom('how', 'many', 'days', 'to', 'Kyoto', '12', '何日', '返品', 'は', '「月」'), {
        minLength: 1,
        maxLength: 8,
      })
      .map((words) => words.join(' ')),
    lang: fc.constantFrom('en', 'ja'),
  });

  it('does not depend on the order of the texts, sampled or not', () => {
    fc.assert(
      fc.property(fc.array(text, { maxLength: 40 }), fc.integer({ min: 2, max: 50 }), (texts, sample) => {
        const result = measure(texts, sample);
        expect(measure([...texts].reverse(), sample)).toEqual(result);
        expect(
          measure(
            [...texts].sort((a, b) => (a.text < b.text ? -1 : 1)),
            sample,
          ),
        ).toEqual(result);
      }),
      { numRuns: 40 },
    );
  });

  it('gives 1 for texts that are all equal, and shares between 0 and 1 for others', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 2, max: 9 }), (one, times) => {
        const measured = measure(Array.from({ length: times }, () => one)).by_lang[one.lang]!;
        expect(measured).toMatchObject({ texts: times, sampled: times, self_bleu: 1, commonest_skeleton_share: 1 });
        expect(measured.distinct_1).toBeLessThanOrEqual(1 / times);
      }),
      { numRuns: 30 },
    );
    fc.assert(
      fc.property(fc.array(text, { minLength: 2, maxLength: 30 }), (texts) => {
        for (const measured of Object.values(measure(texts).by_lang)) {
          for (const share of [measured.self_bleu, measured.distinct_1, measured.commonest_skeleton_share]) {
            if (share !== null) expect(share).toBeGreaterThanOrEqual(0);
            if (share !== null) expect(share).toBeLessThanOrEqual(1);
          }
        }
      }),
      { numRuns: 30 },
    );
  });

  it('agrees with BLEU and distinct-n by hand', () => {
    // Against `a b c e`: 3/4 · 2/3 · 1/2 and, without a 4-gram in common, 0.1/1.
    const measured = measure(en('a b c d', 'a b c e')).by_lang['en']!;
    expect(measured.self_bleu).toBeCloseTo(((3 / 4) * (2 / 3) * (1 / 2) * 0.1) ** (1 / 4), 12);
    expect(measured.distinct_1).toBeCloseTo(5 / 8, 12);
    expect(measured.distinct_2).toBeCloseTo(4 / 6, 12);
    // Two words against four: all match, and the brevity penalty is exp(1 − 4/2); the other way round 2/4 · 1/3 · 0.1/2 · 0.1/1.
    const short = measure(en('a b', 'a b c d')).by_lang['en']!;
    const long = ((2 / 4) * (1 / 3) * (0.1 / 2) * 0.1) ** (1 / 4);
    expect(short.self_bleu).toBeCloseTo((Math.exp(-1) + long) / 2, 12);
    expect(measure(en('a b', 'c d')).by_lang['en']!.self_bleu).toBe(0);
  });

  it('sees through names, numbers and quoted titles, in both languages', () => {
    const volumes = ['Salt Road', 'Iron Kite', 'The Fox (Judge)'].map((name) => ({
      text: `How many volumes of ${name} are out?`,
      lang: 'en',
      names: [name],
    }));
    const days = ['返品は何日以内ですか？', '『月の庭』は3日で届きますか？', '『砂の道』は十日で届きますか。'];
    const result = measure([...volumes, ...days.map((text) => ({ text, lang: 'ja' }))]);
    expect(result.by_lang['en']).toMatchObject({
      commonest_skeleton: 'how many volumes of ◇ are out',
      commonest_skeleton_share: 1,
    });
    expect(result.by_lang['ja']).toMatchObject({ commonest_skeleton: '◇は#日で届きますか', texts: 3 });
    expect(result.by_lang['ja']!.commonest_skeleton_share).toBeCloseTo(2 / 3, 12);
  });

  it('tells templates from prose', () => {
    const names = ['Kite', 'Fox', 'Moss', 'Bell', 'Snow', 'Road', 'Owl', 'Tide'];
    const templates = measure(en(...names.map((name) => `Could you tell me what ${name} costs in yen?`)));
    const prose = measure(
      en(
        'Could you tell me what Kite costs in yen?',
        'is Fox still running',
        'My son is nine. Can he read Moss?',
        'Who draws Bell these days?',
        'I sent Snow back last week, where is my money?',
        'Which shelf of the shop has Road?',
        'Owl, hardcover: in stock?',
        'When does the next volume of Tide come out?',
      ),
    );
    expect(templates.by_lang['en']!.self_bleu).toBeGreaterThan(0.5);
    expect(prose.by_lang['en']!.self_bleu).toBeLessThan(0.3);
    expect(templates.by_lang['en']!.distinct_2).toBeLessThan(prose.by_lang['en']!.distinct_2!);
  });

  it('measures a sample of bounded size, and counts the skeletons of all', () => {
    const texts = Array.from({ length: 3000 }, (_, i) => ({
      text: `question ${'abcdefghij'[i % 10]}${i} here`,
      lang: 'en',
    }));
    const measured = measure([...texts, ...en(...Array(1000).fill('only this'))], 20).by_lang['en']!;
    expect(measured.texts).toBe(4000);
    expect([20, 1019]).toContain(measured.sampled);
    expect(measured.commonest_skeleton_share).toBeGreaterThanOrEqual(0.25);
    expect(measured.commonest_skeleton_share).toBeLessThan(0.251);
    expect(measured.commonest_skeleton).toBe('only this');
  });

  it('has nothing to say about nothing, and refuses a sample too small to compare', () => {
    expect(measure([]).by_lang).toEqual({});
    const alone = measure(en('one text')).by_lang['en']!;
    expect(alone).toMatchObject({ texts: 1, self_bleu: null, distinct_2: 1, distinct_3: null });
    expect(() => createTemplateLikeness({ seed: 1, sample: 1 })).toThrow(RangeError);
  });
});

describe('gate', () => {
  it('holds each language with enough texts against the bounds that are given', () => {
    const result = measure([...en('a b c', 'a b c', 'x y z'), { text: '何巻', lang: 'ja' }]);
    const gates = gate(result, { maxSkeletonShare: 0.5, minDistinct1: 0.66, minTexts: 2 });
    expect(gates).toEqual([
      { id: 'distinct_1/en', value: 6 / 9, threshold: 0.66, passed: true },
      { id: 'commonest_skeleton_share/en', value: 2 / 3, threshold: 0.5, passed: false },
    ]);
    expect(gate(result, { maxSelfBleu: 0.9, minTexts: 1 }).map(({ id }) => id)).toEqual(['self_bleu/en']);
    expect(gate(result, { maxSelfBleu: 0.9 })).toEqual([]);
  });
});
