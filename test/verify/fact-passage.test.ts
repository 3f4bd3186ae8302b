import { describe, expect, it } from 'vitest';
import { placeOfFact } from '../../src/verify/fact-passage.js';
import { indexView } from '../../src/verify/view-index.js';
import { number, smallView, text } from '../helpers/small-view.js';

const place = async (texts: readonly string[], labels: readonly string[], value = number(12)) => {
  const index = indexView(await smallView([{ doc: 'd', title: 'T', texts }]));
  const found = placeOfFact(index.currentPassages('catalog', 'd'), value, labels);
  return found === null ? null : found.passage.text.slice(found.span.start, found.span.end);
};

describe('placeOfFact', () => {
  it('prefers the labelled line over prose and other fields', async () => {
    expect(await place(['Age: 12\nVolumes (巻数): 12 volumes', 'It has 12 volumes.'], ['Volumes', '巻数'])).toBe(
      'Volumes (巻数): 12 volumes',
    );
    expect(await place(['巻数：12巻\n年齢：12'], ['Volumes', '巻数'])).toBe('巻数：12巻');
  });

  it('takes an unlabelled line only when it is the only one', async () => {
    expect(await place(['  About 12 volumes.  \nA tale.'], ['Volumes'])).toBe('About 12 volumes.');
    expect(await place(['Age: 12\nSize: 12'], ['Volumes'])).toBeNull();
    expect(await place(['Age: 112'], ['Volumes'])).toBeNull();
  });

  it('finds text values whole', async () => {
    expect(await place(['Author: Ann Leech\nby Ann Lee'], ['author'], text('Ann Lee'))).toBe('by Ann Lee');
  });
});
