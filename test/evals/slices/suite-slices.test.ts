import { describe, expect, it } from 'vitest';
import { scriptOf } from '../../../src/evals/slices/question-script.js';
import { SLICE_KEYS } from '../../../src/evals/slices/slice-keys.js';
import { createSlices } from '../../../src/evals/slices/suite-slices.js';
import { resolveGold } from '../../../src/evals/suite/gold.js';
import { parseSuite } from '../../../src/evals/suite/suite.js';
import { openPredecessors } from '../../../src/evals/versions/predecessors.js';
import { indexView } from '../../../src/verify/view-index.js';
import { passageId, type SmallDocument, smallView } from '../../helpers/small-view.js';

const doc = (id: string, more: Partial<SmallDocument> = {}): SmallDocument => ({
  source: 'p',
  kind: 'policy',
  doc: id,
  title: id,
  texts: [`This is ${id}.`],
  ...more,
});
const replaced = (by: string, since: string, addedIn: number) => ({
  verdict: 'superseded' as const,
  severity: 'material' as const,
  superseded_by: passageId(by),
  stale_since: `${since}T00:00:00.000Z`,
  added_in: addedIn,
});
// The truth is r-000002, as of 2026-07-15.
const index = indexView(
  await smallView([
    doc('new', { updatedAt: '2026-07-01T00:00:00.000Z' }),
    doc('spring', { updatedAt: '2026-05-01T00:00:00.000Z', kind: 'catalog' }),
    doc('old', { updatedAt: '2024-01-01T00:00:00.000Z' }),
    doc('undated', { updatedAt: null }),
    doc('new@1', { texts: ['It was new.'], stale: replaced('new', '2026-01-01', 2) }),
    doc('spring@1', { texts: ['It was spring.'], stale: replaced('spring', '2026-07-01', 1) }),
    doc('old@1', { texts: ['It was old.'], stale: replaced('old', '2026-01-01', 1) }),
    doc('undated@1', {
      texts: ['It was undated.'],
      stale: { ...replaced('undated', '2026-07-10', 2), severity: 'cosmetic' },
    }),
  ]),
);
const slices = (gold: string, more = '', keys: readonly (typeof SLICE_KEYS)[number][] = SLICE_KEYS) => {
  const type = gold === '' ? 'unanswerable' : 'policy';
  const [question] = parseSuite(
    `suite: s\nquestions: [{ id: q, question: "鬼の巻は何巻?", lang: ja, type: ${type}, gold: [${gold}] ${more} }]`,
    's.yaml',
  ).questions;
  const predecessors = openPredecessors(index, index);
  return createSlices({ keys, truth: index.view, predecessors })(question!, resolveGold(question!, index).places);
};
const gold = (id: string, grade = 1) => `{ source: p, doc: ${id}, quote: This is ${id}, grade: ${grade} }`;

describe('createSlices', () => {
  it('says what the question is like and what answers it', () => {
    expect(slices(gold('new'))).toEqual([
      'source=policy',
      'lang=ja',
      'script=han+kana',
      'type=policy',
      'age=under-30d',
      'drifted=recently',
    ]);
  });

  it.each([
    ['spring', ['source=catalog', 'age=30d-90d', 'drifted=recently']],
    ['old', ['source=policy', 'age=over-1y', 'drifted=earlier']],
    ['undated', ['source=policy', 'age=unknown', 'drifted=no']],
  ])('tells age and drift of %s', (id, expected) => {
    expect(slices(gold(id), '', ['source', 'age', 'drifted'])).toEqual(expected);
  });

  it('looks at the passages with the best grade', () => {
    expect(slices(`${gold('old', 3)}, ${gold('spring', 1)}`, '', ['source', 'age'])).toEqual([
      'source=policy',
      'age=over-1y',
    ]);
    expect(slices(`${gold('old', 3)}, ${gold('spring', 3)}`, '', ['source'])).toEqual([
      'source=policy',
      'source=catalog',
    ]);
  });

  it('knows nothing of passages where nothing answers', () => {
    expect(slices('')).toEqual(['lang=ja', 'script=han+kana', 'type=unanswerable']);
  });

  it("adds a question's own slices, as text", () => {
    expect(slices('', ', slices: { season: summer, typo: true, words: 3 }', ['type'])).toEqual([
      'type=unanswerable',
      'season=summer',
      'typo=true',
      'words=3',
    ]);
  });
});

describe('scriptOf', () => {
  it.each([
    ['how many volumes', 'latin'],
    ['しおのみち なんかん', 'kana'],
    ['返品期限', 'han'],
    ['返品は何日以内？', 'han+kana'],
    ['Salt Road 何巻まで', 'mixed'],
    ['сколько томов', 'other'],
    ['12?', 'none'],
  ])('%s is typed in %s', (text, script) => {
    expect(scriptOf(text)).toBe(script);
  });
});
