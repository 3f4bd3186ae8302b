import { describe, expect, it } from 'vitest';
import { formatOf } from '../../../src/dataset/readers/formats.js';

describe('formatOf', () => {
  it.each([
    ['a/catalog.jsonl', 'jsonl'],
    ['a/catalog.JSONL.GZ', 'jsonl'],
    ['catalog.json', 'json'],
    ['x.csv.gz', 'csv'],
    ['x.tsv', 'tsv'],
    ['policies/**/*.md', 'markdown'],
    ['page.htm', 'html'],
    ['notes.txt', 'text'],
    ['archive.tar.gz', undefined],
    ['README', undefined],
    ['x.constructor', undefined],
  ])('%s is %s', (path, format) => {
    expect(formatOf(path)).toBe(format);
  });
});
