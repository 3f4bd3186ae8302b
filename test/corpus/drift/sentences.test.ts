import { describe, expect, it } from 'vitest';
import { maskValues, readSentences } from '../../../src/corpus/drift/sentences.js';

describe('readSentences', () => {
  it('gives spans, values and modals of each sentence', () => {
    const text = 'You **must** pay ¥500. 返品は14日以内です。';
    const [first, second] = readSentences(text);
    expect(text.slice(first?.start, first?.end)).toBe('You **must** pay ¥500.');
    expect(first?.modality.map(({ modality }) => modality)).toEqual(['must']);
    expect(second?.values.map(({ canonical }) => canonical)).toEqual(['duration:14 day']);
  });

  it('gives equal keys to equal sayings and different keys to different values', () => {
    const key = (text: string): string | undefined => readSentences(text)[0]?.key;
    expect(key('It takes two weeks.')).toBe(key('It takes **14 days**'));
    expect(key('It takes 14 days.')).not.toBe(key('It takes 15 days.'));
    expect(readSentences('***\n\n—')).toEqual([]);
  });
});

describe('maskValues', () => {
  it('replaces values and nothing else', () => {
    const [sentence] = readSentences('Pay ¥500 within 3 days.');
    expect(maskValues(sentence?.plain ?? '', sentence?.values ?? [], ({ kind }) => `<${kind}>`)).toBe(
      'Pay <money> within <duration>.',
    );
  });
});
