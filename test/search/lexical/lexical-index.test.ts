import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildLexicalIndex } from '../../../src/search/lexical/lexical-index.js';
import { SEGMENT_ROWS } from '../../../src/search/lexical/postings.js';
import { lexicalTerms } from '../../../src/search/lexical/terms.js';

const K1 = 1.2;
const B = 0.6;

/** BM25 from its definition, text by text. */
function byDefinition(texts: readonly string[], query: string): { index: number; score: number }[] {
  const documents = texts.map(lexicalTerms);
  const average = documents.reduce((sum, terms) => sum + terms.length, 0) / texts.length || 1;
  const scores = documents.map((terms) => {
    let score = 0;
    for (const term of new Set(lexicalTerms(query))) {
      const times = (list: readonly string[]): number => list.filter((other) => other === term).length;
      const found = documents.filter((other) => other.includes(term)).length;
      const idf = Math.log(1 + (texts.length - found + 0.5) / (found + 0.5));
      const tf = times(terms);
      score += (times(lexicalTerms(query)) * idf * tf * (K1 + 1)) / (tf + K1 * (1 - B + (B * terms.length) / average));
    }
    return score;
  });
  return scores
    .map((score, index) => ({ index, score }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || b.index - a.index);
}

const word = fc.constantFrom('book', 'books', '返品', '本', '送料', 'Vol. 3', '3巻', '1,980', 'a', '☆', 'と');
const text = fc.array(word, { maxLength: 12 }).map((words) => words.join(' '));

describe('buildLexicalIndex', () => {
  it('scores as BM25 is defined', () => {
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 20 }), text, (texts, query) => {
        const [hits = []] = buildLexicalIndex(texts, { k1: K1, b: B }).search([query], { k: texts.length });
        const expected = byDefinition(texts, query);
        expect(hits.map(({ index }) => index).sort()).toEqual(expected.map(({ index }) => index).sort());
        const scores = new Map(expected.map(({ index, score }) => [index, score]));
        for (const { index, score } of hits) expect(score).toBeCloseTo(scores.get(index) as number, 10);
      }),
    );
  });

  it('scores a filtered search as an index of those texts alone', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(text, fc.boolean()), { maxLength: 20 }), text, (rows, query) => {
        const rowsKept = rows.flatMap(([, keep], row) => (keep ? [row] : []));
        const all = buildLexicalIndex(rows.map(([said]) => said));
        const alone = buildLexicalIndex(rows.filter(([, keep]) => keep).map(([said]) => said));
        const [filtered] = all.searchScaled([query], { k: 7, allowed: (row) => rows[row]?.[1] === true });
        const [expected] = alone.searchScaled([query], { k: 7 });
        const hits = expected?.hits.map(({ index, score }) => ({ index: rowsKept[index] as number, score }));
        // Terms that only a text left out has are unknown either way.
        expect(filtered).toEqual({ hits, ceiling: expected?.ceiling });
      }),
    );
  });

  it('gives the first k of the whole ranking, ties by later row', () => {
    const index = buildLexicalIndex(['返品', '送料', '返品', '返品 返品 返品 送料']);
    const [whole = []] = index.search(['返品'], { k: 100 });
    expect(whole.map((hit) => hit.index).slice(-2)).not.toEqual([0, 2]);
    expect(whole.find((hit) => hit.index === 2)?.score).toBe(whole.find((hit) => hit.index === 0)?.score);
    for (const k of [1, 2, 3]) expect(index.search(['返品'], { k })[0]).toEqual(whole.slice(0, k));
  });

  it('reaches no ceiling, and has one that unknown words raise', () => {
    const index = buildLexicalIndex(['book book book', '返品', `${'book '.repeat(2000)}`]);
    const [known, more] = index.searchScaled(['book', 'book xyzzy'], { k: 3 });
    expect(known?.hits[0]?.score).toBeLessThan(known?.ceiling as number);
    expect(more?.ceiling).toBeGreaterThan(known?.ceiling as number);
    expect(more?.hits).toEqual(known?.hits);
  });

  it('finds nothing for a query without a known term', () => {
    const index = buildLexicalIndex(['book', '']);
    expect(index.search(['', ' ', '返品', '☆', '\uD800'], { k: 5 })).toEqual([[], [], [], [], []]);
    expect(buildLexicalIndex([]).search(['book'], { k: 5 })).toEqual([[]]);
    expect(index.search(['book'], { k: 5, allowed: () => false })).toEqual([[]]);
  });

  it('holds more rows than one segment, and numbers them through', () => {
    const texts = Array.from({ length: SEGMENT_ROWS + 3 }, (_, row) => (row % SEGMENT_ROWS === 1 ? 'needle' : 'hay'));
    const [hits = []] = buildLexicalIndex(texts).search(['needle'], { k: 10 });
    expect(hits.map(({ index }) => index)).toEqual([SEGMENT_ROWS + 1, 1]);
  });

  it('takes a text of a megabyte beside an empty one', () => {
    const index = buildLexicalIndex(['返品の条件 '.repeat(170_000), '', '返品']);
    expect(
      index
        .search(['返品'], { k: 3 })[0]
        ?.map((hit) => hit.index)
        .sort(),
    ).toEqual([0, 2]);
  });

  it('refuses a k that is none', () => {
    for (const k of [0, -1, 1.5, Number.NaN]) {
      expect(() => buildLexicalIndex(['x']).search(['x'], { k })).toThrow(/positive integer/);
    }
  });
});
