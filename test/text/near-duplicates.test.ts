import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  clusterNearDuplicates,
  findNearDuplicates,
  jaccard,
  type NearDuplicate,
} from '../../src/text/near-duplicates.js';
import { foldText, shinglesOf } from '../../src/text/normalize.js';

const UTTERANCES = '../shared/data/banking77/train.csv';

/** Every pair compared with every other (sizes too unlike apart): what the index must find. */
function allPairs(texts: readonly string[], threshold: number, shingle: number): NearDuplicate[] {
  const sets = texts.map((text) => shinglesOf(text, shingle));
  const pairs: NearDuplicate[] = [];
  for (const [a, x] of sets.entries()) {
    for (let b = a + 1; b < sets.length; b++) {
      const y = sets[b] as Set<string>;
      if (Math.min(x.size, y.size) / Math.max(x.size, y.size) < threshold) continue;
      const similarity = jaccard(x, y);
      if (similarity >= threshold) pairs.push({ a, b, jaccard: similarity });
    }
  }
  return pairs;
}

describe('jaccard', () => {
  it('is the shared part of all', () => {
    expect(jaccard(new Set('abc'), new Set('bcd'))).toBe(0.5);
    expect(jaccard(new Set('abc'), new Set('abc'))).toBe(1);
    expect(jaccard(new Set(), new Set('a'))).toBe(0);
    expect(jaccard(new Set(), new Set())).toBe(0);
  });
});

describe('findNearDuplicates', () => {
  it('finds copies that differ in case, width and punctuation, and near copies', async () => {
    const texts = [
      'How long does shipping to Osaka take, please?',
      'ＨＯＷ LONG does shipping to Osaka take please',
      'How long does shipping to Osaka take, pleas?',
      'Where is my refund?',
    ];
    const pairs = await findNearDuplicates({ texts });
    expect(pairs.map(({ a, b }) => [a, b])).toEqual([
      [0, 1],
      [0, 2],
      [1, 2],
    ]);
    expect(pairs[0]?.jaccard).toBe(1);
    expect(pairs[1]?.jaccard).toBe(jaccard(shinglesOf(texts[0] ?? '', 5), shinglesOf(texts[2] ?? '', 5)));
  });

  it('pairs short texts only with their equals, and empty ones with nothing', async () => {
    const pairs = await findNearDuplicates({ texts: ['はい', 'ハイ', 'いいえ', '', '', '!!', 'はい。'] });
    expect(pairs.map(({ a, b }) => [a, b])).toEqual([
      [0, 1],
      [0, 6],
      [1, 6],
    ]);
    expect(await findNearDuplicates({ texts: [] })).toEqual([]);
  });

  it('refuses thresholds and shingles that mean nothing', async () => {
    await expect(findNearDuplicates({ texts: ['a'], threshold: 0 })).rejects.toThrow(RangeError);
    await expect(findNearDuplicates({ texts: ['a'], threshold: 1.1 })).rejects.toThrow(RangeError);
    await expect(findNearDuplicates({ texts: ['a'], shingle: 0 })).rejects.toThrow(RangeError);
  });

  it('reports nothing that an exact comparison would not, for any texts', async () => {
    const text = fc.string({ unit: fc.constantFrom(...'abcあい 。𠮷'), maxLength: 14 });
    await fc.assert(
      fc.asyncProperty(fc.array(text, { maxLength: 12 }), fc.constantFrom(0.5, 0.8, 1), async (texts, threshold) => {
        const found = await findNearDuplicates({ texts, threshold, shingle: 2 });
        const exact = allPairs(texts, threshold, 2).map((pair) => JSON.stringify(pair));
        for (const pair of found) expect(exact).toContain(JSON.stringify(pair));
        const equal = texts.flatMap((x, a) =>
          texts.flatMap((y, b) => (b > a && foldText(x) === foldText(y) && foldText(x) ? [{ a, b }] : [])),
        );
        for (const { a, b } of equal) expect(found).toContainEqual({ a, b, jaccard: 1 });
      }),
      { numRuns: 60 },
    );
  });
});

describe('clusterNearDuplicates', () => {
  it('groups what pairs connect, without listing the pairs of many copies', async () => {
    const copies = Array.from({ length: 20_000 }, () => 'Where is my order?');
    const texts = ['Can I pay by card at the shop?', ...copies, 'Can I pay by card at the shops?', 'Something else'];
    const groups = await clusterNearDuplicates({ texts });
    expect(groups.map((group) => group.length)).toEqual([2, 20_000]);
    expect(groups[0]).toEqual([0, 20_001]);
  });

  it('agrees with the pairs', async () => {
    const texts = ['aaaaab', 'aaaaac', 'xyzxyz', 'xyzxyz!', 'q', 'aaaaad'];
    expect(await clusterNearDuplicates({ texts, threshold: 0.3, shingle: 2 })).toEqual([
      [0, 1, 5],
      [2, 3],
    ]);
  });
});

describe.skipIf(!existsSync(UTTERANCES))('on real utterances (skipped without ../shared/data)', () => {
  const rows = existsSync(UTTERANCES) ? (parse(readFileSync(UTTERANCES), { columns: true }) as { text: string }[]) : [];
  const texts = rows.map((row) => row.text).filter((_, i) => i % 9 === 0 || i < 450);

  it.each([
    [0.8, 3],
    [0.8, 5],
    [0.6, 3],
  ])('finds nearly all pairs at %d with shingles of %d, and only those', async (threshold, shingle) => {
    const truth = new Set(allPairs(texts, threshold, shingle).map((pair) => JSON.stringify(pair)));
    const found = (await findNearDuplicates({ texts, threshold, shingle })).map((pair) => JSON.stringify(pair));
    expect(truth.size).toBeGreaterThan(5);
    expect(found.every((pair) => truth.has(pair))).toBe(true);
    expect(found.length / truth.size).toBeGreaterThanOrEqual(0.99);
  });

  it('gives the same answer twice', async () => {
    expect(await findNearDuplicates({ texts })).toEqual(await findNearDuplicates({ texts }));
  });
});
