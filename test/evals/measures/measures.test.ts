import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Measure } from '../../../src/evals/measures/measure.js';
import { DEFAULT_MEASURES, parseMeasure } from '../../../src/evals/measures/parse-measure.js';
import { rankedList } from '../../../src/evals/ranked-list.js';

interface Ranked {
  readonly ranking: readonly string[];
  readonly grades: ReadonlyMap<string, number>;
  isStale(id: string): boolean;
}

/** The measure of a ranking by ids. */
function measured(measure: Measure, { ranking, grades, isStale }: Ranked): number | null {
  const hits = ranking.map((passage_id, rank) => ({ passage_id, score: -rank }));
  return measure.compute(rankedList(hits, { grades, isStale }));
}

/** Rankings over a small pool, with any judgements. */
const judged = fc
  .tuple(
    fc.shuffledSubarray('abcdefghij'.split('')),
    fc.dictionary(fc.constantFrom(...'abcdefghijkl'), fc.integer({ min: 0, max: 3 })),
    fc.subarray('abcdefghij'.split('')),
  )
  .map(([ranking, grades, stale]) => ({
    ranking,
    grades: new Map(Object.entries(grades)),
    isStale: (id: string) => stale.includes(id),
  }));

describe('every measure', () => {
  const names = [...DEFAULT_MEASURES, 'nDCG@3', 'RR@1', 'R@100', 'Hit@10', 'stale-hit@10'];

  it('has its canonical name', () => {
    for (const name of names) expect(parseMeasure(name).name).toBe(name);
  });

  it.each(names)('%s stays in [0, 1]', (name) => {
    const measure = parseMeasure(name);
    fc.assert(
      fc.property(judged, (query) => {
        const value = measured(measure, query) ?? 0;
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThanOrEqual(1);
      }),
    );
  });

  it.each(['nDCG@10', 'RR@10', 'R@10', 'Hit@10'])('%s of a perfect ranking is 1', (name) => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom(...'abcdefghij'), fc.integer({ min: 1, max: 3 }), { minKeys: 1 }),
        (grades) => {
          const ranking = Object.keys(grades).sort((a, b) => grades[b]! - grades[a]!);
          const value = measured(parseMeasure(name), {
            ranking,
            grades: new Map(Object.entries(grades)),
            isStale: () => false,
          });
          expect(value).toBeCloseTo(1, 12);
        },
      ),
    );
  });

  it.each(names)('%s ignores what is unjudged below its cut-off', (name) => {
    const measure = parseMeasure(name);
    const k = Number(name.split('@')[1]);
    fc.assert(
      fc.property(judged, (query) => {
        const padded = [
          ...query.ranking.slice(0, k),
          ...Array.from({ length: Math.max(0, k - query.ranking.length) }, (_, i) => `x${i}`),
        ];
        const before = measured(measure, { ...query, ranking: padded });
        expect(measured(measure, { ...query, ranking: [...padded, 'unjudged'] })).toBe(before);
      }),
    );
  });
});

describe('against trec_eval', () => {
  // Computed by hand from trec_eval's definitions: linear gains, log2(rank + 1).
  const query = {
    ranking: ['d1', 'd2', 'd3', 'd4'],
    grades: new Map([
      ['d2', 2],
      ['d4', 1],
      ['d9', 3],
      ['d3', 0],
    ]),
    isStale: (id: string) => id === 'd3',
  };
  it.each([
    ['nDCG@10', (2 / Math.log2(3) + 1 / Math.log2(5)) / (3 + 2 / Math.log2(3) + 1 / 2)],
    ['nDCG@1', 0],
    ['RR@10', 1 / 2],
    ['RR@1', 0],
    ['R@10', 2 / 3],
    ['R@2', 1 / 3],
    ['Hit@1', 0],
    ['Hit@2', 1],
    ['stale-hit@2', 0],
    ['stale-hit@3', 1],
  ])('%s', (name, expected) => {
    expect(measured(parseMeasure(name), query)).toBeCloseTo(expected, 12);
  });
});

describe('parseMeasure', () => {
  it.each(['ndcg@10', 'R@0', 'R@-1', 'R@1.5', 'MAP@10', '', 'R@10 '])(
    'refuses %j with the known ones',
    (name) => {
      expect(() => parseMeasure(name)).toThrow('unknown measure');
    },
  );
});
