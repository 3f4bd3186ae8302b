import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseMeasure } from '../../../src/evals/measures/parse-measure.js';
import { rankedList } from '../../../src/evals/ranked-list.js';
import { type Judged, PLAIN, reference } from './reference.js';

const IDS = ['a', 'b#1', 'b#2', 'B', '日本', '日本語', 'é', '～', '😀', 'x_1', 'x_10', 'x-1'];
const SCORES = [0, -0, 1, 1 + 2 ** -40, 1e-300, 2e-300, -3.5, 12];

/** Results with many ties; grades that may be negative, of documents that may not be retrieved. */
const query: fc.Arbitrary<Judged> = fc
  .tuple(
    fc.array(fc.tuple(fc.constantFrom(...IDS), fc.constantFrom(...SCORES)), { maxLength: 14 }),
    fc.array(fc.tuple(fc.constantFrom(...IDS, 'never found'), fc.integer({ min: -1, max: 3 })), { maxLength: 7 }),
  )
  .map(([scores, grades]) => ({ scores: new Map(scores), grades: new Map(grades) }));

function measured(name: string, { scores, grades }: Judged, unjudged: 'not-relevant' | 'drop' = 'not-relevant') {
  const hits = [...scores].map(([passage_id, score]) => ({ passage_id, score }));
  return parseMeasure(name).compute(rankedList(hits, { grades }, { ties: 'trec_eval', unjudged }));
}

const ALL = [
  'nDCG',
  'AP',
  'RR',
  'bpref',
  'Rprec',
  ...['nDCG', 'AP', 'RR', 'P', 'R', 'Hit', 'judged'].flatMap((family) => [1, 3, 10].map((k) => `${family}@${k}`)),
];

/** The reference's arguments for a name. */
function partsOf(name: string): { family: string; k: number; rel: number; gains: 'linear' | 'exponential' } {
  const [family = '', k] = name.replace(/\(.*\)/, '').split('@');
  return {
    family,
    k: k === undefined ? 1000 : Number(k),
    rel: Number(/rel=(\d)/.exec(name)?.[1] ?? 1),
    gains: name.includes('exponential') ? 'exponential' : 'linear',
  };
}

describe('measures of relevance', () => {
  it.each([
    ...ALL,
    'P(rel=2)@3',
    'AP(rel=2)',
    'R(rel=3)@10',
    'RR(rel=2)',
    'Rprec(rel=2)',
    'bpref(rel=2)',
    'Hit(rel=3)@3',
    'nDCG(gains=exponential)@3',
    'nDCG(gains=exponential)',
  ])('%s is what its definition says, with unjudged documents and without', (name) => {
    const { family, k, ...options } = partsOf(name);
    fc.assert(
      fc.property(query, fc.boolean(), (judged, condensed) => {
        const expected = reference(family, k, judged, { ...options, condensed });
        const value = measured(name, judged, condensed ? 'drop' : 'not-relevant');
        if (expected === null) expect(value).toBeNull();
        else expect(value).toBeCloseTo(expected, 12);
      }),
      { numRuns: 150 },
    );
  });

  it.each(ALL)('%s stays in [0, 1]', (name) => {
    fc.assert(
      fc.property(query, (judged) => {
        const value = measured(name, judged) ?? 0;
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThanOrEqual(1);
      }),
    );
  });

  it.each(ALL.filter((name) => !/^P@/.test(name)))('%s of a perfect ranking is 1', (name) => {
    const relevant = fc.dictionary(fc.constantFrom(...IDS), fc.integer({ min: 1, max: 3 }), { minKeys: 1 });
    fc.assert(
      fc.property(relevant, fc.integer({ min: 0, max: 3 }), (grades, others) => {
        const ranking = Object.keys(grades).sort((a, b) => grades[b]! - grades[a]!);
        const { k } = partsOf(name);
        // Recall and average precision within k cannot be perfect where more than k are relevant.
        fc.pre(!/^(R|AP)@/.test(name) || ranking.length <= k);
        const scores = new Map(ranking.map((id, rank) => [id, -rank]));
        if (!name.startsWith('judged')) for (let i = 0; i < others; i++) scores.set(`other ${i}`, -100 - i);
        expect(measured(name, { scores, grades: new Map(Object.entries(grades)) })).toBeCloseTo(1, 12);
      }),
    );
  });

  it.each(ALL.filter((name) => name.includes('@')))('%s ignores what is unjudged below its cut-off', (name) => {
    const { k } = partsOf(name);
    fc.assert(
      fc.property(query, ({ scores, grades }) => {
        const filled = new Map(scores);
        for (let i = 0; filled.size < k; i++) filled.set(`filler ${i}`, -50 - i);
        const before = measured(name, { scores: filled, grades });
        expect(measured(name, { scores: new Map([...filled, ['unjudged', -1000]]), grades })).toBe(before);
      }),
    );
  });
});

