import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { IdTable } from '../../../src/evals/score/id-table.js';

const number = (table: IdTable, id: string): number => {
  const bytes = Buffer.from(`..${id}..`);
  return table.add(bytes, 2, bytes.length - 2);
};

describe('IdTable', () => {
  it('numbers ids as they come, and knows them again', () => {
    const table = new IdTable();
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' })), (ids) => {
        table.clear();
        const known = new Map<string, number>();
        for (const id of ids) {
          const expected = known.get(id) ?? known.size;
          known.set(id, expected);
          expect(number(table, id)).toBe(expected);
        }
        for (const [id, at] of known) expect(table.text(at)).toBe(id);
        expect(table.size).toBe(known.size);
      }),
    );
  });

  it('grows beyond its first room, and forgets', () => {
    const table = new IdTable();
    for (const round of [1, 2]) {
      for (let i = 0; i < 20_000; i++) expect(number(table, `文書-${i * round}`)).toBe(i);
      expect(number(table, `文書-${round}`)).toBe(1);
      table.clear();
    }
    expect(number(table, 'first again')).toBe(0);
  });

  it('compares as bytes do', () => {
    const table = new IdTable();
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (a, b) => {
        table.clear();
        const order = Math.sign(table.compare(number(table, a), number(table, b)));
        expect(order).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)));
      }),
    );
  });
});
