import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../../src/core/random.js';
import { newCounts } from '../../../../src/core/stage.js';
import { LANGS, type QuestionLang, type QuestionType } from '../../../../src/dataset/raft-row.js';
import { lineageGroups } from '../../../../src/raft/lineage-groups.js';
import { prepareCatalog } from '../../../../src/raft/questions/catalog/candidates.js';
import type { Question } from '../../../../src/raft/questions/question.js';
import type { Style } from '../../../../src/raft/questions/style/style.js';
import { foldText } from '../../../../src/text/normalize.js';
import { findValue } from '../../../../src/verify/value-forms.js';
import { indexView } from '../../../../src/verify/view-index.js';
import { date, number, type SmallDocument, shopDocuments, smallView, text, yen } from '../../../helpers/small-view.js';

/** Everything that can be asked of some documents, each candidate worded once per language. */
async function questionsOf(documents: readonly SmallDocument[], style: Partial<Style> = {}, seed = 'seed') {
  const index = indexView(await smallView(documents));
  const counts = newCounts('facts');
  const draw = prepareCatalog({
    index,
    groups: await lineageGroups(index),
    labels: () => undefined,
    handOver: false,
    style,
    counts,
  });
  const candidates = draw({ random: createRandom(seed), isInside: () => true });
  const ask = (type: QuestionType, lang: QuestionLang): Question[] =>
    (candidates[type] ?? []).flatMap((candidate, i) => candidate.word(lang, createRandom(`${seed}/${i}`)) ?? []);
  const all = (type: QuestionType): Question[] => LANGS.flatMap((lang) => ask(type, lang));
  return { ask, all, counts };
}

const TYPES = ['fact', 'comparison', 'temporal', 'unanswerable'] as const;
const PLAIN: Partial<Style> = { typos: 0, shortForms: 0, unmarked: 0, lowercase: 0, halfWidth: 0, greetings: 0 };
const about = (questions: readonly Question[], field: string): Question[] =>
  questions.filter(({ facts, unknown }) => facts.some((fact) => fact.field === field) || unknown?.field === field);

describe('catalog questions', () => {
  it('name their subject literally, have no open slot, and state every value they rest on', async () => {
    const { all } = await questionsOf(shopDocuments(), { typos: 1, shortForms: 1 });
    for (const type of TYPES) {
      const questions = all(type);
      expect(questions.length, type).toBeGreaterThan(20);
      for (const question of questions) {
        expect(question.subjects.length).toBeGreaterThan(0);
        for (const name of question.subjects) expect(question.text).toContain(name);
        expect(`${question.text}${question.answer}`).not.toMatch(/\{\w\}|undefined|null/);
        for (const { value } of question.facts)
          expect(findValue(question.answer, value), question.answer).not.toEqual([]);
      }
    }
  });

  it('quote the line that states each fact', async () => {
    const { all } = await questionsOf(shopDocuments());
    for (const question of [...all('fact'), ...all('comparison'), ...all('temporal')]) {
      for (const { field, value } of question.facts) {
        const quotes = question.evidence.map(({ passage, span }) => passage.text.slice(span.start, span.end));
        expect(quotes.some((quote) => quote.startsWith(field) && findValue(quote, value).length > 0)).toBe(true);
      }
    }
  });

  it('come out the same with the same seed, in other words with another', async () => {
    const texts = async (seed: string) => (await questionsOf(shopDocuments(), {}, seed)).all('fact').map((q) => q.text);
    const first = await texts('one');
    expect(await texts('one')).toEqual(first);
    const other = new Set(await texts('two'));
    expect(first.filter((question) => !other.has(question)).length).toBeGreaterThan(first.length / 2);
  });

  it('say in their form what was done to them', async () => {
    const { ask } = await questionsOf(shopDocuments(), { ...PLAIN, typos: 1 });
    const marked = ask('fact', 'en').filter(({ form }) => form.endsWith('/typo'));
    expect(marked.length).toBeGreaterThan(ask('fact', 'en').length / 2);
    const plain = await questionsOf(shopDocuments(), PLAIN);
    for (const { form } of plain.all('fact')) expect(form).toMatch(/^\w+\/(en|ja|mixed)\/(polite|casual|terse)-\d+$/);
  });
});

