import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { passageBytes, queryBytes, screenBound, ZERO } from '../../../src/search/dense/bytes.js';
import { generator } from './helpers.js';

const rows = fc
  .record({
    dims: fc.integer({ min: 1, max: 40 }),
    queries: fc.integer({ min: 1, max: 4 }),
    passages: fc.integer({ min: 1, max: 70 }),
    scale: fc.constantFrom(1e-30, 1e-3, 1, 1e12),
    peak: fc.constantFrom(0, 1, 50),
    seed: fc.integer(),
  })
  .map(({ dims, queries, passages, scale, peak, seed }) => {
    const next = generator(seed);
    const draw = (count: number) =>
      Float32Array.from({ length: count * dims }, (_, i) => scale * (next() - 0.5 + (i % dims === 0 ? peak : 0)));
    return { dims, queries: draw(queries), passages: draw(passages) };
  });

const product = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Array.from(a, (value, d) => value * (b[d] as number)).reduce((sum, value) => sum + value, 0);

describe('vectors as bytes', () => {
  it('bound every product, on both sides', () => {
    fc.assert(
      fc.property(rows, ({ dims, queries, passages }) => {
        const asked = queryBytes(queries, dims);
        const found = passageBytes(passages, dims, new Int8Array());
        const count = passages.length / dims;
        const rowOf = (data: Float32Array, row: number) => data.subarray(row * dims, (row + 1) * dims);
        const lengthOf = (data: Float32Array, row: number) => Math.sqrt(product(rowOf(data, row), rowOf(data, row)));
        const longest = Math.max(...Array.from({ length: count }, (_, row) => lengthOf(passages, row)));
        for (let i = 0; i < queries.length / dims; i++) {
          const own = { length: lengthOf(queries, i), error: asked.errors[i]! };
          const bound = screenBound(own, { longest, error: found.error });
          for (let j = 0; j < count; j++) {
            let bytes = 0;
            for (let d = 0; d < dims; d++) bytes += (asked.bytes[i * dims + d]! - ZERO) * found.bytes[d * count + j]!;
            const exact = product(rowOf(queries, i), rowOf(passages, j));
            expect(Math.abs(exact - bytes * asked.steps[i]! * found.step)).toBeLessThanOrEqual(bound);
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it('takes rows of zeros, and a buffer that is too large', () => {
    const found = passageBytes(new Float32Array(6), 3, new Int8Array(100).fill(9));
    expect([...found.bytes]).toEqual([0, 0, 0, 0, 0, 0]);
    expect([found.step, found.error]).toEqual([0, 0]);
    expect([...queryBytes(new Float32Array(3), 3).bytes]).toEqual([ZERO, ZERO, ZERO]);
  });
});
