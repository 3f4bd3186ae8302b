import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openNearDuplicateIndex } from '../../src/text/near-duplicate-index.js';
import { findNearDuplicates } from '../../src/text/near-duplicates.js';

const words = ['how', 'many', 'volumes', 'of', 'lantern', 'ferry', 'are', 'there', '何巻', 'ありますか', '?'];
const texts = fc.array(
  fc.array(fc.constantFrom(...words), { maxLength: 12 }).map((chosen) => chosen.join(' ')),
  { minLength: 2, maxLength: 12 },
);

describe('openNearDuplicateIndex', () => {
  it('finds for each text the first of those before it that findNearDuplicates pairs it with', async () => {
    await fc.assert(
      fc.asyncProperty(texts, async (given) => {
        const index = await openNearDuplicateIndex({ threshold: 0.7 });
        const found = given.map((text) => {
          const first = index.find(text);
          index.add(text);
          return first;
        });
        const pairs = await findNearDuplicates({ texts: given, threshold: 0.7 });
        const firsts = given.map((_, i) => {
          const before = pairs.flatMap(({ a, b }) => (Math.max(a, b) === i ? Math.min(a, b) : []));
          return before.length === 0 ? undefined : Math.min(...before);
        });
        expect(found).toEqual(firsts);
      }),
      { numRuns: 60 },
    );
  });

  it('finds the same whatever was looked for before', async () => {
    const index = await openNearDuplicateIndex();
    const asked = 'How many volumes of Lantern Ferry are there?';
    expect(index.find('Wie viele Bände gibt es?')).toBeUndefined();
    expect(index.find(asked)).toBeUndefined();
    index.add('Wie viele Bände gibt es?');
    expect(index.find(asked)).toBeUndefined();
    expect(index.add(asked)).toBe(1);
    expect(index.find(`${asked} `)).toBe(1);
    expect(index.find('Wie viele Bände gibt es')).toBe(0);
    expect(index.find('')).toBeUndefined();
  });
});
