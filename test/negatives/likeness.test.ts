import { describe, expect, it } from 'vitest';
import { corpusOfTexts } from '../../src/negatives/corpus.js';
import { likenessTo } from '../../src/negatives/likeness.js';
import { mineHardNegatives } from '../../src/negatives/mine.js';
import type { MiningOptions } from '../../src/negatives/options.js';

const point = (angle: number): readonly number[] => [
  Math.cos((angle * Math.PI) / 180),
  Math.sin((angle * Math.PI) / 180),
];

/** One row an angle of the plane, in degrees; ids in the order of the angles given. */
function circle(...angles: readonly number[]) {
  const texts = angles.map((angle, i) => ({ passage_id: `p${i}`, text: `number ${i} at ${angle}` }));
  return corpusOfTexts({ texts, vectors: Float32Array.from(angles.flatMap(point)), dims: 2 });
}

describe('likenessTo', () => {
  it('is the mean of the three nearest positives, whatever the others are', () => {
    const likeness = likenessTo([1, 2, 3, 4, 5], circle(0, 60, 60, 60, 180, 180));
    expect(likeness?.of(0)).toBeCloseTo(0.5, 6);
  });

  it('says how far apart the positives lie, by the one that is least like the others', () => {
    expect(likenessTo([0, 1, 2], circle(0, 0, 60))?.cohesion).toBeCloseTo(0.5, 6);
  });

  it('knows nothing of that from one positive or two: they may be halves of one answer', () => {
    const corpus = circle(0, 10, 20);
    expect(likenessTo([0], corpus)).toBeNull();
    expect(likenessTo([0, 1], corpus)).toBeNull();
  });
});

describe('mining by likeness to the positives', () => {
  // The query is at 0; positives at 20 to 30; 25 is one of them in all but name, 335 and 325 are near the query and not.
  const corpus = circle(20, 25.5, 30, 25, 335, 325, 90);
  const mine = (over: Partial<MiningOptions> = {}) =>
    mineHardNegatives({
      queries: [{ query_id: 'q', text: 'what', oracle_ids: ['p0', 'p1', 'p2'] }],
      corpus,
      queryVectors: Float32Array.from(point(0)),
      numNegatives: 3,
      seed: 0,
      relativeMargin: 'calibrated',
      ...over,
    });
  const idsOf = ({ rows }: Awaited<ReturnType<typeof mine>>) => rows[0]!.negatives.map(({ passage_id }) => passage_id);

  it('drops what is like the positives and keeps what is near the query all the same', async () => {
    const result = await mine();
    expect(idsOf(result)).toEqual(['p4', 'p5', 'p6']);
    expect(result.rows[0]!.dropped).toMatchObject({ like_positive: 1 });
    expect(result.rows[0]!.dropped['above_relative_margin']).toBeUndefined();
  });

  it('takes first what is unlike the positives, by the weight that is given', async () => {
    expect(idsOf(await mine({ numNegatives: 1 }))).toEqual(['p4']);
    expect(idsOf(await mine({ numNegatives: 1, likePositive: { weight: 3 } }))).toEqual(['p5']);
    expect((await mine({ numNegatives: 1 })).rows[0]!.dropped).toMatchObject({ not_sampled: 2 });
  });

  it('leaves the margins to decide where a margin was asked for, or likeness is turned off', async () => {
    for (const over of [{ relativeMargin: 0.05 }, { likePositive: null }]) {
      const { rows } = await mine(over);
      expect(rows[0]!.dropped).not.toHaveProperty('like_positive');
      expect(rows[0]!.dropped).toHaveProperty('above_relative_margin');
    }
  });

  it.each([{ share: 0 }, { share: Number.NaN }, { weight: -1 }])('refuses %o', async (likePositive) => {
    await expect(mine({ likePositive })).rejects.toThrow('likePositive');
  });
});
