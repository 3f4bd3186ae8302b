import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldText, shinglesOf } from '../../src/text/normalize.js';
import { shingleHashes, similarityOf } from '../../src/text/shingle-hashes.js';

const texts = fc.string({ unit: fc.constantFrom(...'abcde 漫画アい𠮷!'), maxLength: 60 });

describe('shingle hashes', () => {
  it('are as many as there are shingles, whatever the script', () => {
    fc.assert(
      fc.property(texts, fc.integer({ min: 1, max: 6 }), (text, n) => {
        expect(shingleHashes(foldText(text), n)).toHaveLength(shinglesOf(text, n).size);
      }),
    );
  });

  it('give the Jaccard similarity of the shingles, and 0 below the threshold', () => {
    fc.assert(
      fc.property(texts, texts, texts, fc.double({ min: 0.05, max: 1, noNaN: true }), (head, a, b, threshold) => {
        const [x, y] = [shinglesOf(head + a, 3), shinglesOf(head + b, 3)];
        const shared = [...x].filter((shingle) => y.has(shingle)).length;
        const exact = x.size + y.size === 0 ? 0 : shared / (x.size + y.size - shared);
        const found = similarityOf(
          shingleHashes(foldText(head + a), 3),
          shingleHashes(foldText(head + b), 3),
          threshold,
        );
        if (exact >= threshold) expect(found).toBe(exact);
        else expect([0, exact]).toContain(found);
      }),
    );
  });
});
