import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../../src/core/random.js';
import { LANGS } from '../../../../src/dataset/raft-row.js';
import { toHalfWidthKana } from '../../../../src/raft/questions/style/half-width.js';
import { fillParts } from '../../../../src/raft/questions/style/parts.js';
import { pickRegister, REGISTERS } from '../../../../src/raft/questions/style/register.js';
import { applyStyle, DEFAULT_STYLE, type Style } from '../../../../src/raft/questions/style/style.js';
import { mistypeEnglish } from '../../../../src/raft/questions/style/typos-english.js';
import { mistypeJapanese } from '../../../../src/raft/questions/style/typos-japanese.js';
import { foldText } from '../../../../src/text/normalize.js';

const ALL: Style = {
  ...DEFAULT_STYLE,
  typos: 1,
  shortForms: 1,
  unmarked: 1,
  lowercase: 1,
  halfWidth: 1,
};
const FRAMES = [
  'Could you tell me how many volumes of {t} there are? I have 3 of 12.',
  '{t}の発売日を教えてください。',
  '{t}って今 how many volumes 出てますか？',
  '今日は2026年7月15日ですが、{t}はすでに発売されましたか？',
  'what is the release date of {t}',
];
const title = fc.oneof(
  fc.constantFrom('Salt Road, Vol. 6', '『海藻の冠』6巻', 'Re:ZERO 14+', 'ピットレーンの娘', 'Mountain Hut No. 7'),
  fc.string({ minLength: 1, maxLength: 20 }).filter((name) => foldText(name) !== ''),
);
const digits = (text: string): string => text.normalize('NFKC').replace(/\D/g, '');

describe('applyStyle', () => {
  it('never changes a digit, and leaves every name where folding finds it', () => {
    fc.assert(
      fc.property(
        title,
        fc.constantFrom(...FRAMES),
        fc.constantFrom(...LANGS),
        fc.constantFrom(...REGISTERS),
        fc.nat(),
        (name, frame, lang, register, seed) => {
          const parts = fillParts(frame, { t: name });
          const { text, respell } = applyStyle(parts, { lang, register, random: createRandom(seed), style: ALL });
          expect(digits(text)).toBe(digits(parts.map((part) => part.text).join('')));
          expect(text).toContain(respell(name));
          expect(foldText(respell(name))).toBe(foldText(name));
        },
      ),
    );
  });

  it('types the same with the same seed, and otherwise with others', () => {
    const type = (seed: number) =>
      applyStyle(fillParts(FRAMES[0]!, { t: 'Salt Road' }), {
        lang: 'en',
        register: 'casual',
        random: createRandom(seed),
        style: ALL,
      }).text;
    expect(type(1)).toBe(type(1));
    expect(new Set(Array.from({ length: 30 }, (_, seed) => type(seed))).size).toBeGreaterThan(10);
  });

  it.each(LANGS)('keeps to the stated rates in %s', (lang) => {
    const random = createRandom(`rates/${lang}`);
    const marks = { short: 0, typo: 0, unmarked: 0 };
    const total = 4000;
    for (let i = 0; i < total; i++) {
      const styled = applyStyle(
        fillParts('Could you tell me the price of {t}、教えてください。発売日はいつですか？', { t: 'Salt Road' }),
        {
          lang,
          register: 'casual',
          random,
          style: DEFAULT_STYLE,
        },
      );
      for (const mark of styled.marks) if (mark in marks) marks[mark as keyof typeof marks] += 1;
    }
    expect(marks.typo / total).toBeGreaterThan(0.03);
    expect(marks.typo / total).toBeLessThan(0.07);
    expect(Math.abs(marks.short / total - 0.15)).toBeLessThan(0.03);
    expect(Math.abs(marks.unmarked / total - 0.25)).toBeLessThan(0.04);
  });

  it('leaves polite questions their marks and capitals, and says what it did', () => {
    const polite = applyStyle(fillParts('Who wrote {t}?', { t: 'Salt Road' }), {
      lang: 'en',
      register: 'polite',
      random: createRandom(1),
      style: { ...ALL, typos: 0, shortForms: 0 },
    });
    expect(polite).toMatchObject({ text: 'Who wrote Salt Road?', marks: [] });
    const casual = applyStyle(fillParts('Who wrote {t}?', { t: 'Salt Road' }), {
      lang: 'en',
      register: 'casual',
      random: createRandom(1),
      style: { ...ALL, typos: 0, shortForms: 0 },
    });
    expect(casual).toMatchObject({ text: 'who wrote salt road', marks: ['unmarked', 'lower'] });
  });

  it('leaves the question mark of a title alone', () => {
    const { text } = applyStyle(fillParts('author of {t}', { t: 'Are You Lost?' }), {
      lang: 'en',
      register: 'terse',
      random: createRandom(1),
      style: { ...ALL, lowercase: 0, typos: 0, shortForms: 0 },
    });
    expect(text).toBe('author of Are You Lost?');
  });
});

describe('slips', () => {
  it('changes one English word and never its first letter', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const text = 'How much does the paperback cost?';
        const slipped = mistypeEnglish(text, createRandom(seed));
        if (slipped === null) return;
        const [before, after] = [text.split(' '), slipped.split(' ')];
        const changed = after.filter((word, i) => word !== before[i]);
        expect(after).toHaveLength(before.length);
        expect(changed).toHaveLength(1);
        expect(before.map((word) => word[0])).toEqual(after.map((word) => word[0]));
      }),
    );
  });

  it('finds something to get wrong in common Japanese questions', () => {
    const slips = new Set<string>();
    for (let seed = 0; seed < 60; seed++)
      slips.add(mistypeJapanese('新刊の発売日はいつですか？', createRandom(seed)) ?? '');
    expect(slips).toContain('新館の発売日はいつですか？');
    expect(slips).toContain('新刊のはつばいびはいつですか？');
    expect(slips).toContain('新刊の発売日はいつでsか？');
    expect(slips).toContain('新刊の発売日いつですか？');
    expect(mistypeJapanese('ZZZ', createRandom(1))).toBeNull();
    expect(mistypeEnglish('a bc 1234', createRandom(1))).toBeNull();
  });

  it('writes katakana in half width so that NFKC gives it back', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'アガパヴッーャンabc漢1'), maxLength: 20 }), (text) => {
        expect(toHalfWidthKana(text).normalize('NFKC')).toBe(text);
      }),
    );
    expect(toHalfWidthKana('タイトル')).toBe('ﾀｲﾄﾙ');
  });
});

describe('pickRegister', () => {
  it('keeps to the shares, and to the registers that have forms', () => {
    const random = createRandom('shares');
    const forms = { polite: ['a'], casual: ['b'], terse: [] };
    const picked = Array.from({ length: 2000 }, () => pickRegister(forms, { polite: 3, casual: 1, terse: 5 }, random));
    expect(picked.filter((register) => register === 'polite').length / 2000).toBeCloseTo(0.75, 1);
    expect(picked).not.toContain('terse');
    expect(pickRegister({ polite: [], casual: [], terse: [] }, { polite: 1, casual: 1, terse: 1 }, random)).toBeNull();
  });
});
