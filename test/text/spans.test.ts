import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSpace, trimSpan } from '../../src/text/spans.js';

describe('trimSpan', () => {
  it('trims as String.prototype.trim does', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(' ', '\n', '\u3000', '\u00A0', '\uFEFF', '\u200B', 'a', 'あ') }),
        (text) => {
          const { start, end } = trimSpan(text, { start: 0, end: text.length });
          expect(text.slice(start, end)).toBe(text.trim());
        },
      ),
    );
    for (let code = 0; code <= 0xffff; code++) expect(isSpace(code)).toBe(String.fromCharCode(code).trim() === '');
  });
});
