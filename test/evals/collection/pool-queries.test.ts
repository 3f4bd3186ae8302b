/** Judgements of a collection as pools read them, and vectors of files as the model that made them. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { embedderOfVectors } from '../../../src/evals/collection/embedder-of-vectors.js';
import type { CollectionQuestion } from '../../../src/evals/collection/evaluate-collection.js';
import { judgesEnough, POOL_SIZES, poolQueries } from '../../../src/evals/collection/pool-queries.js';

function question(id: string, grades: Readonly<Record<string, number>>): CollectionQuestion {
  const nothing = { lang: null, type: null, slices: {}, distractors: ['mined'] };
  return { id, text: id, ...nothing, grades: new Map(Object.entries(grades)) };
}

describe('poolQueries', () => {
  it('takes the best grade for right, lower ones for known, and 0 and below for refused', () => {
    expect(poolQueries([question('q', { a: 3, b: 1, c: 0, d: -2, e: 3 }), question('none', { a: 0 })])).toMatchObject([
      { query_id: 'q', oracle_ids: ['a', 'e'], excluded_ids: ['b'], judged_negative_ids: ['c', 'd'] },
      { query_id: 'none', oracle_ids: [], excluded_ids: [], judged_negative_ids: ['a'] },
    ]);
  });

  it('leaves no judgement out and counts none twice, and what is relevant never becomes a negative', () => {
    const grades = fc.dictionary(fc.string({ minLength: 1 }), fc.integer({ min: -2, max: 4 }));
    fc.assert(
      fc.property(grades, (judged) => {
        const [query] = poolQueries([question('q', judged)]);
        const { oracle_ids = [], excluded_ids = [], judged_negative_ids = [] } = query ?? {};
        const relevant = Object.keys(judged).filter((id) => (judged[id] ?? 0) >= 1);
        expect([...oracle_ids, ...excluded_ids].sort()).toEqual(relevant.sort());
        expect(judged_negative_ids.length).toBe(Object.keys(judged).length - relevant.length);
      }),
    );
  });
});

describe('judgesEnough', () => {
  const refused = Object.fromEntries(Array.from({ length: POOL_SIZES.count }, (_, i) => [`n${i}`, 0]));
  const full = question('full', { a: 1, ...refused });
  const bare = question('bare', { a: 1 });
  const all = { rowOf: () => 0 };

  it.each([
    ['half of the questions', [full, bare], true],
    ['fewer than half', [full, bare, bare], false],
    ['questions without an answer do not count', [full, question('x', refused), question('y', {})], true],
    ['nothing at all', [], false],
  ])('%s', (_, questions, expected) => {
    expect(judgesEnough(poolQueries(questions), all)).toBe(expected);
  });

  it('counts what the corpus has', () => {
    expect(judgesEnough(poolQueries([full]), { rowOf: (id) => (id === 'n0' ? undefined : 0) })).toBe(false);
  });
});

describe('embedderOfVectors', () => {
  const given = embedderOfVectors({
    questions: [{ text: 'a' }, { text: 'b' }],
    data: Float32Array.of(1, 0, 0, 1),
    dims: 2,
    opened: null,
  });

  it('gives what is there, in the order that is asked', async () => {
    expect([...(await given.embed(['b', 'a', 'b'], 'query'))]).toEqual([0, 1, 1, 0, 0, 1]);
  });

  it('says what it cannot make, and how it could', async () => {
    await expect(given.embed(['c'], 'query')).rejects.toMatchObject({
      message: expect.stringContaining('a question that is not in the collection'),
    });
    await expect(given.embed(['a'], 'passage')).rejects.toMatchObject({
      fix: expect.stringContaining('-vectors away'),
    });
  });
});
