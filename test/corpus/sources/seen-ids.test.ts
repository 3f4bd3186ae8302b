import { describe, expect, it } from 'vitest';
import { RepeatedIds, SeenIds } from '../../../src/corpus/sources/seen-ids.js';

describe('SeenIds', () => {
  it('gives back the place of the first record, for ids of any length', () => {
    const seen = new SeenIds();
    const long = 'x'.repeat(10_000);
    expect(seen.note(long, { file: 2_000_000, line: 4_000_000_000 })).toBeNull();
    expect(seen.note(`${long}y`, { file: 0, line: 0 })).toBeNull();
    expect(seen.note(long, { file: 3, line: 1 })).toEqual({ file: 2_000_000, line: 4_000_000_000 });
    expect(seen.note(`${long}y`, { file: 3, line: 1 })).toEqual({ file: 0, line: 0 });
    expect(seen.has(long)).toBe(true);
    expect(seen.has('x')).toBe(false);
  });
});

describe('RepeatedIds', () => {
  it('counts what is repeated and forgets the rest', () => {
    const ids = new RepeatedIds();
    for (const id of ['a', 'b', 'a', '', '']) ids.add(id);
    ids.settle();
    expect([ids.count('a'), ids.count('b'), ids.count(''), ids.count('none')]).toEqual([2, 1, 2, 1]);
  });
});
