import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holm } from '../../src/stats/holm.js';

describe('holm', () => {
  it("gives R's p.adjust(…, 'holm')", () => {
    const adjusted = holm([0.01, 0.04, 0.03, 0.005]);
    expect(adjusted.map((p) => Number(p.toFixed(10)))).toEqual([0.03, 0.06, 0.06, 0.02]);
    expect(holm([0.5, 0.6])).toEqual([1, 1]);
    expect(holm([])).toEqual([]);
  });

  it('keeps the order of p values, leaves one test alone and is never above Bonferroni', () => {
    const ps = fc.array(fc.double({ min: 1e-6, max: 1, noNaN: true }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(ps, (raw) => {
        const adjusted = holm(raw);
        for (const [i, p] of raw.entries()) {
          expect(adjusted[i]).toBeGreaterThanOrEqual(p);
          expect(adjusted[i]).toBeLessThanOrEqual(Math.min(1, p * raw.length) + 1e-12);
          for (const [j, q] of raw.entries()) if (p < q) expect(adjusted[i]!).toBeLessThanOrEqual(adjusted[j]!);
        }
        if (raw.length === 1) expect(adjusted).toEqual(raw);
      }),
    );
  });
});
