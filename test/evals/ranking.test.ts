import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rankHits } from '../../src/evals/ranking.js';

describe('rankHits', () => {
  it('breaks ties by id, descending by bytes', () => {
    // U+FF5E comes before U+1F600 by code point and byte, and after it by UTF-16 code unit.
    const hits = ['a', 'b', '\uFF5E', '\u{1F600}'].map((passage_id) => ({ passage_id, score: 1 }));
    expect(rankHits(hits)).toEqual(['\u{1F600}', '\uFF5E', 'b', 'a']);
  });

  it('does not depend on the order of the input', () => {
    const hit = fc.record({ passage_id: fc.string(), score: fc.integer({ min: 0, max: 3 }) });
    const list = fc.uniqueArray(hit, { selector: (item) => item.passage_id });
    fc.assert(
      fc.property(
        list.chain((hits) => fc.tuple(fc.constant(hits), fc.shuffledSubarray(hits, { minLength: hits.length }))),
        ([hits, shuffled]) => {
          expect(rankHits(shuffled)).toEqual(rankHits(hits));
        },
      ),
    );
  });
});
