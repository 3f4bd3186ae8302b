/** The shop's eval suite: balanced, in nobody's template, and answered by what the files of July say. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readReviewed } from '../../src/evals/hardness/evidence/labels.js';
import { type Gold, loadSuite, type SuiteQuestion } from '../../src/evals/suite/suite.js';
import { foldText } from '../../src/text/normalize.js';
import { createTemplateLikeness } from '../../src/text/template-likeness.js';
import { PAGE_SOURCES, page, pageExists, records, SUITE, unwrapped } from './shop-files.js';
import { docsOf, readKey } from './shop-key.js';

const { questions } = await loadSuite(SUITE);
const { after: key } = readKey();
const answerable = questions.filter(({ type }) => type !== 'unanswerable');

const isRefused = ({ source, doc }: Gold): boolean =>
  key.refused.some((one) => one.source === source && one.doc === doc);

/** Texts of a document that hold a quote whole: sections of a page, fields of an entry. */
function textsOf({ source, doc }: Gold, snapshot: string): readonly string[] {
  if (source === 'series' || source === 'products') {
    return Object.values(records(snapshot, source).get(doc) ?? {}).map(String);
  }
  return pageExists(snapshot, source, doc) ? page(snapshot, source, doc).sections.map(unwrapped) : [];
}

function holdsIn(gold: Gold, snapshot: string): boolean {
  if ('quote' in gold) return textsOf(gold, snapshot).some((text) => text.includes(gold.quote));
  return records(snapshot, gold.source as 'series' | 'products').get(gold.doc)?.[gold.fact] === gold.value;
}

describe('what is asked', () => {
  it('is at least 215 questions, each of its own', () => {
    expect(questions.length).toBeGreaterThanOrEqual(215);
    expect(new Set(questions.map(({ id }) => id)).size).toBe(questions.length);
    const folded = questions.map(({ question }) => foldText(question).replace(/[\s\p{P}]/gu, ''));
    expect(new Set(folded).size).toBe(questions.length);
  });

  it.each([
    ['fact', 45],
    ['policy', 45],
    ['comparison', 25],
    ['temporal', 25],
    ['multi_hop', 20],
    ['unanswerable', 25],
  ] as const)('has of type %s at least %i, in English, Japanese and both at once', (type, least) => {
    const ofType = questions.filter((question) => question.type === type);
    expect(ofType.length).toBeGreaterThanOrEqual(least);
    const share = (lang: SuiteQuestion['lang']): number =>
      ofType.filter((question) => question.lang === lang).length / ofType.length;
    expect(share('en')).toBeGreaterThan(0.3);
    expect(share('ja')).toBeGreaterThan(0.25);
    expect(share('mixed')).toBeGreaterThan(0.1);
  });

  it('is typed in the letters of its language', () => {
    for (const { id, question, lang } of questions) {
      const japanese = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u.test(question);
      const latin = /[A-Za-z]{2}/.test(question);
      if (lang === 'en') expect(japanese, id).toBe(false);
      if (lang === 'mixed') expect(japanese && latin, id).toBe(true);
    }
  });

  it('repeats no template: its questions share far fewer words in a row than generated ones do', () => {
    const meter = createTemplateLikeness({ seed: 'suite' });
    for (const { question, lang } of questions) meter.add({ text: question, lang });
    for (const [lang, { self_bleu, commonest_skeleton_share, texts }] of Object.entries(meter.result().by_lang)) {
      // As many questions of a built dataset have 0.40 (en), 0.45 (ja) and 0.23 (mixed).
      expect(self_bleu, lang).toBeLessThan(lang === 'mixed' ? 0.15 : 0.25);
      expect(commonest_skeleton_share * texts, lang).toBeLessThan(2);
    }
  });
});

describe('slices of their own', () => {
  it('are large enough for a report to tell them apart', () => {
    const styles = questions.flatMap(({ slices }) => slices['style'] ?? []);
    expect(new Set(styles)).toEqual(new Set(['described', 'typo', 'spelling', 'keywords', 'rambling']));
    for (const style of new Set(styles)) {
      expect(styles.filter((one) => one === style).length, style).toBeGreaterThanOrEqual(10);
    }
  });

  it('mark what nothing answers since April as unanswerable', () => {
    const gone = questions.filter(({ slices }) => 'gone' in slices);
    expect(gone.length).toBeGreaterThanOrEqual(5);
    for (const { id, type } of gone) expect(type, id).toBe('unanswerable');
  });
});

