import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { innerProducts } from '../../../src/search/dense/inner-product.js';
import { Scorer } from '../../../src/search/dense/scorer.js';
import { generator } from './helpers.js';

describe('Scorer', () => {
  it('has the bits of the loop in JavaScript, whatever it held before', () => {
    const scorer = new Scorer();
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 70 }),
        fc.integer({ min: 1, max: 3000 }),
        fc.integer(),
        (dims, rows, seed) => {
          const next = generator(seed);
          const draw = (count: number) => Float32Array.from({ length: count * dims }, () => 4 * (next() - 0.5));
          const [queries, vectors] = [draw(3), draw(rows)];
          scorer.loadRows(vectors, dims);
          scorer.loadQueries(queries);
          const score = innerProducts(queries, vectors, dims);
          for (let i = 0; i < 3; i++) {
            for (const j of [0, rows >> 1, rows - 1]) expect(scorer.score(i, j)).toBe(score(i, j));
          }
        },
      ),
      { numRuns: 50 },
    );
  });
});
