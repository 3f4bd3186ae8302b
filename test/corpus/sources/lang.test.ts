import { describe, expect, it } from 'vitest';
import { contradictsLang, mayContradict, readLang } from '../../../src/corpus/sources/lang.js';

describe('readLang', () => {
  it.each([
    ['ja', 'ja'],
    ['JA', 'ja'],
    ['ja-JP', 'ja'],
    ['jp', 'ja'],
    ['Japanese', 'ja'],
    ['日本語', 'ja'],
    ['en_US', 'en'],
    ['eng', 'en'],
    ['zh-hans', 'zh-Hans'],
    ['mixed', 'mixed'],
    ['klingon!', null],
    ['', null],
    [3, null],
    ['x'.repeat(100), null],
  ])('reads %j as %j', (value, code) => {
    expect(readLang(value)).toBe(code);
  });
});

describe('contradictsLang', () => {
  it('holds only Japanese against English', () => {
    expect(contradictsLang('ja', 'en')).toBe(true);
    expect(contradictsLang('en', 'ja')).toBe(true);
    for (const detected of ['ja', 'mixed', null]) expect(contradictsLang('ja', detected)).toBe(false);
    expect(contradictsLang('zh-Hans', 'ja')).toBe(false);
  });

  it('is not looked for where it cannot be', () => {
    expect(mayContradict('ja', '港町の朝')).toBe(false);
    expect(mayContradict('ja', 'a morning')).toBe(true);
    expect(mayContradict('en', 'a morning')).toBe(false);
    expect(mayContradict('fr', '港町の朝')).toBe(false);
  });
});
