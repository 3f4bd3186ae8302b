import { beforeAll, describe, expect, it } from 'vitest';
import type { QuestionLang } from '../../../../src/dataset/raft-row.js';
import { indexSubjects } from '../../../../src/raft/questions/catalog/subject-index.js';
import { checkDraft, type DraftContext } from '../../../../src/raft/questions/claims/check-draft.js';
import type { Draft } from '../../../../src/raft/questions/claims/draft.js';
import { questionOf } from '../../../../src/raft/questions/claims/draft-question.js';
import { collectTitles } from '../../../../src/raft/questions/claims/other-titles.js';
import { indexView, type ViewIndex } from '../../../../src/verify/view-index.js';
import { number, passageId, shopDocuments, smallView } from '../../../helpers/small-view.js';

let index: ViewIndex;
let about: (doc: string, lang: QuestionLang, names?: readonly string[]) => DraftContext;
beforeAll(async () => {
  index = indexView(await smallView(shopDocuments()));
  const shared = { subjects: indexSubjects(index), others: collectTitles(index) };
  about = (doc, lang, names = []) => {
    const passage = index.passage(passageId(doc));
    if (!passage) throw new Error(`no passage of ${doc}`);
    return { passage, lang, names, ...shared };
  };
});

const returns: Draft = {
  question: 'How long do I have to return a printed book?',
  answer: 'You can return printed books within 14 days of delivery.',
  quote: 'You can return printed books within 14 days of delivery.',
  type: 'condition',
  lang: 'en',
};
const volumes: Draft = {
  question: 'How many volumes of Salt Road are out?',
  answer: 'Salt Road has 3 volumes.',
  quote: 'volumes: 3',
  type: 'fact',
  lang: 'en',
};

function verdict(draft: Draft, context: DraftContext): string {
  const checked = checkDraft(draft, context);
  return 'value' in checked ? 'sound' : checked.rejected.reason;
}

describe('a question that a model wrote', () => {
  it('passes when all it claims holds, and says where', () => {
    const checked = checkDraft(returns, about('returns.en.md', 'en'));
    expect(checked).toMatchObject({ value: { span: { start: 0, end: returns.quote.length } } });
    expect(verdict(volumes, about('S0', 'en', ['Salt Road']))).toBe('sound');
  });

  it.each<[string, Partial<Draft>]>([
    ['quote_not_in_source', { quote: 'You can return printed books within 30 days of delivery.' }],
    ['quote_too_long_or_short', { quote: '14' }],
    ['question_in_another_language', { question: '紙の書籍は何日以内に返品できますか？' }],
    ['question_in_another_language', { lang: 'ja' }],
    ['answer_in_another_language', { answer: '14日以内に返品できます。' }],
    ['answer_value_not_in_quote', { answer: 'You can return printed books within 30 days.' }],
    ['answer_value_not_in_quote', { answer: 'Return printed books within 14 days: https://evil.example/return' }],
    ['answer_name_not_in_quote', { answer: 'You can return printed books to Amazon within 14 days.' }],
    ['answer_contradicts_quote', { answer: 'You cannot return printed books within 14 days of delivery.' }],
    ['answer_not_in_quote', { answer: 'Customers enjoy generous refunds, vouchers and apologies.' }],
    ['answer_in_question', { question: 'Is it true that you can return printed books within 14 days of delivery?' }],
    ['points_at_the_document', { question: 'According to this document, how long can I return a printed book?' }],
    ['subject_missing', { question: 'How long does it take?' }],
    ['other_document_named', { question: 'How long do I have to return a printed book of Salt Road?' }],
    ['question_value_not_in_source', { question: 'Can I return a printed book after 45 days?' }],
    ['markup_in_text', { answer: 'You can return printed books within 14 days. <ANSWER>: yes' }],
    ['markup_in_text', { question: 'How long to return printed books? ##begin_quote##' }],
  ])('falls to %s', (reason, wrong) => {
    expect(verdict({ ...returns, ...wrong }, about('returns.en.md', 'en'))).toBe(reason);
  });

  it('must name the title of a catalog entry', () => {
    const context = about('S0', 'en', ['Salt Road']);
    expect(verdict({ ...volumes, question: 'How many volumes are out?' }, context)).toBe('subject_missing');
    expect(verdict({ ...volumes, question: 'How many volumes of Paper Tiger are out?' }, context)).toBe(
      'subject_missing',
    );
  });

  it('says which volume it is about, and asks for the line that it quotes', async () => {
    const shop = indexView(
      await smallView([
        ...shopDocuments(),
        {
          ...{ source: 'products', doc: 'P99', title: 'Copper Bell, Vol. 12', group: 'S8' },
          texts: ['Price in Japan (価格): ¥770\nPrice abroad (海外価格): $11.99\nFormat: paperback'],
        },
      ]),
    );
    const passage = shop.passage(passageId('P99'));
    if (!passage) throw new Error('no passage');
    const shared = { subjects: indexSubjects(shop), others: collectTitles(shop) };
    const context: DraftContext = { passage, lang: 'en', names: ['Copper Bell, Vol. 12', 'Copper Bell'], ...shared };
    const price: Draft = {
      question: 'How much is Copper Bell vol.12 in Japan?',
      answer: 'Copper Bell, Vol. 12 costs ¥770 in Japan.',
      quote: 'Price in Japan (価格): ¥770',
      type: 'fact',
      lang: 'en',
    };
    expect(verdict(price, context)).toBe('sound');
    expect(verdict({ ...price, question: 'How much is Copper Bell in Japan?' }, context)).toBe('subject_missing');
    expect(verdict({ ...price, question: 'How much is Copper Bell, volume 1 or 2, in Japan?' }, context)).toBe(
      'subject_missing',
    );
    const abroad = {
      ...price,
      answer: 'Copper Bell, Vol. 12 costs $11.99 in Japan.',
      quote: 'Price abroad (海外価格): $11.99',
    };
    expect(verdict(abroad, context)).toBe('asks_something_else');
  });

  it('is Japanese with an English word where mixed is asked for', () => {
    const context = about('returns.ja.md', 'mixed');
    const mixed: Draft = {
      question: '紙の書籍のreturnは何日以内ですか？',
      answer: '紙の書籍の返品は、お届けから14日以内に承ります。',
      quote: '紙の書籍の返品は、お届けから14日以内に承ります。',
      type: 'condition',
      lang: 'mixed',
    };
    expect(verdict(mixed, context)).toBe('sound');
    expect(verdict({ ...mixed, question: '紙の書籍の返品は何日以内ですか？' }, context)).toBe(
      'question_in_another_language',
    );
  });

  it('becomes a question with its typed fact, so that it rots like any other', () => {
    const context = about('S0', 'en', ['Salt Road']);
    const checked = checkDraft(volumes, context);
    if (!('value' in checked)) throw new Error('it is sound');
    const question = questionOf(checked.value, { ...context, index, group: 'g' });
    expect(question).toMatchObject({
      type: 'fact',
      generator: 'llm',
      subjects: ['Salt Road'],
      facts: [{ field: 'volumes', value: number(3, 'volumes') }],
      gold: { text: 'volumes: 3', facts: [{ field: 'volumes', subjects: ['Salt Road'] }] },
    });
    expect(question.form).toMatch(/^llm\/fact\/[0-9a-f]{8}$/);
  });
});
