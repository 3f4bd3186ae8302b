import { describe, expect, it } from 'vitest';
import { createPathLanguages } from '../../../src/corpus/sources/translation-pairs.js';

const of = (path: string, docId: string, original = 'en') =>
  createPathLanguages({ translationOf: { path, original } })(docId);

describe('createPathLanguages', () => {
  it.each([
    ['{name}.{lang}.md', 'faq/returns.ja.md', 'ja', ['faq/returns.en.md', 'faq/returns.md']],
    ['{name}.{lang}.md', 'faq/returns.en.md', 'en', []],
    ['{name}.{lang}.md', 'faq/returns.md', null, []],
    ['{lang}/{name}.md', 'ja/faq/returns.md', 'ja', ['en/faq/returns.md', 'faq/returns.md']],
    ['{name}_{lang}.html', 'a_b_ja-JP.html', 'ja', ['a_b_en.html', 'a_b.html']],
    ['{lang}/{name}.{lang}.md', 'ja/x.ja.md', 'ja', ['en/x.en.md', 'x.md']],
    ['{lang}/{name}.{lang}.md', 'ja/x.fr.md', null, []],
  ])('%s on %s', (path, docId, lang, originals) => {
    expect(of(path, docId)).toEqual({ lang, originals });
  });

  it('takes a name with signs of replacement patterns as it is', () => {
    expect(of('{name}.{lang}.md', '$&$1.ja.md').originals).toEqual(['$&$1.en.md', '$&$1.md']);
  });

  it('says nothing where pairs are not made by path', () => {
    expect(createPathLanguages({})('x.ja.md')).toEqual({ lang: null, originals: [] });
    expect(createPathLanguages({ translationOf: { field: 'of' } })('x.ja.md')).toEqual({ lang: null, originals: [] });
  });
});
