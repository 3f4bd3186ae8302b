import { describe, expect, it } from 'vitest';
import type { Entry } from '../../../src/corpus/sources/entry.js';
import { mergeEntries } from '../../../src/corpus/sources/merge.js';

const entry = (overrides: Partial<Entry>): Entry => ({
  docId: 'A',
  title: 'T',
  lang: null,
  url: null,
  texts: [],
  facts: [],
  updatedAt: null,
  validFrom: null,
  validTo: null,
  translationOf: null,
  group: null,
  ...overrides,
});
const number = (value: number | null) => ({
  field: 'n',
  value: value === null ? null : ({ type: 'number', value } as const),
});

describe('mergeEntries', () => {
  it('keeps the first known value of records that are equally old', () => {
    const merged = mergeEntries([
      entry({ title: 'One', facts: [number(null)], url: null }),
      entry({ title: 'Two', facts: [number(2)], url: 'https://example.org/2' }),
      entry({ title: 'Three', facts: [number(3)], url: 'https://example.org/3' }),
    ]);
    expect(merged).toMatchObject({ title: 'One', url: 'https://example.org/2', facts: [number(2)] });
  });

  it('lets the newer record win, wherever it stands', () => {
    const older = entry({ title: 'Old', facts: [number(1)], updatedAt: '2026-01-01T00:00:00.000Z' });
    const newer = entry({ title: 'New', facts: [number(2)], updatedAt: '2026-02-01T00:00:00.000Z' });
    expect(mergeEntries([older, newer])).toEqual(mergeEntries([newer, older]));
    expect(mergeEntries([older, newer])).toMatchObject({ title: 'New', facts: [number(2)] });
    expect(mergeEntries([entry({ title: 'Undated' }), older]).title).toBe('Old');
  });

  it('unites lists, and puts texts of other columns beside those it has', () => {
    const list = (...value: string[]) => [{ field: 'g', value: { type: 'list', value } as const }];
    const text = (column: string, words: string) => ({ column, text: words, spoiler: false });
    const merged = mergeEntries([
      entry({ facts: list('a', 'b'), texts: [text('en', 'one')] }),
      entry({ facts: list('b', 'c'), texts: [text('en', 'two'), text('ja', '三')] }),
    ]);
    expect(merged.facts).toEqual(list('a', 'b', 'c'));
    expect(merged.texts).toEqual([text('en', 'one'), text('ja', '三')]);
  });

  it('never mixes the validity of two records', () => {
    const merged = mergeEntries([
      entry({ validFrom: '2026-05-01T00:00:00.000Z' }),
      entry({ validFrom: '2026-01-01T00:00:00.000Z', validTo: '2026-02-01T00:00:00.000Z' }),
    ]);
    expect(merged).toMatchObject({ validFrom: '2026-05-01T00:00:00.000Z', validTo: null });
  });
});
