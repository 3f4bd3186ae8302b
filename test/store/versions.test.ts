import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createStore, type Store } from '../../src/store/store.js';
import { chunksOf, idIn, integer, ORPHAN, stateAt } from '../../src/store/versions.js';
import { tempFolder } from '../fixtures/temp-folder.js';

const folder = tempFolder();

describe('stateAt', () => {
  let store: Store;
  beforeAll(async () => {
    store = await createStore(`${folder.path}/store`);
  });
  afterAll(() => store.close());

  it('selects what a model in memory selects, for any history', async () => {
    const version = fc.record({
      added_in: fc.oneof(fc.integer({ min: 1, max: 6 }), fc.constant(ORPHAN)),
      lasts: fc.option(fc.integer({ min: 1, max: 4 })),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(version, { minLength: 1, maxLength: 8 }), async (versions) => {
        const rows = versions.map(({ added_in, lasts }, i) => ({
          ...SOURCE,
          source_id: String(i),
          added_in,
          retired_in: lasts === null || added_in === ORPHAN ? null : added_in + lasts,
        }));
        await store.sources.delete('added_in >= 0');
        await store.sources.append(rows);
        for (const n of [0, 1, 3, 6, 9]) {
          const holds = rows.filter((row) => row.added_in <= n && (row.retired_in === null || row.retired_in > n));
          const found = await store.sources.rows({ where: stateAt(n), columns: ['source_id'] });
          expect(found.map((row) => row.source_id).sort()).toEqual(holds.map((row) => row.source_id).sort());
        }
      }),
      { numRuns: 12 },
    );
  });
});

const SOURCE = {
  kind: 'policy',
  authority: 0,
  documents: 0,
  passages: 0,
  complete: true,
  last_read_at: '',
  last_verified_at: null,
  max_age: null,
  files: 0,
  boilerplate: [],
  max_tokens: 512,
  read: null,
};

describe('predicates', () => {
  it('hold nothing but hexadecimal ids', () => {
    fc.assert(
      fc.property(fc.string(), (id) => {
        fc.pre(!/^[0-9a-f]{16,64}$/.test(id));
        expect(() => idIn('passage_id', ['ab'.repeat(32), id])).toThrow(TypeError);
      }),
    );
    const hex = 'ab'.repeat(32);
    for (const id of [`${hex}\n`, `${hex}' OR 1=1 --`, hex.toUpperCase(), '', 'ab'.repeat(33)])
      expect(() => idIn('doc_key', [id])).toThrow(TypeError);
    expect(idIn('doc_key', [hex, hex])).toBe(`doc_key IN ('${hex}','${hex}')`);
  });

  it('hold nothing but integers', () => {
    for (const n of [1.5, Number.NaN, Number.POSITIVE_INFINITY, '1 OR 1=1' as unknown as number])
      expect(() => integer(n)).toThrow(TypeError);
    expect(stateAt(3)).toBe('added_in <= 3 AND (retired_in IS NULL OR retired_in > 3)');
  });

  it('come in slices', () => {
    expect([...chunksOf([1, 2, 3, 4, 5], 2)]).toEqual([[1, 2], [3, 4], [5]]);
    expect([...chunksOf([], 2)]).toEqual([]);
  });
});
