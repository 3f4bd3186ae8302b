import { expect, it } from 'vitest';
import { SPECIALS } from '../../../scripts/embedder/tokenizer-files.js';
import { chooseVocabulary } from '../../../scripts/embedder/vocabulary.js';

const counts = new Map([
  ['laptop', 50],
  ['laptops', 20],
  ['status', 9],
  ['returned', 8],
  ['return', 30],
  ['rarely', 1],
]);
const vocabulary = chooseVocabulary(counts, { words: 10, pieces: 20, minCount: 3 });

it('starts with the special tokens and holds each token once', () => {
  expect(vocabulary.slice(0, SPECIALS.length)).toEqual([...SPECIALS]);
  expect(new Set(vocabulary).size).toBe(vocabulary.length);
  expect(vocabulary.length).toBeLessThan(65_536);
});

it('keeps stems and leaves their forms to an ending', () => {
  expect(vocabulary).toEqual(expect.arrayContaining(['laptop', 'return', 'status', '##s', '##ed']));
  expect(vocabulary).not.toContain('laptops');
  expect(vocabulary).not.toContain('returned');
});

it('knows every kana and common kanji, seen or not', () => {
  for (const char of 'あアー々漫鬱龘') expect(vocabulary).toContain(char);
});
