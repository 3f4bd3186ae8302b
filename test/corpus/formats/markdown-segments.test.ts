import { describe, expect, it } from 'vitest';
import { segmentsOf } from '../../../src/corpus/formats/markdown-segments.js';

const cut = (text: string, from = 0) => [...segmentsOf(text, from)].map((s) => [s.kind, text.slice(s.start, s.end)]);

describe('segmentsOf', () => {
  it('cuts around headings and between paragraphs, and names what is certain', () => {
    expect(cut('# A\ntext\nmore\n\n次の段落\n\n- a\n- b\n\n|a|\n|-|\n\nend')).toEqual([
      ['heading', '# A\n'],
      ['paragraph', 'text\nmore\n\n'],
      ['paragraph', '次の段落\n\n'],
      ['list', '- a\n- b\n\n'],
      ['table', '|a|\n|-|\n\n'],
      ['paragraph', 'end'],
    ]);
  });

  it.each([
    ['a fence', '```\na\n\n# b\n\nc\n```\n'],
    ['a fence in an item', '- ```\n  a\n\n  # b\n  ```\n'],
    ['a comment', '<!--\n\n# a\n\n-->\n'],
    ['HTML until the next blank line', '<div>\n# a\n</div>\n'],
    ['a loose list', '1. a\n\n   b\n\n2. c\n'],
  ])('does not cut inside %s', (_, text) => {
    expect(cut(`${text}\nafter`).map(([, part]) => part)).toEqual([`${text}\n`, 'after']);
  });

  it('sees that a list item ends the fence inside it', () => {
    expect(cut('- ```\n```\n# code\n```\n\nafter').map(([, part]) => part)).toEqual([
      '- ```\n```\n# code\n```\n\n',
      'after',
    ]);
  });

  it('covers everything from the given offset, but for blank text', () => {
    expect(
      cut('xxx\n\na\n\nb', 5)
        .map(([, part]) => part)
        .join(''),
    ).toBe('a\n\nb');
    expect(cut(' \n\n')).toEqual([]);
  });
});