describe('by hand', () => {
  // d1 is unjudged, d3 judged and not relevant, d9 never found.
  const judged: Judged = {
    scores: new Map([
      ['d1', 4],
      ['d2', 3],
      ['d3', 2],
      ['d4', 1],
    ]),
    grades: new Map([
      ['d2', 2],
      ['d4', 1],
      ['d9', 3],
      ['d3', 0],
    ]),
  };
  it.each([
    ['nDCG@10', (2 / Math.log2(3) + 1 / Math.log2(5)) / (3 + 2 / Math.log2(3) + 1 / 2)],
    ['nDCG(gains=exponential)@10', (3 / Math.log2(3) + 1 / Math.log2(5)) / (7 + 3 / Math.log2(3) + 1 / 2)],
    ['nDCG@1', 0],
    ['AP', (1 / 2 + 2 / 4) / 3],
    ['AP@3', 1 / 2 / 3],
    ['AP(rel=2)', 1 / 2 / 2],
    ['RR', 1 / 2],
    ['RR@1', 0],
    ['P@10', 2 / 10],
    ['P(rel=2)@2', 1 / 2],
    ['R@10', 2 / 3],
    ['R@2', 1 / 3],
    ['Hit@1', 0],
    ['Hit@2', 1],
    ['Rprec', 1 / 3],
    // d4 stands below one of the one judged non-relevant documents: it is worth nothing.
    ['bpref', 1 / 3],
    ['judged@10', 3 / 4],
    ['judged@1', 0],
  ])('%s', (name, expected) => {
    expect(measured(name, judged)).toBeCloseTo(expected, 12);
  });

  it('has no value where nothing is relevant, but for what needs nothing', () => {
    const none: Judged = { scores: judged.scores, grades: new Map([['d3', 0]]) };
    for (const name of ['nDCG', 'AP', 'RR', 'P@5', 'R@5', 'Hit@5', 'Rprec', 'bpref'])
      expect(measured(name, none)).toBeNull();
    expect(measured('judged@4', none)).toBe(1 / 4);
  });

  it('grades beyond what 2^g can hold give a value all the same', () => {
    const huge: Judged = {
      scores: new Map([
        ['b', 2],
        ['a', 1],
      ]),
      grades: new Map([
        ['a', 3000],
        ['b', 2999],
      ]),
    };
    const expected = (1 / 2 + 1 / Math.log2(3)) / (1 + 1 / 2 / Math.log2(3));
    expect(measured('nDCG(gains=exponential)', huge)).toBeCloseTo(expected, 12);
  });
});

describe('measures of versions and distractors', () => {
  const hits = ['now', 'then', 'other'].map((passage_id, rank) => ({ passage_id, score: -rank }));
  const known = {
    grades: new Map([['now', 1]]),
    isStale: (id: string) => id === 'then',
    distractors: new Set(['other']),
    versions: [
      { current: 'now', stale: 'then' },
      { current: 'gone now', stale: 'other' },
      { current: 'never', stale: 'found' },
    ],
  };
  const list = rankedList(hits, known);

  it.each([
    ['stale-hit@1', 0],
    ['stale-hit@2', 1],
    ['distractor-hit@2', 0],
    ['distractor-hit@3', 1],
    // now is above then; other is found, and what replaced it is not; the third pair says nothing.
    ['current-above-stale', 1 / 2],
    ['current-above-stale@2', 1],
    ['current-above-stale@1', 1],
  ])('%s', (name, expected) => {
    expect(parseMeasure(name).compute(list)).toBe(expected);
  });

  it('has no value where nothing is known of them, or no version is found', () => {
    const bare = rankedList(hits, { grades: known.grades });
    for (const name of ['stale-hit@1', 'distractor-hit@1', 'current-above-stale']) {
      expect(parseMeasure(name).compute(bare)).toBeNull();
    }
    const unseen = rankedList(hits, { ...known, versions: [{ current: 'never', stale: 'found' }] });
    expect(parseMeasure('current-above-stale').compute(unseen)).toBeNull();
  });

  it('a dropped unjudged passage is stale all the same', () => {
    const condensed = rankedList(hits, known, { ties: 'trec_eval', unjudged: 'drop' });
    expect([...Array.from(condensed.grades)]).toEqual([1]);
    expect(parseMeasure('stale-hit@2').compute(condensed)).toBe(1);
    expect(parseMeasure('judged@3').compute(condensed)).toBe(1 / 3);
  });
});

describe('ties', () => {
  const orders = ['best', 'trec_eval', 'input', 'worst'] as const;

  it('any order of equal scores lies between worst and best', () => {
    fc.assert(
      fc.property(
        query,
        fc.constantFrom('nDCG@3', 'AP', 'RR', 'P@3', 'R@3', 'bpref', 'Rprec'),
        ({ scores, grades }, name) => {
          const hits = [...scores].map(([passage_id, score]) => ({ passage_id, score }));
          const [best, , input, worst] = orders.map((ties) =>
            parseMeasure(name).compute(rankedList(hits, { grades }, { ties, unjudged: 'not-relevant' })),
          ) as [number | null, number | null, number | null, number | null];
          expect(input ?? 0).toBeLessThanOrEqual((best ?? 0) + 1e-12);
          expect(input ?? 0).toBeGreaterThanOrEqual((worst ?? 0) - 1e-12);
        },
      ),
    );
  });

  it('a constant scorer does as badly as worst says', () => {
    const hits = ['a', 'b', 'c', 'd'].map((passage_id) => ({ passage_id, score: 7 }));
    const grades = new Map([['c', 1]]);
    const reciprocal = orders.map((ties) =>
      parseMeasure('RR').compute(rankedList(hits, { grades }, { ties, unjudged: 'not-relevant' })),
    );
    expect(reciprocal).toEqual([1, 1 / 2, 1 / 3, 1 / 4]);
  });
});

it('the reference itself gives what is easily seen', () => {
  expect(
    reference(
      'AP',
      10,
      {
        scores: new Map([
          ['a', 2],
          ['b', 1],
        ]),
        grades: new Map([['b', 1]]),
      },
      PLAIN,
    ),
  ).toBe(1 / 2);
});
