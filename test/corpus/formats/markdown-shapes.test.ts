import { describe, expect, it } from 'vitest';
import { regularShape } from '../../../src/corpus/formats/markdown-shapes.js';

describe('regularShape', () => {
  it.each([
    ['- a\n- b\n', 'list'],
    ['1. a\n\n   more\n2. b\n   - nested', 'list'],
    ['|a|b|\n|-|:-:|\n|1|2|3|\n', 'table'],
  ])('knows %j', (source, shape) => {
    expect(regularShape(source)).toBe(shape);
  });

  it.each([
    ['two lists', '- a\n* b'],
    ['a lazy line', '- a\nb'],
    ['a line outside its item', '1. a\n\n  b'],
    ['a rule', '- a\n- - -'],
    ['a heading', '- a\n---'],
    ['an indented list', ' - a'],
    ['an empty item', '-\n- a'],
    ['too few delimiters', '|a|b|\n|-|'],
    ['an escaped bar', '|a\\|b|\n|-|-|'],
    ['a row without bars', '|a|\n|-|\nb'],
    ['text', 'a'],
  ])('leaves %s to the parser', (_, source) => {
    expect(regularShape(source)).toBeNull();
  });
});