describe('titles', () => {
  const volume = (doc: string, format: string, more: SmallDocument['facts'] = {}): SmallDocument => ({
    source: 'books',
    doc,
    title: 'Sword of Dawn',
    facts: { publisher: text('Kestrel House'), volume: text(doc.slice(1, 2)), format: text(format), ...more },
  });
  const shelf = [
    volume('v1p', 'Paperback', { isbn: text('111-1'), release_date: date('2020-01-01') }),
    volume('v1d', 'Digital', { isbn: text('111-2'), release_date: date('2020-01-01') }),
    volume('v2p', 'Paperback', { isbn: text('222-1'), release_date: date('2021-01-01') }),
  ];

  it('are said with the volume and the edition that the answer depends on, and no more', async () => {
    const { ask } = await questionsOf(shelf, PLAIN);
    const english = ask('fact', 'en');
    const [publisher, ...others] = about(english, 'publisher');
    expect(others).toEqual([]);
    expect(publisher?.text).not.toMatch(/\d|paper|digital/i);
    for (const question of about(english, 'release_date')) expect(question.text).toMatch(/[12]/);
    expect(about(english, 'release_date')).toHaveLength(2);
    const codes = about(english, 'isbn').filter(({ answer }) => answer.includes('111-'));
    expect(codes).toHaveLength(2);
    for (const { text: asked, answer } of codes) {
      expect(/digital|e-book/i.test(asked)).toBe(answer.includes('111-2'));
      expect(/paper|print/i.test(asked)).toBe(answer.includes('111-1'));
    }
  });

  it('are not asked about where nothing tells two records apart', async () => {
    const twins = [
      { doc: 'a', title: 'Moss', facts: { author: text('Ann'), publisher: text('Fern') } },
      { doc: 'b', title: 'Moss', facts: { author: text('Bob'), publisher: text('Fern') } },
    ];
    const { ask, counts } = await questionsOf(twins);
    expect(about(ask('fact', 'en'), 'author')).toEqual([]);
    expect(about(ask('fact', 'en'), 'publisher')).toHaveLength(1);
    expect(counts.dropped).toMatchObject({ ambiguous_subject: 2, asked_already: 1 });
  });

  it('name the edition where the same book is sold in another', async () => {
    const { ask } = await questionsOf(
      [
        {
          doc: 'p',
          title: 'Moss, Vol. 6',
          facts: { format: text('paperback'), price_jpy: yen(700), title_ja: text('苔 6巻') },
        },
        {
          doc: 'd',
          title: 'Moss, Vol. 6 (digital)',
          facts: { format: text('digital'), price_jpy: yen(600), title_ja: text('苔 6巻（電子版）') },
        },
      ],
      PLAIN,
    );
    for (const { text: asked, answer } of about(ask('fact', 'en'), 'price_jpy')) {
      expect(asked).toMatch(answer.includes('700') ? /paper|print/i : /digital|e-book/i);
    }
    for (const { text: asked, answer } of about(ask('fact', 'ja'), 'price_jpy')) {
      expect(asked).toMatch(answer.includes('700') ? /紙/ : /電子/);
      expect(answer).toMatch(/^『苔』6巻（(紙の本|電子版)）/);
    }
  });
});

describe('comparisons', () => {
  it('never ask about a tie or across currencies, and say which is which', async () => {
    const { all } = await questionsOf(
      [
        { doc: 'a', title: 'Alder Road', facts: { price_jpy: yen(700) } },
        { doc: 'b', title: 'Birch Lane', facts: { price_jpy: yen(700) } },
        { doc: 'c', title: 'Cedar Pass', facts: { price_jpy: yen(900) } },
        { doc: 'd', title: 'Dogwood Hill', facts: { price_jpy: { type: 'money', value: 5, currency: 'USD' } } },
      ],
      PLAIN,
    );
    const questions = all('comparison');
    expect(questions.length).toBeGreaterThan(3);
    for (const { facts, text: asked, answer, form } of questions) {
      expect(new Set(facts.map(({ value }) => value.value))).toEqual(new Set([700, 900]));
      const [angle] = form.split('/');
      const cedarFirst =
        asked.indexOf('Cedar Pass') < Math.max(asked.indexOf('Alder Road'), asked.indexOf('Birch Lane'));
      if (angle?.endsWith('-more')) expect(answer).toMatch(/^『?Cedar Pass/);
      if (angle?.endsWith('-less')) expect(answer).toMatch(/^『?(Alder Road|Birch Lane)/);
      if (angle?.endsWith('-gap')) expect(answer).toMatch(/200/);
      if (angle?.endsWith('-isMore')) {
        const saysYes = /^(Yes|はい)/.test(answer);
        // 「YよりXのほうが」 names the other one first.
        if (!/^.{0,14}より/.test(asked)) expect(saysYes).toBe(cedarFirst);
      }
    }
  });
});

