import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../../../src/core/random.js';
import { newCounts } from '../../../../../src/core/stage.js';
import { lineageGroups } from '../../../../../src/raft/lineage-groups.js';
import { preparePolicies } from '../../../../../src/raft/questions/policy/candidates.js';
import { namesCategory } from '../../../../../src/raft/questions/policy/multi-hop/categories.js';
import type { Question } from '../../../../../src/raft/questions/question.js';
import { indexView } from '../../../../../src/verify/view-index.js';
import { date, type SmallDocument, smallView, text, yen } from '../../../../helpers/small-view.js';

const lamp = (doc: string, facts: SmallDocument['facts']): SmallDocument => ({
  source: 'lamps',
  doc,
  title: `Lamp ${doc}`,
  facts: { title_ja: text(`ランプ${doc}号`), ...facts },
});
const page = (doc: string, title: string, body: string, lang = 'en'): SmallDocument => ({
  source: 'policies',
  kind: 'policy',
  doc,
  title,
  lang,
  headings: [title],
  texts: [body],
});

async function ask(documents: readonly SmallDocument[], isInside: (group: string) => boolean = () => true) {
  const index = indexView(await smallView(documents));
  const groups = await lineageGroups(index);
  const options = { index, groups, labels: () => undefined, counts: newCounts('policy_sentences') };
  const candidates = preparePolicies(options)({ random: createRandom(1), isInside }).multi_hop ?? [];
  return (lang: 'en' | 'ja' | 'mixed'): Question[] => {
    const random = createRandom('words');
    return candidates.flatMap((candidate) => candidate.word(lang, random) ?? []);
  };
}

const LAMPS = [
  lamp('Ada', { format: text('digital'), price_jpy: yen(900) }),
  lamp('Bob', { format: text('digital'), price_jpy: yen(9900) }),
  lamp('Cyd', { format: text('paperback'), price_jpy: yen(900) }),
  lamp('Dot', { format: text('paperback'), price_jpy: yen(9900) }),
];

describe('multi-hop questions', () => {
  it('ask of an entry what a policy says of its category', async () => {
    const questions = (await ask([...LAMPS, page('d', 'Downloads', 'Digital volumes cannot be printed.')]))('en');
    expect(questions.map(({ subjects }) => subjects[0]).sort()).toEqual(['Lamp Ada', 'Lamp Bob']);
    for (const { text: asked, subjects } of questions) {
      expect(asked).toContain(subjects[0]);
      expect(asked).toMatch(/[Cc]an (?:Lamp (?:Ada|Bob)|it) be printed\?$/);
    }
    const [question] = questions;
    expect(question!.answer).toMatch(
      /^No\. The format of Lamp (?:Ada|Bob) is digital\. Digital volumes cannot be printed\.$/,
    );
    expect(question!.evidence).toHaveLength(2);
    const quotes = question!.evidence.map(({ passage, span }) => passage.text.slice(span.start, span.end));
    expect(quotes).toEqual(['format: digital', 'Digital volumes cannot be printed.']);
    expect(question!.facts).toMatchObject([{ field: 'format' }]);
    expect(question!.type).toBe('multi_hop');
  });

  it('hold a price against a threshold, for what is sent by post', async () => {
    const shipping = page('s', 'Shipping', 'Shipping is free for orders of ¥5,000 or more.');
    const questions = (await ask([...LAMPS, shipping]))('en');
    const answers = questions.map(({ answer }) => answer).sort();
    expect(answers).toEqual([
      'No. The price jpy of Lamp Cyd is ¥900. Shipping is free for orders of ¥5,000 or more.',
      'Yes. The price jpy of Lamp Dot is ¥9,900. Shipping is free for orders of ¥5,000 or more.',
    ]);
    const edge = [lamp('Eve', { format: text('paperback'), price_jpy: yen(5000) }), ...LAMPS.slice(0, 2)];
    expect((await ask([...edge, shipping]))('en')).toEqual([]);
    const twoPrices = lamp('Fay', { format: text('paperback'), price_jpy: yen(1), old_jpy: yen(2) });
    expect((await ask([twoPrices, shipping]))('en')).toEqual([]);
  });

  it('ask until when a pre-order can be cancelled, of what is still to come', async () => {
    const preorders = page(
      'p',
      'Pre-orders',
      'You can cancel a pre-order up to 4 days before the release date. Digital volumes cannot be printed.',
    );
    const coming = lamp('New', { format: text('digital'), release_date: date('2026-09-01') });
    const past = lamp('Old', { format: text('digital'), release_date: date('2020-09-01') });
    const questions = (await ask([coming, past, preorders]))('en');
    const deadline = questions.filter(({ form }) => form.includes('deadline'));
    expect(deadline).toHaveLength(1);
    expect(deadline[0]!.text).toMatch(/my pre-order of Lamp New/);
    expect(deadline[0]!.answer).toBe(
      'The release date of Lamp New is September 1, 2026. You can cancel a pre-order up to 4 days before the release date.',
    );
    // What is not out yet is under the rules of pre-orders, and of one entry alone nothing is said by category.
    expect(questions.filter(({ form }) => form.includes('category'))).toEqual([]);
  });

  it('speak Japanese, and mix it', async () => {
    const documents = [
      ...LAMPS,
      page('d', '電子版のご案内', '電子書籍は印刷できません。', 'ja'),
      page('s', '送料', 'ご注文が5,000円以上の場合は送料無料です。', 'ja'),
    ];
    const word = await ask(documents);
    const japanese = word('ja');
    expect(japanese.map(({ answer }) => answer)).toContain(
      'いいえ。『ランプAda号』のformatは電子版（digital）です。電子書籍は印刷できません。',
    );
    expect(japanese.some(({ text: asked }) => /『ランプDot号』.*送料/.test(asked))).toBe(true);
    expect(word('mixed').length).toBeGreaterThan(0);
    for (const { text: asked } of word('mixed')) expect(asked).toMatch(/[A-Za-z]{3}.*[ぁ-ん]|[ぁ-ん].*[A-Za-z]{3}/);
    expect(word('en')).toEqual([]);
  });

  it('need both documents inside the split', async () => {
    const documents = [...LAMPS, page('d', 'Downloads', 'Digital volumes cannot be printed.')];
    const groups = await lineageGroups(indexView(await smallView(documents)));
    const policyGroup = groups.groups.map(({ id }) => id);
    const all = (await ask(documents, () => true))('en').length;
    expect(all).toBe(2);
    let split = 0;
    for (const left of policyGroup)
      split = Math.max(split, (await ask(documents, (group) => group !== left))('en').length);
    expect(split).toBe(2);
    const alone = await Promise.all(
      policyGroup.map(async (only) => (await ask(documents, (group) => group === only))('en')),
    );
    expect(alone.flat()).toEqual([]);
  });

  it.each([
    ['digital volumes', 'digital', true],
    ['a digital volume', 'digital', true],
    ['box sets and figures', 'box set', true],
    ['volumes rated 18+', '18+', true],
    ['e-books', 'digital', true],
    ['年齢区分「18+」の商品', '18+', true],
    ['電子書籍', 'digital', true],
    ['digital', 'digital', false],
    ['digital gift cards', 'digital', false],
    ['signed digital volumes', 'digital', false],
    ['a boxed set', 'box set', false],
    ['volumes rated 18+ in stock', '18+', false],
    ['電子書籍の返品', 'digital', false],
  ])('%s names %s: %s', (phrase, value, expected) => {
    expect(namesCategory(phrase, { value })).toBe(expected);
  });
});
