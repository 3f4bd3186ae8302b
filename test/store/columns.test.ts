import { tableFromIPC, tableToIPC } from 'apache-arrow';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arrowSchema, type Columns, decodeRows, decodeVectors, encodeRows } from '../../src/store/columns.js';

interface Row {
  readonly id: string;
  readonly note: string | null;
  readonly count: number;
  readonly ended: number | null;
  readonly flag: boolean;
  readonly tags: readonly string[];
  readonly extra: unknown;
}

const COLUMNS: Columns<Row> = {
  id: 'utf8',
  note: 'utf8?',
  count: 'int32',
  ended: 'int32?',
  flag: 'bool',
  tags: 'json',
  extra: 'json?',
};

/** Well-formed text: Arrow keeps UTF-8, which has no place for half a surrogate pair. */
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }).map((value) => value.toWellFormed()),
  fc.constantFrom('', "'; DROP TABLE passages; --", 'a\u0000b', '\u2028', '📚🇯🇵', '進撃の巨人', 'x'.repeat(10_000)),
);

const row = fc.record<Row>({
  id: text,
  note: fc.option(text),
  count: fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
  ended: fc.option(fc.integer({ min: 0, max: 2 ** 31 - 1 })),
  flag: fc.boolean(),
  tags: fc.array(text, { maxLength: 3 }),
  extra: fc.option(fc.jsonValue()),
});

function roundTrip(rows: readonly Row[], vectors?: { data: Float32Array; dims: number }) {
  const table = tableFromIPC(tableToIPC(encodeRows({ columns: COLUMNS, rows, ...(vectors ? { vectors } : {}) })));
  return table.batches;
}

describe('columns', () => {
  it('give back any rows as they were', () => {
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 8 }), (rows) => {
        const back = roundTrip(rows).flatMap((batch) => decodeRows(COLUMNS, batch));
        expect(back).toEqual(JSON.parse(JSON.stringify(rows)));
      }),
      { numRuns: 100 },
    );
  });

  it('keep a column of nothing but nulls', () => {
    const rows = [1, 2].map((count) => ({
      id: 'a',
      note: null,
      count,
      ended: null,
      flag: false,
      tags: [],
      extra: null,
    }));
    expect(roundTrip(rows).flatMap((batch) => decodeRows(COLUMNS, batch))).toEqual(rows);
  });

  it('keep vectors bit by bit, in the order of the rows', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 6 }),
        fc.array(fc.float({ noNaN: true }), { minLength: 6, maxLength: 6 }),
        (rows, values) => {
          const data = Float32Array.from({ length: rows * 3 }, (_, i) => values[i % values.length] ?? 0);
          const some = fc.sample(row, { numRuns: rows, seed: 7 });
          const [batch] = roundTrip(some, { data, dims: 3 });
          expect(batch && [...decodeVectors(batch)]).toEqual([...data]);
        },
      ),
      { numRuns: 30 },
    );
  });

  it('refuse vectors that do not fit the rows', () => {
    const some = fc.sample(row, { numRuns: 2, seed: 1 });
    expect(() => encodeRows({ columns: COLUMNS, rows: some, vectors: { data: new Float32Array(5), dims: 3 } })).toThrow(
      '2 rows need 6 floats, got 5',
    );
  });

  it('say in the schema what may be unknown', () => {
    const fields = arrowSchema(COLUMNS, 4).fields.map(({ name, nullable }) => [name, nullable]);
    expect(Object.fromEntries(fields)).toEqual({
      id: false,
      note: true,
      count: false,
      ended: true,
      flag: false,
      tags: false,
      extra: true,
      vector: true,
    });
  });
});
