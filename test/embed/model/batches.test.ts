import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { batchByLength } from '../../../src/embed/model/batches.js';

describe('batchByLength', () => {
  it('puts texts of like length together', () => {
    expect(batchByLength([9, 1, 8, 2], { maxTokens: 18, maxRows: 10 })).toEqual([
      [1, 3],
      [2, 0],
    ]);
  });

  it('leaves out texts without tokens and lets one long text be a batch of its own', () => {
    expect(batchByLength([0, 50, 1], { maxTokens: 10, maxRows: 10 })).toEqual([[2], [1]]);
  });

  it('holds every text with tokens once, within the limits', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(40)),
        fc.integer({ min: 1, max: 100 }),
        fc.integer({ min: 1, max: 7 }),
        (lengths, maxTokens, maxRows) => {
          const batches = batchByLength(lengths, { maxTokens, maxRows });
          const seen = batches.flat().sort((a, b) => a - b);
          expect(seen).toEqual(lengths.flatMap((length, i) => (length > 0 ? [i] : [])));
          for (const batch of batches) {
            const padded = batch.length * Math.max(...batch.map((i) => lengths[i]!));
            expect(batch.length === 1 || padded <= maxTokens).toBe(true);
            expect(batch.length).toBeLessThanOrEqual(maxRows);
          }
        },
      ),
    );
  });
});
