import { expect, it } from 'vitest';
import { toBag } from '../../../scripts/embedder/bags.js';
import { lexicalTargets } from '../../../scripts/embedder/teacher.js';

const weights = Float64Array.from([0, 1, 1, 3]);
const bags = (texts: readonly (readonly number[])[]) => texts.map(toBag);

it('is the softmax of exact cosines', () => {
  const targets = lexicalTargets(bags([[1], [3]]), bags([[1], [1, 2], [2]]), { weights, temperature: 0.5 });
  const shares = [1, Math.SQRT1_2, 0].map((cosine) => Math.exp(cosine / 0.5));
  const total = shares.reduce((a, b) => a + b);
  shares.forEach((share, i) => {
    expect(targets[i]).toBeCloseTo(share / total, 12);
    // Nothing matches: nothing is preferred.
    expect(targets[3 + i]).toBeCloseTo(1 / 3, 12);
  });
});

it('weighs what is rare more than what is said often', () => {
  const targets = lexicalTargets(bags([[1, 3]]), bags([[1, 1], [3]]), { weights, temperature: 0.1 });
  expect(targets[1]).toBeGreaterThan(0.9);
});
