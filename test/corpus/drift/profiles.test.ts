import { describe, expect, it } from 'vitest';
import { ProfileIndex, sharedWeight } from '../../../src/corpus/drift/profiles.js';

describe('ProfileIndex', () => {
  it('finds candidates by their rare words first', () => {
    const index = new ProfileIndex(
      ['the parcel leaves Kyoto tonight'],
      ['the shop is open', 'the parcel leaves Kyoto tomorrow', 'the end'],
    );
    expect(index.candidates(index.old[0]!, 1)).toEqual([1]);
  });

  it('weighs what is shared, and rare words more', () => {
    const index = new ProfileIndex(['common rare', 'common'], ['common rare', 'common']);
    const [both, one] = index.old;
    expect(sharedWeight(both!, index.fresh[0]!, index)).toBeCloseTo(both!.weight);
    expect(sharedWeight(both!, index.fresh[1]!, index)).toBeCloseTo(one!.weight);
    expect(both!.weight).toBeGreaterThan(2 * one!.weight);
  });

  it('gives equal keys to texts in other dress', () => {
    const index = new ProfileIndex(['**Keep** the box'], ['keep the box!']);
    expect(index.old[0]!.key).toBe(index.fresh[0]!.key);
  });
});