describe('the gold', () => {
  it('is there where an answer is, and nowhere else', () => {
    for (const { id, type, gold } of questions) expect(gold.length === 0, id).toBe(type === 'unanswerable');
  });

  it('stands in every kind of source, and in pages of both languages', () => {
    const best = answerable.flatMap(({ gold }) => gold.filter(({ grade }) => grade > 1));
    for (const source of ['series', 'products', ...PAGE_SOURCES]) {
      expect(best.filter((gold) => gold.source === source).length, source).toBeGreaterThanOrEqual(8);
    }
    for (const ending of ['.en.md', '.ja.md']) {
      expect(best.filter(({ doc }) => doc.endsWith(ending)).length).toBeGreaterThanOrEqual(50);
    }
  });

  it('is graded: something answers or is a needed part, and a question with one part has a whole answer', () => {
    for (const { id, gold } of answerable) {
      const best = Math.max(...gold.map(({ grade }) => grade));
      expect(best, id).toBeGreaterThan(1);
      if (gold.filter(({ grade }) => grade === best).length === 1) expect(best, id).toBe(3);
    }
    const several = answerable.filter(({ gold }) => gold.filter(({ grade }) => grade > 1).length > 1);
    expect(several.length).toBeGreaterThanOrEqual(60);
  });

  it('names a passage once', () => {
    for (const { id, gold } of answerable) {
      const named = gold.map((one) => `${one.source} ${one.doc} ${'quote' in one ? one.quote : ''}`);
      expect(new Set(named).size, id).toBe(gold.length);
    }
  });

  it('quotes what exactly one section of a page says, or one field of a catalog entry', () => {
    for (const { id, gold } of answerable) {
      for (const one of gold) {
        if (!('quote' in one)) continue;
        // What was refused in July is still what April said.
        const texts = textsOf(one, isRefused(one) ? '2026-04' : '2026-07');
        expect(texts.filter((text) => text.includes(one.quote)).length, `${id} ${one.doc}`).toBe(1);
      }
    }
  });

  it('holds in July', () => {
    for (const { id, gold } of answerable) {
      for (const one of gold)
        expect(holdsIn(one, isRefused(one) ? '2026-04' : '2026-07'), `${id} ${one.doc}`).toBe(true);
    }
  });

  it('never takes a passage for an answer that the key calls stale', () => {
    const stale = [...key.passages, ...key.documents].filter(({ verdict }) => verdict !== 'superseded');
    for (const { id, gold } of answerable) {
      for (const one of gold) {
        const wrong = stale.filter((flagged) => {
          if (flagged.source !== one.source || flagged.doc !== one.doc) return false;
          return !('quote' in flagged) || ('quote' in one && flagged.quote === one.quote);
        });
        expect(wrong, id).toEqual([]);
      }
    }
  });
});

describe('what changed between April and July', () => {
  const changed = answerable.filter(({ gold }) => gold.some((one) => !holdsIn(one, '2026-04')));

  it('is asked for by many questions, and what did not change by more', () => {
    expect(changed.length).toBeGreaterThanOrEqual(55);
    expect(answerable.length - changed.length).toBeGreaterThanOrEqual(110);
  });

  it('is what the key says: gold that April lacks is new there, or replaced what the key names', () => {
    for (const { id, gold } of changed) {
      for (const one of gold.filter((each) => !holdsIn(each, '2026-04'))) {
        expect(isNew(one) || isReplaced(one), `${id} ${one.doc}`).toBe(true);
      }
    }
  });

  it('is tempting: to most such questions April had an answer, and it is wrong now', () => {
    const tempting = changed.filter(({ gold }) => gold.some((one) => !holdsIn(one, '2026-04') && isReplaced(one)));
    expect(tempting.length).toBeGreaterThanOrEqual(40);
  });
});

/** A document that April did not have, or a section of a page under a heading that is new. */
function isNew(gold: Gold): boolean {
  if (key.added.some(({ source, docs }) => source === gold.source && docs.includes(gold.doc))) return true;
  if (!('quote' in gold) || !pageExists('2026-04', gold.source, gold.doc)) return false;
  const before = page('2026-07', gold.source, gold.doc).body.split(gold.quote, 1)[0] ?? '';
  const heading = before.match(/^## .*$/gm)?.at(-1);
  return heading !== undefined && !page('2026-04', gold.source, gold.doc).body.includes(heading);
}

function isReplaced(gold: Gold): boolean {
  if ('fact' in gold) {
    return key.entries.some(
      (entry) =>
        entry.source === gold.source &&
        docsOf(entry).includes(gold.doc) &&
        entry.drift?.some(({ field, new: now }) => field === gold.fact && plain(now) === plain(gold.value)),
    );
  }
  const sections = textsOf(gold, '2026-07').filter((text) => text.includes(gold.quote));
  return key.passages.some(({ source, doc, successor }) => {
    return (
      source === gold.source && doc === gold.doc && !!successor && sections.some((text) => text.includes(successor))
    );
  });
}

/** `JPY 638` and 638. */
const plain = (value: unknown): string => String(value).replace(/^(JPY|USD) /, '');

describe('the reviewed labels', async () => {
  const path = fileURLToPath(new URL('../../evals/mangaassist/reviewed.jsonl', import.meta.url));
  const { labels, pending } = await readReviewed({ path, name: 'reviewed.jsonl' });

  it('are decided, of questions that have an answer, and drawn at random in good part', () => {
    expect(pending).toBe(0);
    const ids = new Set(answerable.map(({ id }) => id));
    expect(labels.filter(({ question_id }) => !ids.has(question_id))).toEqual([]);
    expect(labels.filter(({ sample }) => sample === 'random').length).toBeGreaterThanOrEqual(450);
    expect(new Set(labels.map(({ question_id }) => question_id)).size).toBeGreaterThanOrEqual(180);
  });

  it('find some answers among what was offered as negatives, and say why', () => {
    const raw = readFileSync(path, 'utf8').trimEnd().split('\n');
    const lines = raw.map((line) => JSON.parse(line) as { answers: boolean; note?: string });
    const answers = lines.filter((line) => line.answers);
    expect(answers.length).toBeGreaterThanOrEqual(10);
    for (const { note } of answers) expect(note).toMatch(/\w/);
  });
});
