import fc from 'fast-check';
import { expect, it } from 'vitest';
import { requestBatches } from '../../../src/embed/endpoint/request-batches.js';

it('is every index once, in order, within the limits; only a single text may be larger', () => {
  const sizes = fc.array(fc.nat(50), { maxLength: 40 });
  fc.assert(
    fc.property(sizes, fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 100 }), (bytes, texts, most) => {
      const batches = requestBatches([...bytes.keys()], { texts, bytes: most }, (index) => bytes[index] ?? 0);
      expect(batches.flat()).toEqual([...bytes.keys()]);
      for (const batch of batches) {
        expect(batch.length).toBeGreaterThan(0);
        expect(batch.length).toBeLessThanOrEqual(texts);
        const sum = batch.reduce((total, index) => total + (bytes[index] ?? 0), 0);
        expect(sum <= most || batch.length === 1).toBe(true);
      }
      // Greedy: a batch ends only where the next text would not have fitted.
      for (const [i, batch] of batches.slice(0, -1).entries()) {
        const next = batches[i + 1]?.[0] ?? 0;
        const sum = [...batch, next].reduce((total, index) => total + (bytes[index] ?? 0), 0);
        expect(batch.length === texts || sum > most).toBe(true);
      }
    }),
  );
});
