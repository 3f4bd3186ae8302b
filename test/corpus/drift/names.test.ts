import { describe, expect, it } from 'vitest';
import { changedNames } from '../../../src/corpus/drift/names.js';

describe('changedNames', () => {
  it.each([
    [
      'We ship with Yamato Transport today.',
      'We ship with Sagawa Express today.',
      'Yamato Transport',
      'Sagawa Express',
    ],
    ['『月夜の店』が届きます。', '『朝の店』が届きます。', '『月夜の店』', '『朝の店』'],
    ['担当はタナカです。', '担当はスズキです。', 'タナカ', 'スズキ'],
  ])('%s → %s', (old, fresh, from, to) => {
    expect(changedNames(old, fresh)).toEqual([{ old: from, fresh: to }]);
  });

  it('claims nothing where sentences differ throughout', () => {
    expect(changedNames('Ask the people at Yamato about it.', 'Everything from Sagawa costs more.')).toEqual([]);
    expect(changedNames('We ship with Yamato.', 'We ship ourselves.')).toEqual([]);
  });
});
