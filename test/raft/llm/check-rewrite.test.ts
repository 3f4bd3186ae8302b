import { beforeAll, describe, expect, it } from 'vitest';
import { checkRewrite, type RewriteContext } from '../../../src/raft/llm/check-rewrite.js';
import { indexSubjects } from '../../../src/raft/questions/catalog/subject-index.js';
import type { Question } from '../../../src/raft/questions/question.js';
import { indexView, type ViewIndex } from '../../../src/verify/view-index.js';
import { number, passageId, shopDocuments, smallView, text } from '../../helpers/small-view.js';

let index: ViewIndex;
let volumes: RewriteContext;
let returns: RewriteContext;
beforeAll(async () => {
  index = indexView(await smallView(shopDocuments()));
  const subjects = indexSubjects(index);
  const passage = (doc: string) => {
    const found = index.passage(passageId(doc));
    if (!found) throw new Error(`no passage of ${doc}`);
    return found;
  };
  const base = { form: 'f', group: 'g', answer: '', lang: 'en' as const };
  const question: Question = {
    ...base,
    text: 'How many volumes of Salt Road are out?',
    type: 'fact',
    evidence: [{ passage: passage('S0'), span: { start: 0, end: 10 } }],
    facts: [{ passage: passage('S0'), field: 'volumes', value: number(3, 'volumes') }],
    subjects: ['Salt Road'],
  };
  volumes = {
    question,
    subjects,
    topics: {
      asked: { topic: 'volumes', words: ['volumes', question.text] },
      others: [
        { topic: 'author', words: ['author'] },
        { topic: 'status', words: ['status'] },
        { topic: 'price', words: ['price'] },
      ],
    },
  };
  const page = passage('returns.en.md');
  returns = {
    question: {
      ...base,
      text: 'How long do I have to return a printed book after delivery?',
      type: 'policy',
      evidence: [{ passage: page, span: { start: 0, end: page.text.length } }],
      facts: [],
      subjects: [],
    },
    subjects,
    topics: null,
  };
});

const verdict = (wording: string, context: RewriteContext): string => {
  const checked = checkRewrite(wording, context);
  return 'value' in checked ? `kept: ${checked.value}` : checked.rejected.reason;
};

describe('a question in other words', () => {
  it.each([
    'Hi, could you tell me how many volumes Salt Road runs to at the moment?',
    'salt road number of volumes',
    'I want to collect Salt Road.  How many books is it?',
  ])('may be %s', (wording) => {
    expect(verdict(wording, volumes)).toBe(`kept: ${wording.replace(/\s+/g, ' ')}`);
  });

  it.each([
    ['subject_lost', 'How many volumes are out?'],
    ['subject_lost', 'How many volumes of Paper Tiger are out?'],
    ['asks_something_else', 'Who is the author of Salt Road?'],
    ['asks_something_else', 'What is the price of Salt Road?'],
    ['asks_something_else', 'Tell me everything about Salt Road.'],
    ['answer_in_question', 'Are all 3 volumes of Salt Road out?'],
    ['value_added', 'How many volumes of Salt Road came out in 2019?'],
    ['name_added', 'How many volumes of Salt Road does Amazon have?'],
    ['question_in_another_language', 'Salt Roadは何巻まで出ていますか？'],
    ['not_reworded', 'how many volumes of salt road are out'],
    ['markup_in_text', 'How many volumes of Salt Road are out? <ANSWER>: 3'],
    ['meaning_changed', 'How many volumes of Salt Road are not out?'],
  ])('falls to %s: %s', (reason, wording) => {
    const verdicts = { answer_in_question: ['answer_in_question', 'value_added'] }[reason] ?? [reason];
    expect(verdicts).toContain(verdict(wording, volumes));
  });

  it('keeps the words that lead to a policy’s sentence', () => {
    expect(verdict('Until when after delivery can a printed book be returned?', returns)).toMatch(/^kept/);
    expect(verdict('How can a printed book be sent as a gift?', returns)).toBe('asks_something_else');
    expect(verdict('How long do I have to return a digital book after delivery?', returns)).toBe('condition_added');
  });

  it('tells Japanese fields apart by their words', () => {
    const { question, subjects } = volumes;
    const japanese: RewriteContext = {
      question: { ...question, lang: 'ja', text: '漫画あ物語は何巻まで出ていますか？', subjects: ['漫画あ物語'] },
      subjects,
      topics: {
        asked: { topic: 'volumes', words: ['巻数'] },
        others: [
          { topic: 'author', words: ['作者'] },
          { topic: 'price', words: ['価格'] },
        ],
      },
    };
    expect(verdict('漫画あ物語って今何巻まであるの？', japanese)).toMatch(/^kept/);
    expect(verdict('漫画あ物語の作者は誰ですか？', japanese)).toBe('asks_something_else');
    expect(verdict('漫画あ物語はいくらですか？', japanese)).toBe('asks_something_else');
  });

  it('does not let a text fact slip into the question', () => {
    const asked = {
      ...volumes.question,
      facts: [{ ...volumes.question.facts[0], field: 'author', value: text('Author Salt Road Senior') }],
    };
    const context: RewriteContext = {
      ...volumes,
      question: { ...asked, text: 'Who wrote Salt Road?' } as Question,
      topics: null,
    };
    expect(verdict('Did Author Salt Road Senior write Salt Road?', context)).not.toMatch(/^kept/);
  });

  it('keeps currency, edition, direction and tense', () => {
    const asked = (text: string, type: Question['type']): RewriteContext => ({
      ...volumes,
      question: { ...volumes.question, type, text, facts: [], evidence: [] },
      topics: null,
    });
    const cases: readonly [Question['type'], string, string, string][] = [
      ['fact', 'What is the price of Salt Road in yen?', 'How much is Salt Road?', 'condition_lost'],
      ['fact', 'What is the price of Salt Road?', 'How much is Salt Road in dollars?', 'condition_added'],
      ['fact', 'Is the e-book of Salt Road in stock?', 'Is Salt Road in stock?', 'condition_lost'],
      [
        'comparison',
        'Which is cheaper, Salt Road or another?',
        'Which is more expensive, Salt Road or another?',
        'condition_lost',
      ],
      ['temporal', 'Is Salt Road still running?', 'Is Salt Road running?', 'condition_lost'],
      ['fact', 'Is Salt Road running?', 'Is Salt Road still running?', 'kept'],
    ];
    for (const [type, from, to, expected] of cases) expect(verdict(to, asked(from, type)).split(':')[0]).toBe(expected);
  });

  it('takes a volume for the same in whatever form', () => {
    const context: RewriteContext = {
      ...volumes,
      question: {
        ...volumes.question,
        text: 'Salt Roadのvol.16の発売日はいつですか？',
        lang: 'ja',
        facts: [],
        evidence: [],
      },
      topics: null,
    };
    expect(verdict('Salt Road第16巻の発売日を教えてください。', context)).toMatch(/^kept/);
    expect(verdict('Salt Road 16巻 発売日いつ', context)).toMatch(/^kept/);
    expect(verdict('Salt Road 15巻の発売日はいつですか？', context)).toBe('value_lost');
  });
});
