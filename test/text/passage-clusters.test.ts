import { describe, expect, it } from 'vitest';
import { createRandom } from '../../src/core/random.js';
import { clusterNearDuplicates } from '../../src/text/near-duplicates.js';
import { clusterPassages } from '../../src/text/passage-clusters.js';

const WORDS =
  'ferry lantern promise 約束 rival 灯籠 garden 時計 summer 猫 letter 手紙 island 列車 ghost recipe 市場 engine'.split(
    ' ',
  );

/** Texts of `length` words, every third of which repeats the one before it with one word changed. */
function texts(count: number, length: number): string[] {
  const random = createRandom(`texts/${length}`);
  const made: string[] = [];
  for (let i = 0; i < count; i++) {
    const words = Array.from({ length }, () => `${random.pick(WORDS)}${random.int(400)}`);
    const copied = i % 3 === 2 ? (made[i - 1] as string).split(' ') : words;
    made.push(copied.map((word, at) => (i % 3 === 2 && at === 0 ? 'another' : word)).join(' '));
  }
  return made;
}

describe('clusterPassages', () => {
  it.each([30, 60, 120])('finds what the exact clustering finds among texts of %i words', async (length) => {
    const made = texts(300, length);
    const exact = await clusterNearDuplicates({ texts: made, threshold: 0.8 });
    const found = clusterPassages({ texts: made, threshold: 0.8 });
    const names = new Set(exact.map((cluster) => cluster.join()));
    expect(exact.length).toBeGreaterThan(80);
    expect(found.filter((cluster) => names.has(cluster.join())).length).toBeGreaterThanOrEqual(exact.length * 0.97);
    expect(found.length).toBeLessThanOrEqual(exact.length * 1.03);
  });

  it('takes width, case and punctuation for nothing, and lets empty texts alone', () => {
    const made = [
      'The Ｌantern Ferry, VOL. 12!',
      'the lantern ferry vol 12',
      '…',
      '',
      '灯籠の渡し船「第１巻」',
      '灯籠の渡し船 第1巻',
    ];
    expect(clusterPassages({ texts: made })).toEqual([
      [0, 1],
      [4, 5],
    ]);
  });

  it('connects the copies of one form without comparing all with all', () => {
    const made = Array.from({ length: 1000 }, () => 'Orders leave our warehouse within two working days.');
    expect(clusterPassages({ texts: made })).toEqual([made.map((_, i) => i)]);
  });
});
