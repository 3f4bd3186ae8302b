import { describe, expect, it } from 'vitest';
import { canonicalText, collectBlocks } from '../../../src/corpus/formats/parsed-text.js';

describe('canonicalText', () => {
  it('knows one line end and no BOM', () => {
    expect(canonicalText('\uFEFFa\r\nb\rc\n')).toBe('a\nb\nc\n');
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
