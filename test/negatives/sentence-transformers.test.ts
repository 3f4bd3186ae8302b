/** The same rows from the same vectors as sentence-transformers, with the filters that only we have turned off. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { corpusOfTexts } from '../../src/negatives/corpus.js';
import { mineHardNegatives } from '../../src/negatives/mine.js';
import type { MiningOptions } from '../../src/negatives/options.js';
import { type ReferenceInput, referenceNegatives } from './reference.js';

const DIMS = 4;
/** Inner products of these are exact multiples of a quarter: ties and bounds are hit exactly. */
const exact = fc.oneof(
  fc.tuple(...Array.from({ length: DIMS }, () => fc.constantFrom(0.5, -0.5))),
  fc
    .tuple(fc.nat(DIMS - 1), fc.constantFrom(1, -1))
    .map(([at, sign]) => Array.from({ length: DIMS }, (_, i) => (i === at ? sign : 0))),
);
const rough = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: DIMS, maxLength: DIMS }).map((raw) => {
  const norm = Math.hypot(...raw) || 1;
  return raw.map((value) => Math.fround(value / norm));
});
const quarter = fc.integer({ min: -4, max: 4 }).map((n) => n / 4);
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });

const inputs = fc
  .constantFrom(exact, rough)
  .chain((vector) =>
    fc.record({
      vectors: fc.array(vector as fc.Arbitrary<number[]>, { minLength: 1, maxLength: 24 }),
      copies: fc.nat(3),
      queries: fc.array(
        fc.record({
          vector: vector as fc.Arbitrary<number[]>,
          positives: fc.array(fc.nat(), { minLength: 1, maxLength: 3 }),
        }),
        {
          minLength: 1,
          maxLength: 4,
        },
      ),
      n: fc.integer({ min: 1, max: 5 }),
      rangeMin: fc.nat(3),
      extra: maybe(fc.nat(6)),
      absoluteMargin: maybe(quarter),
      relativeMargin: maybe(fc.constantFrom(0, 0.05, 0.25, 0.5)),
      maxScore: maybe(quarter),
      minScore: maybe(quarter),
    }),
  )
  .filter(({ maxScore = 1, minScore = -1 }) => minScore <= maxScore)
  .map(({ vectors, copies, queries, extra, ...rest }): ReferenceInput => {
    const texts = vectors.map((vector, i) => ({ text: `text ${i}`, vector }));
    const all = [...texts, ...texts.slice(0, copies)];
    const passages = all.map((passage, i) => ({ id: `p${String(i).padStart(2, '0')}`, ...passage }));
    const asked = queries.map(({ vector, positives }, i) => ({
      id: `q${i}`,
      vector,
      positives: [...new Set(positives.map((at) => passages[at % texts.length]!.id))],
    }));
    return {
      ...rest,
      passages,
      queries: asked,
      rangeMax: extra === undefined ? undefined : rest.rangeMin + rest.n + extra,
    };
  });

const flat = (vectors: readonly (readonly number[])[]): Float32Array => Float32Array.from(vectors.flat());

function optionsOf(input: ReferenceInput): MiningOptions {
  const { rangeMin, rangeMax, absoluteMargin, relativeMargin, maxScore, minScore } = input;
  return {
    corpus: corpusOfTexts({
      texts: input.passages.map(({ id, text }) => ({ passage_id: id, text })),
      vectors: flat(input.passages.map(({ vector }) => vector)),
      dims: DIMS,
    }),
    queries: input.queries.map(({ id, positives }) => ({
      query_id: id,
      text: `question ${id}`,
      oracle_ids: positives,
    })),
    queryVectors: flat(input.queries.map(({ vector }) => vector)),
    numNegatives: input.n,
    rangeMin,
    ...(rangeMax === undefined ? {} : { rangeMax }),
    ...(absoluteMargin === undefined ? {} : { absoluteMargin }),
    relativeMargin: relativeMargin ?? null,
    ...(maxScore === undefined ? {} : { maxScore }),
    ...(minScore === undefined ? {} : { minScore }),
    answerGuard: 'off',
    nearDuplicate: null,
    diversity: null,
    quotas: { stale: 0, sibling: 0 },
    seed: 0,
  };
}

