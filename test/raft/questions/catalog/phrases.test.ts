import { describe, expect, it } from 'vitest';
import { LANGS } from '../../../../src/dataset/raft-row.js';
import { ANGLES, MEASURES } from '../../../../src/raft/questions/catalog/phrases/comparison-types.js';
import { ENGLISH_COMPARISONS } from '../../../../src/raft/questions/catalog/phrases/comparisons-english.js';
import { JAPANESE_COMPARISONS } from '../../../../src/raft/questions/catalog/phrases/comparisons-japanese.js';
import { MIXED_COMPARISONS } from '../../../../src/raft/questions/catalog/phrases/comparisons-mixed.js';
import { ENGLISH_TEMPORAL } from '../../../../src/raft/questions/catalog/phrases/temporal-english.js';
import { JAPANESE_TEMPORAL } from '../../../../src/raft/questions/catalog/phrases/temporal-japanese.js';
import { MIXED_TEMPORAL } from '../../../../src/raft/questions/catalog/phrases/temporal-mixed.js';
import { answersOf, formsOf, TOPICS, type Topic } from '../../../../src/raft/questions/catalog/phrases/topics.js';
import { type Forms, REGISTERS } from '../../../../src/raft/questions/style/register.js';
import { foldText } from '../../../../src/text/normalize.js';

const all = (forms: Forms): string[] => REGISTERS.flatMap((register) => forms[register]);
const slotsOf = (form: string): string[] => [...form.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!);
/** What customers ask most. */
const COMMON: readonly Topic[] = [
  'volumes',
  'author',
  'status',
  'price',
  'release_date_past',
  'age_rating',
  'availability',
];

describe('questions', () => {
  it.each(TOPICS)('%s: no two forms of a language are the same after folding', (topic) => {
    for (const lang of LANGS) {
      const folded = all(formsOf(topic, lang)).map(foldText);
      expect(new Set(folded).size, `${topic}/${lang}`).toBe(folded.length);
    }
  });

  it.each(TOPICS)('%s: every form names its subject and leaves no slot that nothing fills', (topic) => {
    for (const lang of LANGS) {
      for (const form of all(formsOf(topic, lang))) {
        expect(slotsOf(form).filter((slot) => slot === 't')).toEqual(['t']);
        expect(slotsOf(form).every((slot) => ['t', 'c', 'd', 'l'].includes(slot))).toBe(true);
      }
    }
  });

  it.each(COMMON)('%s: has at least ten forms in English and in Japanese, eight in the mixture', (topic) => {
    expect(all(formsOf(topic, 'en')).length).toBeGreaterThanOrEqual(10);
    expect(all(formsOf(topic, 'ja')).length).toBeGreaterThanOrEqual(10);
    expect(all(formsOf(topic, 'mixed')).length).toBeGreaterThanOrEqual(8);
  });

  it.each(TOPICS)('%s: every answer says subject and value', (topic) => {
    for (const lang of ['en', 'ja'] as const) {
      expect(answersOf(topic, lang).length).toBeGreaterThan(0);
      for (const answer of answersOf(topic, lang)) {
        expect(
          slotsOf(answer)
            .filter((slot) => slot !== 'l')
            .sort(),
        ).toEqual(['a', 't']);
        expect(answer).toMatch(lang === 'en' ? /\.$/ : /。$/);
      }
    }
  });

  it('keeps the languages apart: English without kana, Japanese without English words, the mixture with both', () => {
    for (const topic of TOPICS) {
      for (const form of all(formsOf(topic, 'en')))
        expect(form).not.toMatch(/[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u);
      for (const form of all(formsOf(topic, 'ja'))) expect(form.replace(/\{\w\}/g, '')).not.toMatch(/[a-z]{2}/);
      for (const form of all(formsOf(topic, 'mixed'))) {
        expect(form.replace(/\{\w\}/g, '')).toMatch(/[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u);
      }
    }
  });
});

describe('comparisons', () => {
  it.each(MEASURES)('%s: both subjects in every form, no two forms alike, at least three families', (measure) => {
    for (const phrases of [ENGLISH_COMPARISONS, JAPANESE_COMPARISONS, MIXED_COMPARISONS]) {
      const families = ANGLES.flatMap((angle) => (phrases[measure][angle] ? [phrases[measure][angle]] : []));
      expect(families.length).toBeGreaterThanOrEqual(3);
      const forms = families.flatMap(all);
      expect(new Set(forms.map(foldText)).size).toBe(forms.length);
      for (const form of forms) {
        expect(
          slotsOf(form)
            .filter((slot) => slot !== 'c')
            .sort(),
        ).toEqual(['x', 'y']);
        expect(slotsOf(form).includes('c')).toBe(measure === 'price');
      }
    }
  });
});

describe('questions about now', () => {
  const TABLES = { en: ENGLISH_TEMPORAL, ja: JAPANESE_TEMPORAL, mixed: MIXED_TEMPORAL };

  it.each(LANGS)(
    '%s: no two forms of a kind alike, each names its subject, and those about a date name today',
    (lang) => {
      const { dates, since, states } = TABLES[lang];
      for (const [kinds, slots] of [
        [dates, ['n', 't']],
        [since, ['t']],
        [states, ['t']],
      ] as const) {
        for (const [kind, forms] of Object.entries<Forms>(kinds)) {
          const folded = all(forms).map(foldText);
          expect(new Set(folded).size, kind).toBe(folded.length);
          for (const form of all(forms)) expect(slotsOf(form).sort(), form).toEqual(slots);
        }
      }
    },
  );

  it.each(LANGS)('%s: every answer states the value', (lang) => {
    const { dates, since, states } = TABLES[lang];
    for (const { past, future } of Object.values(dates)) for (const say of [past, future]) expect(say).toContain('{a}');
    for (const { say } of Object.values(since)) expect(say).toContain('{a}');
    for (const { say } of Object.values(states)) for (const one of Object.values(say)) expect(one).toContain('{a}');
  });
});
