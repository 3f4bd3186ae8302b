import { describe, expect, it } from 'vitest';
import { toBag } from '../../../scripts/embedder/bags.js';
import { contrast, Trainer } from '../../../scripts/embedder/train.js';

describe('contrast', () => {
  it('has the gradient that finite differences give', () => {
    const scores = Float64Array.from([0.9, 0.1, -0.2, 0.3, 0.4, 0.5, 0.2, 0.6, 0.1]);
    const { gradient } = contrast(scores, 3, 0.2);
    for (let i = 0; i < scores.length; i++) {
      const shifted = (by: number) =>
        contrast(
          scores.map((s, j) => (j === i ? s + by : s)),
          3,
          0.2,
        ).loss;
      expect(gradient[i]).toBeCloseTo((shifted(1e-5) - shifted(-1e-5)) / 2e-5, 5);
    }
  });

  it('pulls towards what the teacher says, and no further', () => {
    const scores = Float64Array.from([0.5, 0.5, 0.5, 0.5]);
    const targets = { probabilities: Float64Array.from([0.5, 0.5, 0.5, 0.5]), share: 1 };
    const { gradient } = contrast(scores, 2, 0.2, targets);
    const columnsOnly = contrast(scores, 2, 0.2).gradient.map((g) => g / 2);
    for (let i = 0; i < 4; i++) expect(gradient[i]).toBeCloseTo(columnsOnly[i] ?? 0, 12);
  });
});

describe('Trainer', () => {
  const texts = [
    [1, 2],
    [3, 4],
    [5, 6],
  ].map(toBag);
  const answers = [
    [7, 8],
    [9, 10],
    [11, 12],
  ].map(toBag);
  const trained = () => {
    const trainer = new Trainer(13, 8, 3);
    trainer.values().set(Float32Array.from({ length: 13 * 8 }, (_, i) => (i < 8 ? 0 : Math.sin(i))));
    const losses = Array.from({ length: 40 }, () =>
      trainer.step({ queries: texts, passages: answers }, { learningRate: 0.1, gainRate: 0.02, temperature: 0.1 }),
    );
    return { trainer, losses };
  };

  it('learns which texts belong together, the same way each time', () => {
    const first = trained();
    expect(first.losses.at(-1)).toBeLessThan((first.losses[0] ?? 0) / 10);
    expect(trained().trainer.values()).toEqual(first.trainer.values());
  });

  it('embeds bags as unit vectors', () => {
    const vectors = trained().trainer.embed(texts);
    expect(Math.hypot(...vectors.subarray(8, 16))).toBeCloseTo(1, 5);
  });
});
