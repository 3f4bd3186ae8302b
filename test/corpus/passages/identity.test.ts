import { describe, expect, it } from 'vitest';
import { embedKey, embedText, identifyPassages } from '../../../src/corpus/passages/identity.js';
import type { PassageDraft } from '../../../src/corpus/passages/passage.js';

const draft = (text: string, headingPath: readonly string[] = [], start = 0): PassageDraft => ({
  start,
  end: start + text.length,
  text,
  headingPath,
  spoiler: false,
  tokens: 1,
});
const ids = (drafts: readonly PassageDraft[], docId = 'a.md') =>
  identifyPassages({ sourceId: 'policies', docId, drafts }).map((p) => p.passage_id);

describe('identifyPassages', () => {
  it('names a passage by its text: heading, place and spacing do not matter', () => {
    const [id] = ids([draft('Within 14 days.', ['Returns'], 10)]);
    expect(id).toMatch(/^[0-9a-f]{64}$/);
    expect(ids([draft('Within  14\ndays.', ['Refunds'], 99)])).toEqual([id]);
    expect(ids([draft('Within 30 days.', ['Returns'], 10)])).not.toEqual([id]);
  });

  it('tells documents and equal passages of one document apart, in order', () => {
    const [first, second, other] = ids([draft('Same.'), draft('Same.'), draft('Other.')]);
    expect(new Set([first, second, other]).size).toBe(3);
    expect(ids([draft('New.'), draft('Same.'), draft('Same.')]).slice(1)).toEqual([first, second]);
    expect(ids([draft('Same.')], 'b.md')).not.toEqual([first]);
  });

  it('gives equal content hashes to equal texts of different documents', () => {
    const hash = (docId: string) =>
      identifyPassages({ sourceId: 's', docId, drafts: [draft('Same.')] })[0]?.content_hash;
    expect(hash('a')).toBe(hash('b'));
  });
});

describe('embedText', () => {
  it.each([
    [{ title: 'Returns', headingPath: ['Books', 'Fees'], text: 'None.' }, 'Returns > Books > Fees\nNone.'],
    [{ title: 'Returns', headingPath: ['Ｒeturns', 'Fees'], text: 'None.' }, 'Ｒeturns > Fees\nNone.'],
    [
      { title: 'One Piece', headingPath: [], text: 'One Piece (vol. 1)\nVolumes: 107' },
      'One Piece (vol. 1)\nVolumes: 107',
    ],
    [{ title: '返品', headingPath: [], text: '14日以内。' }, '返品\n14日以内。'],
    [{ headingPath: [], text: 'x' }, 'x'],
    [{ title: ' ', headingPath: ['A'], text: 'x' }, 'A\nx'],
  ])('of %j is %j', (input, expected) => {
    expect(embedText(input)).toBe(expected);
  });
});

describe('embedKey', () => {
  it('is equal exactly when embedder and embedded text are', () => {
    const input = { embedder: 'f', title: 'T', headingPath: ['A'], text: 'x' };
    expect(embedKey(input)).toBe(embedKey({ ...input }));
    for (const change of [{ embedder: 'g' }, { title: 'U' }, { headingPath: ['B'] }, { text: 'y' }]) {
      expect(embedKey({ ...input, ...change })).not.toBe(embedKey(input));
    }
  });
});
