import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ANSWER,
  BEGIN_QUOTE,
  END_QUOTE,
  escapeDelimiters,
  parseCotAnswer,
  quoted,
  unescapeDelimiters,
} from '../../src/dataset/delimiters.js';

const nasty = fc
  .array(
    fc.constantFrom(
      '##begin_quote##',
      '##end_quote##',
      '<ANSWER>:',
      '<DOCUMENT>',
      '</DOCUMENT>',
      '<STOP>',
      '#',
      '\\',
      '<',
      'x',
      '漫画',
      '\n',
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));

describe('delimiters', () => {
  it('are gone from escaped text and come back on reading', () => {
    fc.assert(
      fc.property(nasty, (text) => {
        const escaped = escapeDelimiters(text);
        for (const delimiter of [BEGIN_QUOTE, END_QUOTE, ANSWER, '<DOCUMENT>', '</DOCUMENT>', '<STOP>'])
          expect(escaped).not.toContain(delimiter);
        expect(unescapeDelimiters(escaped)).toBe(text);
      }),
    );
  });

  it('let a reasoning be taken apart whatever its quotes hold', () => {
    fc.assert(
      fc.property(nasty, nasty, (first, second) => {
        const parsed = parseCotAnswer(`It says ${quoted(first)} and ${quoted(second)}. ${ANSWER} yes`);
        expect(parsed).toEqual({ quotes: [first, second], answer: 'yes' });
      }),
    );
  });

  it('let an answer be read back whatever it holds', () => {
    fc.assert(
      fc.property(nasty, nasty, (quote, text) => {
        const answer = text.trim();
        const parsed = parseCotAnswer(`${quoted(quote)} ${ANSWER} ${escapeDelimiters(answer)}`);
        expect(parsed).toEqual({ quotes: [quote], answer });
      }),
    );
  });

  it.each(['no tag at all', `${BEGIN_QUOTE}open ${ANSWER} x`, `${END_QUOTE} ${ANSWER} x`])(
    'do not parse in %j',
    (text) => {
      expect(parseCotAnswer(text)).toBeNull();
    },
  );
});
