import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../../src/core/random.js';
import { newCounts } from '../../../../src/core/stage.js';
import { lineageGroups } from '../../../../src/raft/lineage-groups.js';
import { preparePolicies } from '../../../../src/raft/questions/policy/candidates.js';
import type { Question } from '../../../../src/raft/questions/question.js';
import { foldText } from '../../../../src/text/normalize.js';
import { indexView } from '../../../../src/verify/view-index.js';
import { type SmallDocument, smallView } from '../../../helpers/small-view.js';

const policy = (
  doc: string,
  title: string,
  over: Partial<SmallDocument> & { texts: readonly string[] },
): SmallDocument => ({
  source: 'policies',
  kind: 'policy',
  doc,
  title,
  headings: [title],
  ...over,
});

async function draw(documents: readonly SmallDocument[], seed = 1) {
  const index = indexView(await smallView(documents));
  const counts = newCounts('policy_sentences');
  const groups = await lineageGroups(index);
  const scope = { random: createRandom(seed), isInside: () => true };
  const candidates = preparePolicies({ index, groups, labels: () => undefined, counts })(scope).policy ?? [];
  const word = (lang: 'en' | 'ja' | 'mixed'): Question[] => {
    const random = createRandom(`words/${seed}`);
    return candidates.flatMap((candidate) => candidate.word(lang, random) ?? []);
  };
  return { counts, word, texts: (lang: 'en' | 'ja' | 'mixed') => word(lang).map(({ text }) => text) };
}

const CLOAKROOM = policy('cloak', 'Cloakroom', {
  texts: ['You cannot leave pets here. A coat is kept for 3 days. Umbrellas cannot be insured.'],
});
const CLOAKROOM_JA = policy('cloak-ja', 'クロークについて', {
  lang: 'ja',
  translationOf: 'cloak',
  texts: ['傘には保険をおかけできません。コートは3日間お預かりします。返金の対象外です。'],
});

