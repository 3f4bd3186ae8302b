import { describe, expect, it } from 'vitest';
import { sourceSchema } from '../../../src/corpus/sources/config.js';
import { factSpecs } from '../../../src/corpus/sources/config-fields.js';

const base = { id: 'catalog', kind: 'catalog', path: 'catalog.jsonl', fields: { id: 'sku' } };

/** Paths of the issues that the schema finds. */
function issues(overrides: Record<string, unknown>): string[] {
  const parsed = sourceSchema.safeParse({ ...base, ...overrides });
  return parsed.success ? [] : parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
}

describe('sourceSchema', () => {
  it('fills in defaults', () => {
    expect(sourceSchema.parse(base)).toEqual({
      ...base,
      encoding: 'utf-8',
      timezone: 'UTC',
      snapshot: 'full',
      authority: 0,
      maxShrink: 0.2,
      onDuplicate: 'error',
      boilerplate: { minDocuments: 5, minShare: 0.3 },
    });
  });

  it.each([
    [{ fields: {} }, 'fields.id: is required'],
    [{ path: 'a/*.csv', csv: { header: false } }, 'csv.columns: is required'],
    [{ timestamps: ['mtime'] }, 'timestamps: is for Markdown'],
    [{ group: 'a', fields: { id: 'x', group: 'b' } }, 'group: contradicts'],
    [{ timezone: 'Asia/Tokio' }, 'timezone: must be an IANA time zone'],
    [{ maxAge: '3 months' }, 'maxAge: must be a number and d, w or h'],
    [{ id: 'My Catalog' }, 'id: must be lower-case'],
    [{ encoding: 'utf-16' }, 'encoding: '],
    [{ fields: { id: 'x', facts: { price: { type: 'number', currency: 'JPY' } } } }, 'fields.facts'],
    [{ kind: 'blog' }, 'kind: '],
    [{ titel: 'x' }, ': Unrecognized key: "titel"'],
  ])('refuses %j', (overrides, message) => {
    expect(issues(overrides).join('\n')).toContain(message);
  });

  it('needs no id for texts, and takes the format from the key where the ending is silent', () => {
    expect(issues({ path: 'policies/**/*.md', fields: undefined, timestamps: ['git', 'sidecar:t.json'] })).toEqual([]);
    expect(issues({ path: 'export.dat', format: 'csv', fields: undefined })).toHaveLength(1);
  });
});

describe('factSpecs', () => {
  it('gives every way of writing facts one form', () => {
    expect(factSpecs({ facts: ['a', 'b.c'] })).toEqual([
      { field: 'a', column: 'a' },
      { field: 'b.c', column: 'b.c' },
    ]);
    expect(factSpecs({ facts: { day: 'date', pages: { type: 'number', column: 'p' } } })).toEqual([
      { field: 'day', column: 'day', type: 'date' },
      { field: 'pages', column: 'p', type: 'number' },
    ]);
    expect(factSpecs(undefined)).toEqual([]);
  });
});
