import { describe, expect, it } from 'vitest';
import { sectionsOf } from '../../../src/corpus/passages/sections.js';
import { type Page, pageOf } from './helpers.js';

const show = (page: Page, leftOut = ''): string[][] =>
  sectionsOf(page, (block) => page.text.slice(block.start, block.end) === leftOut).map(({ blocks }) =>
    blocks.map((block) => page.text.slice(block.start, block.end)),
  );

describe('sectionsOf', () => {
  it('ends at headings, other paths, spoilers and what is left out', () => {
    const page = pageOf(
      ['paragraph', 'a'],
      ['heading', 'H'],
      ['paragraph', 'b', { headingPath: ['H'] }],
      ['list', 'c', { headingPath: ['H'] }],
      ['paragraph', 'd', { headingPath: ['I'] }],
      ['paragraph', 'e', { headingPath: ['I'], spoiler: true }],
      ['paragraph', 'f', { headingPath: ['I'], spoiler: true }],
      ['paragraph', 'footer', { headingPath: ['I'] }],
      ['paragraph', 'g', { headingPath: ['I'] }],
    );
    expect(show(page, 'footer')).toEqual([['a'], ['b', 'c'], ['d'], ['e', 'f'], ['g']]);
  });

  it('ends where something that is no block stands between', () => {
    const text = 'a\n\n---\n\nb\n\nc';
    const at = (start: number) => ({ kind: 'paragraph' as const, start, end: start + 1, headingPath: [] });
    expect(show({ text, blocks: [at(0), at(8), at(11)] })).toEqual([['a'], ['b', 'c']]);
  });
});
