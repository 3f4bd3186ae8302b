import { describe, expect, it } from 'vitest';
import { diffSentence, valueScalar } from '../../../src/corpus/drift/sentence-diff.js';
import { readSentences, type Sentence } from '../../../src/corpus/drift/sentences.js';
import { extractValues } from '../../../src/text/values.js';

const sentence = (text: string): Sentence => readSentences(text)[0]!;
const diff = (old: string, now: string) => diffSentence(sentence(old), sentence(now), () => new Map());

describe('diffSentence', () => {
  it('pairs values by unit, then by kind, and names what has no partner', () => {
    expect(diff('Pay ¥500 in 3 days.', 'Pay ¥600 in 5 days.')).toEqual([
      { field: 'money', old: 'JPY 500', new: 'JPY 600' },
      { field: 'duration', old: '3 days', new: '5 days' },
    ]);
    expect(diff('Pay ¥500 in 3 days.', 'Pay ¥500.')).toContainEqual({ field: 'duration', old: '3 days', new: null });
  });

  it('adds the wording only where it changed besides', () => {
    expect(diff('You may pay ¥500 here.', 'You must pay ¥600 there.').map(({ field }) => field)).toEqual([
      'money',
      'modality',
      'text',
    ]);
    expect(diff('You may pay.', 'You may pay!')).toEqual([]);
  });
});

describe('valueScalar', () => {
  it('keeps bare numbers numbers', () => {
    expect(extractValues('answer 42, 5 books').map(valueScalar)).toEqual([42, '5 books']);
  });
});