/** A zero vector has no direction: it is never found here, where a matrix product gives it a score of 0. */
const hasDirection = (input: ReferenceInput): boolean =>
  [...input.passages, ...input.queries].every(({ vector }) => vector.some((value) => value !== 0));

describe('mineHardNegatives against sentence-transformers', () => {
  it('gives the same negatives, ties, bounds, copies, several positives and windows beyond the corpus included', async () => {
    await fc.assert(
      fc.asyncProperty(inputs.filter(hasDirection), async (input) => {
        const options = optionsOf(input);
        const { rows } = await mineHardNegatives(options);
        const textOf = (id: string): string => options.corpus.passages[options.corpus.rowOf(id)!]!.text;
        expect(rows.map((row) => row.negatives.map(({ passage_id }) => textOf(passage_id)))).toEqual(
          referenceNegatives(input),
        );
      }),
      { numRuns: 300 },
    );
  });

  it('merges the positives of queries with one text, as it does with repeated anchors', async () => {
    const vectors = [
      [1, 0, 0, 0],
      [0.5, 0.5, 0.5, 0.5],
      [0, 1, 0, 0],
    ];
    const options = optionsOf({
      passages: vectors.map((vector, i) => ({ id: `p${i}`, text: `text ${i}`, vector })),
      queries: [0, 1].map((i) => ({ id: `q${i}`, vector: [1, 0, 0, 0], positives: [`p${i}`] })),
      n: 2,
      rangeMin: 0,
      rangeMax: 9,
    });
    const queries = options.queries.map((query) => ({ ...query, text: 'one question' }));
    const { rows } = await mineHardNegatives({ ...options, queries });
    expect(rows.map((row) => row.negatives.map(({ passage_id }) => passage_id))).toEqual([['p2'], ['p2']]);
  });

  it('draws at random from the same window', async () => {
    await fc.assert(
      fc.asyncProperty(
        inputs.filter(hasDirection),
        fc.constantFrom('random' as const, 'simans' as const),
        async (input, sampling) => {
          const options = { ...optionsOf(input), sampling };
          const { rows } = await mineHardNegatives(options);
          const most = Math.max(...input.queries.map(({ positives }) => positives.length));
          const isBounded = [input.absoluteMargin, input.relativeMargin, input.maxScore].some(
            (bound) => bound !== undefined,
          );
          const rangeMax = input.rangeMax ?? input.rangeMin + most + input.n * (isBounded ? 10 : 1);
          const window = referenceNegatives({ ...input, rangeMax, n: 1000 });
          for (const [i, row] of rows.entries()) {
            const texts = row.negatives.map(
              ({ passage_id }) => options.corpus.passages[options.corpus.rowOf(passage_id)!]!.text,
            );
            expect(window[i]).toEqual(expect.arrayContaining(texts));
            expect(row.found).toBe(Math.min(input.n, window[i]!.length));
          }
        },
      ),
      { numRuns: 100 },
    );
  });

  it('changes no byte with the batch size, the memory budget or the order of the queries', async () => {
    await fc.assert(
      fc.asyncProperty(
        inputs.filter(hasDirection),
        fc.constantFrom('top' as const, 'random' as const, 'simans' as const),
        async (input, sampling) => {
          const options = { ...optionsOf(input), sampling, nearDuplicate: 0.8, diversity: 0.8 };
          const { rows } = await mineHardNegatives(options);
          const small = await mineHardNegatives({ ...options, memoryBudget: 1 });
          expect(JSON.stringify(small.rows)).toBe(JSON.stringify(rows));
          const queries = options.queries.toReversed();
          const queryVectors = flat(input.queries.toReversed().map(({ vector }) => vector));
          const reversed = await mineHardNegatives({ ...options, queries, queryVectors });
          expect(JSON.stringify(reversed.rows.toReversed())).toBe(JSON.stringify(rows));
          for (const row of rows) {
            const positives = row.positives.map(({ passage_id }) => passage_id);
            expect(row.negatives.filter(({ passage_id }) => positives.includes(passage_id))).toEqual([]);
          }
        },
      ),
      { numRuns: 100 },
    );
  });
});
