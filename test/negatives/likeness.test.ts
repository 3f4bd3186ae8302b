import { describe, expect, it } from 'vitest';
import { corpusOfTexts } from '../../src/negatives/corpus.js';
import { likenessTo } from '../../src/negatives/likeness.js';

/** One row an angle of the plane, in degrees; ids in the order of the angles given. */
function circle(...angles: readonly number[]) {
  const vectors = angles.flatMap((angle) => [Math.cos((angle * Math.PI) / 180), Math.sin((angle * Math.PI) / 180)]);
  const texts = angles.map((angle, i) => ({ passage_id: `p${i}`, text: `at ${angle}` }));
  return corpusOfTexts({ texts, vectors: Float32Array.from(vectors), dims: 2 });
}

describe('likenessTo', () => {
  it('is the mean of the three nearest positives, whatever the others are', () => {
    const corpus = circle(0, 60, 60, 60, 180, 180);
    expect(likenessTo([1, 2, 3, 4, 5], corpus).of(0)).toBeCloseTo(0.5, 6);
  });

  it('takes what there is where there are fewer', () => {
    const corpus = circle(0, 60, 90);
    expect(likenessTo([1], corpus).of(0)).toBeCloseTo(0.5, 6);
    expect(likenessTo([1, 2], corpus).of(0)).toBeCloseTo(0.25, 6);
  });

  it('says how far apart the positives lie, by the one that is least like the others', () => {
    const corpus = circle(0, 0, 60);
    expect(likenessTo([0, 1, 2], corpus).cohesion).toBeCloseTo(0.5, 6);
    expect(likenessTo([0, 1], corpus).cohesion).toBeCloseTo(1, 6);
  });

  it('knows nothing of that from a single positive', () => {
    expect(likenessTo([0], circle(0, 10)).cohesion).toBeNull();
  });
});
