import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalText, collectBlocks, isSpace, trimSpan } from '../../../src/corpus/formats/parsed-text.js';

describe('canonicalText', () => {
  it('knows one line end and no BOM', () => {
    expect(canonicalText('\uFEFFa\r\nb\rc\n')).toBe('a\nb\nc\n');
  });
});

describe('trimSpan', () => {
  it('trims as String.prototype.trim does', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(' ', '\n', '\u3000', '\u00A0', '\uFEFF', '\u200B', 'a', 'あ') }),
        (text) => {
          const { start, end } = trimSpan(text, 0, text.length);
          expect(text.slice(start, end)).toBe(text.trim());
        },
      ),
    );
    for (let code = 0; code <= 0xffff; code++) expect(isSpace(code)).toBe(String.fromCharCode(code).trim() === '');
  });
});

describe('collectBlocks', () => {
  it('lets an empty heading close the sections above without naming one', () => {
    const text = '# a\n##\nx';
    const blocks = collectBlocks(text);
    blocks.heading({ start: 0, end: 3 }, 1, 'a');
    blocks.heading({ start: 4, end: 6 }, 1, ' ');
    blocks.add('paragraph', 6, 8);
    expect(blocks.blocks.map((b) => [b.kind, b.headingPath])).toEqual([
      ['heading', []],
      ['heading', []],
      ['paragraph', []],
    ]);
    expect(blocks.firstHeading).toBe('a');
  });
});
