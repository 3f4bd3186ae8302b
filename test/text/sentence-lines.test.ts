import { expect, it } from 'vitest';
import { proseRuns } from '../../src/text/sentence-lines.js';

const runs = (text: string) => proseRuns(text).map(({ start, end }) => text.slice(start, end));

it('keeps what the author set on lines of its own', () => {
  const lines = [
    'Intro:',
    'you pay',
    '- one',
    '* two',
    '(a) three',
    '２．四',
    '> quoted',
    '※注意',
    '***',
    'Key: value',
    'A | B',
  ];
  expect(runs(lines.join('\n'))).toEqual(lines);
});

it('joins a line that goes on in lower case, or that reached the width where editors wrap', () => {
  expect(runs('You may return\nany book')).toEqual(['You may return\nany book']);
  const wide = '未開封の書籍はお届けの日から十四日以内であれば返品できますが開封された';
  expect(runs(`${wide}\n場合は返品できません`)).toHaveLength(1);
  expect(runs('第一章のあらすじ\n登場人物')).toHaveLength(2);
});

it('never joins across a blank line, a heading or CRLF blank lines', () => {
  expect(runs('one\r\n\r\ntwo')).toEqual(['one', 'two']);
  expect(runs('# Title\nand text')).toEqual(['# Title', 'and text']);
});
