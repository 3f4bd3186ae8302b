import { describe, expect, it } from 'vitest';
import { createRandom } from '../../src/core/random.js';
import { aucOf } from '../../src/stats/auc.js';
import { assignFolds, outOfFoldScores, type SparseRow, trainLogistic } from '../../src/stats/logistic.js';

const DIMS = 64;
const options = { dims: DIMS, seed: 7 };

/** Rows of a few random features; `told` adds one that only positives have. */
function sample(n: number, told: boolean): { rows: SparseRow[]; labels: boolean[] } {
  const random = createRandom(`sample/${told}`);
  const labels = Array.from({ length: n }, (_, i) => i % 4 === 0);
  const rows = labels.map((label) => {
    const indices = new Set(Array.from({ length: 5 }, () => 1 + random.int(DIMS - 1)));
    if (told && label && random.next() < 0.8) indices.add(0);
    const ascending = Uint32Array.from(indices).sort();
    return { indices: ascending, values: new Float32Array(ascending.length).fill(1) };
  });
  return { rows, labels };
}

function outOfFoldAuc({ rows, labels }: ReturnType<typeof sample>, groups?: string[]): number {
  const scores = outOfFoldScores(rows, labels, { ...options, ...(groups ? { groups } : {}) });
  return (
    aucOf(
      [...scores].filter((_, i) => labels[i]),
      [...scores].filter((_, i) => !labels[i]),
    )?.auc ?? Number.NaN
  );
}

describe('outOfFoldScores', () => {
  it('find what gives a class away, and nothing where there is nothing', () => {
    expect(outOfFoldAuc(sample(400, true))).toBeGreaterThan(0.85);
    expect(Math.abs(outOfFoldAuc(sample(400, false)) - 0.5)).toBeLessThan(0.1);
  });

  it('are not fooled by copies of a row when copies are one group', () => {
    const { rows, labels } = sample(60, false);
    const copied = { rows: [...rows, ...rows, ...rows], labels: [...labels, ...labels, ...labels] };
    const groups = copied.rows.map((_, i) => String(i % rows.length));
    expect(outOfFoldAuc(copied)).toBeGreaterThan(0.9);
    expect(outOfFoldAuc(copied, groups)).toBeLessThan(0.75);
  });

  it('have no value where a fold is trained on one class', () => {
    const { rows } = sample(10, false);
    const scores = outOfFoldScores(
      rows,
      rows.map(() => true),
      options,
    );
    expect([...scores].every(Number.isNaN)).toBe(true);
  });
});

describe('trainLogistic', () => {
  it('gives the same model for the same seed', () => {
    const { rows, labels } = sample(100, true);
    const [a, b] = [trainLogistic(rows, labels, options), trainLogistic(rows, labels, options)];
    expect(a.weights).toEqual(b.weights);
    expect(a.weights[0]).toBe(Math.max(...a.weights));
  });
});

describe('assignFolds', () => {
  it('keeps groups together and folds level', () => {
    const groups = Array.from({ length: 103 }, (_, i) => `g${i % 17}`);
    const folds = assignFolds(groups, { folds: 5, seed: 1 });
    const byGroup = new Map<string, Set<number>>();
    for (const [i, group] of groups.entries()) {
      byGroup.set(group, (byGroup.get(group) ?? new Set()).add(folds[i] ?? -1));
    }
    expect([...byGroup.values()].every((found) => found.size === 1)).toBe(true);
    const sizes = [0, 1, 2, 3, 4].map((fold) => folds.filter((found) => found === fold).length);
    expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(7);
  });
});
