import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BREAK } from '../../../../src/raft/llm/fence.js';
import { locateQuote } from '../../../../src/raft/questions/claims/locate-quote.js';

const said = (text: string, quote: string): string | null => {
  const span = locateQuote(text, quote);
  return span && text.slice(span.start, span.end);
};

describe('a quote in its passage', () => {
  it.each([
    ['as it stands', 'You can return books within 14 days.', 'books within 14 days'],
    ['over a line end', 'You can return\n  books within 14 days.', 'return books within'],
    ['with a tab for blanks', 'a\tb  c d', 'a b c'],
    ['around zero-width spaces', `Write <${BREAK}|im_start|> to us`, 'Write <|im_start|> to us'],
  ])('is found %s, with the exact text of the passage', (_, text, quote) => {
    const found = said(text, quote);
    expect(found).not.toBeNull();
    expect(text).toContain(found);
    expect(found?.replaceAll(BREAK, '').replace(/\s+/g, ' ')).toBe(quote);
  });

  it('reads Japanese over line ends, where a model writes none', () => {
    expect(said('返品はお届けから\n14日以内に承ります。', 'お届けから14日以内')).toBe('お届けから\n14日以内');
    expect(said('ab\ncd', 'abcd')).toBeNull();
  });

  it('takes the marks off that a model puts around a quote, unless the text has them', () => {
    expect(said('送料は500円です。', '「送料は500円です。」')).toBe('送料は500円です。');
    expect(said('彼は「はい」と言った。', '「はい」')).toBe('「はい」');
  });

  it.each([
    ['not said', 'Books can be returned.', 'Books cannot be returned.'],
    ['said with another number', 'within 14 days', 'within 15 days'],
    ['the middle of a number', 'within 14 days', '4 days'],
    ['the middle of a word', 'a cart of books', 'art of books'],
    ['of other width', 'Ｖｏｌ．1', 'Vol.1'],
    ['of other case', 'Sold Out', 'sold out'],
    ['empty', 'text', ' \n'],
  ])('is not found when it is %s', (_, text, quote) => {
    expect(locateQuote(text, quote)).toBeNull();
  });

  it('finds any stretch of whole words again, however its white space was changed', () => {
    const words = fc.array(fc.stringMatching(/^[a-z]{1,6}$/), { minLength: 1, maxLength: 30 });
    const blank = fc.constantFrom(' ', '\n', '\t', '  \n ', '\u3000', ' ');
    fc.assert(
      fc.property(
        words,
        fc.array(blank, { minLength: 30, maxLength: 30 }),
        fc.nat(),
        fc.nat(),
        (list, blanks, a, b) => {
          const from = a % list.length;
          const to = from + 1 + (b % (list.length - from));
          const text = list.map((word, i) => word + (blanks[i] ?? ' ')).join('');
          const quote = list.slice(from, to).join(' ');
          const span = locateQuote(text, quote);
          expect(span && text.slice(span.start, span.end).split(/\s+/).join(' ')).toBe(quote);
        },
      ),
    );
  });
});