describe('questions about now', () => {
  const book = (doc: string, released: string, more: SmallDocument['facts'] = {}): SmallDocument => ({
    doc,
    title: `Book ${doc.toUpperCase()} of Ash`,
    facts: { release_date: date(released), ...more },
  });

  it('hold a date against the as-of date, which they name, and leave old ones alone', async () => {
    const { ask } = await questionsOf(
      [book('x', '2026-07-01'), book('y', '2026-09-16'), book('z', '2010-01-01')],
      PLAIN,
    );
    const released = ask('temporal', 'en').filter(({ form }) => form.startsWith('released/'));
    expect(released.map(({ answer }) => answer.slice(0, 3)).sort()).toEqual(['Not', 'Yes']);
    for (const { text: asked, answer } of released) {
      expect(asked).toContain('July 15, 2026');
      expect(answer).toMatch(asked.includes('Book X') ? /^Yes.*July 1, 2026/ : /^Not yet.*September 16, 2026/);
    }
    const since = ask('temporal', 'en').filter(({ form }) => form.startsWith('on_sale_since/'));
    expect(since.map(({ answer }) => answer).join()).not.toContain('Book Y');
    expect(since).toHaveLength(2);
  });

  it('answer whether it still runs from the status as it is, and since when only of what runs', async () => {
    const series = (doc: string, status: string): SmallDocument => ({
      doc,
      title: `Tale ${doc.toUpperCase()} of Ash`,
      facts: { status: text(status), started: number(2015) },
    });
    const { ask } = await questionsOf(
      [series('x', 'ongoing'), series('y', 'completed'), series('z', 'hiatus'), series('w', 'weird')],
      PLAIN,
    );
    const asked = ask('temporal', 'ja');
    const of = (kind: string) => asked.filter(({ form }) => form.startsWith(`${kind}/`)).map(({ answer }) => answer);
    expect(of('still_running').filter((answer) => answer.startsWith('はい'))).toHaveLength(1);
    expect(of('has_ended').find((answer) => answer.includes('Tale Y'))).toMatch(/^はい.*完結（completed）/);
    expect(of('has_ended').find((answer) => answer.includes('Tale Z'))).toMatch(/^終わってはいません/);
    expect(of('running_since')).toEqual(['『Tale X of Ash』は2015年から続いており、刊行状況は連載中（ongoing）です。']);
    expect(asked.some(({ text: question }) => question.includes('Tale W'))).toBe(false);
  });
});

describe('campaigns', () => {
  const page = (title: string, lang: string, sentence: string) => ({
    source: 'campaigns',
    doc: `${title}.md`,
    kind: 'policy',
    title,
    lang,
    texts: [`Welcome, everybody. ${sentence}`],
  });

  it('are still on, in the words of the sentence that says until when; one that does not say is not asked about', async () => {
    const view = await smallView([
      page('Spring fair', 'en', 'All sets are reduced until the end of March 2027.'),
      page('春のフェア', 'ja', '2027年3月31日まで全品割引です。'),
      page('Vague fair', 'en', 'While stocks last.'),
    ]);
    const documents = new Map(
      [...view.documents].map(([key, row]) => [key, { ...row, valid_to: '2027-03-31T15:00:00.000Z' }]),
    );
    const index = indexView({ ...view, documents });
    const draw = prepareCatalog({
      index,
      groups: await lineageGroups(index),
      labels: () => undefined,
      handOver: false,
      counts: newCounts('facts'),
    });
    const candidates = draw({ random: createRandom(1), isInside: () => true }).temporal ?? [];
    const answers = LANGS.flatMap((lang) => candidates.flatMap((one) => one.word(lang, createRandom(1))?.answer ?? []));
    expect(answers.sort()).toEqual([
      'Yes, "Spring fair" still holds on July 15, 2026. All sets are reduced until the end of March 2027.',
      'はい、『春のフェア』は2026年7月15日の時点でまだ有効です。2027年3月31日まで全品割引です。',
      'はい、『春のフェア』は2026年7月15日の時点でまだ有効です。2027年3月31日まで全品割引です。',
    ]);
  });
});

describe('unanswerable questions', () => {
  it('ask for unknown fields, the next volume, books that do not exist and fields that nobody has', async () => {
    const { all } = await questionsOf(shopDocuments(), PLAIN);
    const questions = all('unanswerable');
    for (const question of questions) {
      expect(question).toMatchObject({ evidence: [], facts: [] });
      expect(question.unknown?.subjects.length).toBeGreaterThan(0);
    }
    expect(about(questions, 'status').length).toBeGreaterThan(0);
    expect(questions.some(({ text: asked }) => /Salt Road.*4/.test(asked))).toBe(true);
    const titles = shopDocuments().map(({ title }) => foldText(title));
    const invented = questions.filter(
      ({ subjects }) => !titles.some((title) => title.includes(foldText(subjects[0] ?? ''))),
    );
    expect(invented.filter(({ text: asked }) => /\bThe \w+/.test(asked)).length).toBeGreaterThan(5);
    expect(new Set(questions.map(({ unknown }) => unknown?.field)).size).toBeGreaterThan(5);
  });

  it('leave out a field that a page or the title speaks of', async () => {
    const page = { source: 'pages', doc: 'faq', kind: 'policy', title: 'FAQ', texts: ['Each volume has 192 pages.'] };
    const { all } = await questionsOf([...shopDocuments(), page], PLAIN);
    expect(about(all('unanswerable'), 'pages')).toEqual([]);
    const goods = [
      { doc: 'a', title: 'Desk lamp', facts: { colour: text('Black'), weight: number(5) } },
      { doc: 'b', title: 'Floor lamp, black', facts: { colour: null, weight: number(6) } },
      { doc: 'c', title: 'Wall lamp', facts: { colour: null, weight: number(7) } },
    ];
    const asked = about((await questionsOf(goods, PLAIN)).ask('unanswerable', 'en'), 'colour');
    expect(asked.map(({ subjects }) => subjects[0])).toEqual(['Wall lamp']);
  });
});
