import { describe, expect, it } from 'vitest';
import { extractModality, formatModality } from '../../src/text/modality.js';

const modes = (text: string): string[] => extractModality(text).map(({ modality }) => modality);

describe('extractModality', () => {
  it.each([
    ['You may return it.', 'may'],
    ['You must return it.', 'must'],
    ['You are required to return it.', 'must'],
    ['You must not share it.', 'must_not'],
    ['You may not share it.', 'must_not'],
    ['Resale is prohibited.', 'must_not'],
    ['No user may resell it.', 'must_not'],
    ['You cannot return it.', 'cannot'],
    ['It can’t be returned.', 'cannot'],
    ['We are unable to ship it.', 'cannot'],
    ['You can return it.', 'can'],
    ['You should keep the box.', 'should'],
    ['You should not open it.', 'should_not'],
    ['You do not have to pay.', 'need_not'],
    ['We will refund you.', 'will'],
    ["We won't refund you.", 'will_not'],
    ['返品できます。', 'can'],
    ['返品できません。', 'cannot'],
    ['返品はお受けいたしかねます。', 'cannot'],
    ['返品不可', 'cannot'],
    ['ご利用いただけません。', 'cannot'],
    ['連絡しなければなりません。', 'must'],
    ['登録する必要があります。', 'must'],
    ['登録の必要はありません。', 'need_not'],
    ['転売してはいけません。', 'must_not'],
    ['転売は禁止です。', 'must_not'],
    ['遅れる場合があります。', 'may'],
    ['確認をお勧めします。', 'should'],
  ])('“%s” says %s', (text, expected) => {
    expect(modes(text)).toEqual([expected]);
  });

  it.each(['In May 2026 it ends.', 'It is for adults only since May.', 'employed at will', 'cancel, mayor, musty'])(
    'finds nothing in “%s”',
    (text) => {
      expect(modes(text)).toEqual([]);
    },
  );

  it('gives offsets, and reads every one in order', () => {
    const text = 'You may cancel, but you must not resell.';
    const found = extractModality(text);
    expect(found.map(({ start, end }) => text.slice(start, end))).toEqual(['may', 'must not']);
    expect(found.map(({ modality }) => formatModality(modality))).toEqual(['may', 'must not']);
  });
});
