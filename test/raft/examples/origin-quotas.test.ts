import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ORIGINS, type Origin } from '../../../src/negatives/types.js';
import { OriginDealer } from '../../../src/raft/examples/origin-quotas.js';

const sum = (counts: Readonly<Record<Origin, number>>): number =>
  ORIGINS.reduce((total, origin) => total + counts[origin], 0);

function dealTimes(dealer: OriginDealer, times: number, size: number, allowed: readonly Origin[] = ORIGINS) {
  const total = { stale: 0, sibling: 0, lexical: 0, dense: 0 };
  for (let i = 0; i < times; i++) {
    const dealt = dealer.deal(size, allowed);
    expect(sum(dealt.counts)).toBe(size);
    for (const origin of ORIGINS) total[origin] += dealt.counts[origin];
    dealt.commit();
  }
  return total;
}

describe('OriginDealer', () => {
  it('meets whole quotas in every context', () => {
    const dealer = new OriginDealer({ stale: 1, sibling: 1, dense: 'rest' });
    for (let i = 0; i < 5; i++) {
      const dealt = dealer.deal(4, ORIGINS);
      expect(dealt.counts).toEqual({ stale: 1, sibling: 1, lexical: 0, dense: 2 });
      dealt.commit();
    }
  });

  it('meets fractions over the contexts, within one', () => {
    const quota = fc.double({ min: 0, max: 2, noNaN: true });
    fc.assert(
      fc.property(
        quota,
        quota,
        fc.integer({ min: 4, max: 6 }),
        fc.integer({ min: 1, max: 40 }),
        (stale, sibling, size, n) => {
          const total = dealTimes(new OriginDealer({ stale, sibling, dense: 'rest' }), n, size);
          expect(Math.abs(total.stale - stale * n)).toBeLessThanOrEqual(1);
          expect(Math.abs(total.sibling - sibling * n)).toBeLessThanOrEqual(1);
        },
      ),
    );
  });

  it('takes numbers for shares where they do not come to the size and nothing is the rest', () => {
    expect(dealTimes(new OriginDealer({ dense: 3, lexical: 1 }), 8, 5)).toEqual({
      stale: 0,
      sibling: 0,
      lexical: 10,
      dense: 30,
    });
    expect(dealTimes(new OriginDealer({ stale: 4, dense: 4 }), 4, 2)).toEqual({
      stale: 4,
      sibling: 0,
      lexical: 0,
      dense: 4,
    });
  });

  it('gives the place of a barred origin to the others, and to the first stand-in where all are barred', () => {
    const allowed = ['sibling', 'lexical', 'dense'] as const;
    expect(new OriginDealer({ stale: 1, sibling: 1, dense: 'rest' }).deal(5, allowed).counts).toEqual({
      stale: 0,
      sibling: 1,
      lexical: 0,
      dense: 4,
    });
    expect(new OriginDealer({ stale: 1 }).deal(3, allowed).counts.dense).toBe(3);
  });

  it('forgets a context that came to nothing', () => {
    const dealer = new OriginDealer({ stale: 0.5, dense: 'rest' });
    const first = dealer.deal(1, ORIGINS).counts;
    expect(dealer.deal(1, ORIGINS).counts).toEqual(first);
  });
});