describe('policy questions', () => {
  it('name the page where the question does not, one way or another', async () => {
    const texts = new Set<string>();
    for (const seed of [1, 2, 3, 4, 5, 6]) {
      for (const text of (await draw([CLOAKROOM], seed)).texts('en')) texts.add(text);
    }
    expect([...texts].every((text) => /cloakroom/i.test(text))).toBe(true);
    expect([...texts].some((text) => /umbrellas be insured\?$/.test(text))).toBe(true);
    expect(new Set([...texts].map((text) => text.replace(/(?:cloakroom).*/i, ''))).size).toBeGreaterThan(2);
    const own = await draw([policy('pets', 'Pets and cages', { texts: ['You cannot bring cages into the hall.'] })]);
    expect(own.texts('en')[0]).toMatch(/^(?:Can I|Am I able to|Would I be able to) bring cages into the hall\?$/);
  });

  it('answer with words of the quoted span, after yes or no', async () => {
    const { word } = await draw([CLOAKROOM, CLOAKROOM_JA]);
    const questions = [...word('en'), ...word('ja')];
    expect(questions.length).toBeGreaterThan(4);
    for (const { answer, evidence, gold } of questions) {
      const [{ passage, span }] = evidence as [(typeof evidence)[0]];
      const source = foldText(passage.text.slice(span.start, span.end));
      expect(source).toContain(foldText(answer.replace(/^(?:Yes|No)\. |^(?:はい|いいえ)。/, '')));
      expect(source).toContain(foldText(gold!.text));
    }
    expect(questions.find(({ text }) => /umbrellas/i.test(text))!.answer).toBe('No. Umbrellas cannot be insured.');
  });

  it('speak the language of the page; mixed is Japanese with English nouns', async () => {
    const { texts, word } = await draw([CLOAKROOM, CLOAKROOM_JA]);
    expect(texts('en').every((text) => !/[ぁ-ん]/.test(text))).toBe(true);
    expect(texts('ja').every((text) => /[ぁ-ん]/.test(text))).toBe(true);
    expect(texts('mixed')).toEqual([expect.stringMatching(/refundの対象にな/)]);
    expect(word('mixed')[0]!.answer).toBe('いいえ。返金の対象外です。');
  });

  it('ask nothing that two pages answer differently, and one thing once', async () => {
    const other = (doc: string, days: number) =>
      policy(doc, 'Lamp returns', { texts: [`Lamps are repaired within ${days} days of delivery.`] });
    const apart = await draw([other('a', 5), other('b', 9)]);
    expect(apart.texts('en')).toEqual([]);
    expect(apart.counts.dropped['ambiguous_question']).toBe(2);
    const twins = await draw([other('a', 5), other('b', 5)]);
    expect(twins.texts('en')).toHaveLength(1);
    expect(twins.counts.dropped['repeated_question']).toBe(1);
  });

  it('never answer without the exception that the next sentence makes', async () => {
    const { word } = await draw([
      policy('a', 'Lamps', {
        texts: ['Lamps cannot be returned. However, faulty lamps are repaired. We send no bulbs.'],
      }),
      policy('b', 'ランプについて', {
        lang: 'ja',
        texts: ['ランプは返品できません。ただし不良品は交換いたします。'],
      }),
    ]);
    const [english] = word('en');
    expect(english!.answer).toBe('Lamps cannot be returned. However, faulty lamps are repaired.');
    const [{ passage, span }] = english!.evidence as [(typeof english & object)['evidence'][0]];
    expect(passage.text.slice(span.start, span.end)).toBe(english!.answer);
    expect(word('ja')[0]!.answer).toBe('ランプは返品できません。ただし不良品は交換いたします。');
  });

  it('pass over what is stale, hidden or no policy', async () => {
    const texts = ['Umbrellas cannot be insured.'];
    const { counts } = await draw([
      policy('stale', 'Cloakroom', { texts, stale: { verdict: 'superseded' } }),
      policy('spoiler', 'Cloakroom', { texts, spoiler: true }),
      policy('novel', 'Cloakroom', { texts, kind: 'article' }),
    ]);
    expect(counts.in).toBe(0);
  });

  it('name the page where a heading means something that only the page tells', async () => {
    const ask = async (heading: string) => {
      const text = 'We ask you for another photograph of the ticket at the desk.';
      return (await draw([policy('p', 'Cloakroom', { headings: ['Cloakroom', heading], texts: [text] })])).texts('en');
    };
    expect((await ask('If the scan fails')).join()).toMatch(/cloakroom/i);
    expect((await ask('If nobody scans tickets')).join()).not.toMatch(/cloakroom/i);
  });

  it('answer a heading with its section, lists as one sentence', async () => {
    const section = (heading: string, text: string) =>
      policy('p', 'Cloakroom', { headings: ['Cloakroom', heading], texts: [text] });
    const ask = async (heading: string, text: string) =>
      (await draw([section(heading, text)])).word('en').find(({ form }) => form.includes('section/'));
    const list = await ask('What cannot be left', '- pets\n- food, cooked or not\n- musical instruments');
    expect(list!.text).toMatch(/what cannot be left\?$/i);
    expect(list!.text).toMatch(/cloakroom/i);
    expect(list!.answer).toBe('pets; food, cooked or not; musical instruments.');
    expect(await ask('If you lose the token', 'Ask at the desk. Show your ticket.')).toMatchObject({
      answer: 'Ask at the desk. Show your ticket.',
    });
    expect(await ask('If you lose the token', 'See [the desk](/desk).')).toBeUndefined();
    expect(await ask('If you lose the token', `Ask. ${'That takes a while. '.repeat(30)}`)).toBeUndefined();
  });

  it('say the same for the same seed', async () => {
    const first = await draw([CLOAKROOM, CLOAKROOM_JA], 3);
    const again = await draw([CLOAKROOM, CLOAKROOM_JA], 3);
    expect(again.texts('en')).toEqual(first.texts('en'));
    expect(again.texts('ja')).toEqual(first.texts('ja'));
  });

  it('keep the capital of names, and no other', async () => {
    const page = policy('p', 'Deliveries', {
      texts: ['Zurich is not served. We send no parcels to Zurich or to small islands. Islands are not served.'],
    });
    const { texts } = await draw([page]);
    expect(texts('en').some((text) => /[Ii]s Zurich served\?$/.test(text))).toBe(true);
    expect(texts('en').some((text) => /[Aa]re islands served\?$/.test(text))).toBe(true);
  });
});
