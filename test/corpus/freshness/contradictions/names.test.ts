import { describe, expect, it } from 'vitest';
import { NameIndex, nameKey } from '../../../../src/corpus/freshness/contradictions/names.js';
import { series } from './passages.js';

const find = (sentence: string, ...titles: string[]): string[] => {
  const index = new NameIndex([sentence]);
  for (const title of titles) index.add(series([title], 1));
  return index.find(sentence).map(({ title }) => title);
};

describe('NameIndex', () => {
  it('finds titles whatever their width, case and punctuation', () => {
    expect(find('I liked NIGHT MARKET—ALCHEMIST!', 'Night Market Alchemist')).toHaveLength(1);
    expect(find('『夜市の錬金屋』が好き', '夜市の錬金屋')).toHaveLength(1);
    expect(find('夜市の錬金屋は面白い', '夜市の錬金屋')).toHaveLength(1);
  });

  it('finds the longest, in order, without overlap', () => {
    expect(
      find('Paper Tiger Agency Zero, then Paper Tiger Agency', 'Paper Tiger Agency', 'Paper Tiger Agency Zero'),
    ).toEqual(['Paper Tiger Agency Zero', 'Paper Tiger Agency']);
  });

  it('does not find titles within words', () => {
    expect(find('a nightmarket alchemistry', 'Market Alchemist')).toEqual([]);
    expect(find('ワンピースドレス', 'ワンピース')).toEqual([]);
    expect(find('東京都民図書館', '京都民図')).toEqual([]);
  });

  it('ignores titles that say nothing', () => {
    expect(find('12 345 of it', '12 345', 'of', '')).toEqual([]);
  });
});

describe('nameKey', () => {
  it('is idempotent', () => {
    expect(nameKey(nameKey('Re：Zero — ｖｏｌ．１'))).toBe(nameKey('re zero vol 1'));
  });
});
