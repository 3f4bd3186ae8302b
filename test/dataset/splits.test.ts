import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assignSplits } from '../../src/dataset/splits.js';

const groups = (n: number, stratum = 'catalog') =>
  Array.from({ length: n }, (_, i) => ({ id: `${stratum}-${i}`, weight: 1, stratum }));
const count = (assigned: ReadonlyMap<string, string>, split: string) =>
  [...assigned.values()].filter((value) => value === split).length;

describe('assignSplits', () => {
  it('is exact for groups of one size, in every stratum', () => {
    const assigned = assignSplits([...groups(100), ...groups(20, 'policy')], { seed: 1 });
    expect([count(assigned, 'train'), count(assigned, 'validation'), count(assigned, 'test')]).toEqual([96, 12, 12]);
    const policies = new Map([...assigned].filter(([id]) => id.startsWith('policy')));
    expect(count(policies, 'test')).toBe(2);
  });

  it('is within one group of the shares for any sizes, and independent of the order of the groups', () => {
    const list = fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(list, fc.nat(100), (weights, seed) => {
        const all = weights.map((weight, i) => ({ id: `g${i}`, weight, stratum: 's' }));
        const assigned = assignSplits(all, { seed });
        expect(assignSplits(all.toReversed(), { seed })).toEqual(assigned);
        const total = weights.reduce((a, b) => a + b, 0);
        for (const [split, share] of [
          ['train', 0.8],
          ['validation', 0.1],
          ['test', 0.1],
        ] as const) {
          const weight = all.reduce((sum, group) => sum + (assigned.get(group.id) === split ? group.weight : 0), 0);
          expect(weight - total * share).toBeLessThanOrEqual(Math.max(...weights));
        }
      }),
    );
  });

  it('gives a lone group to train', () => {
    expect([...assignSplits(groups(1), { seed: 3 }).values()]).toEqual(['train']);
  });
});
