import { describe, expect, it } from 'vitest';
import {
  blankUnreadable,
  identifierEnd,
  isPartOfName,
  isReference,
  startsWithName,
} from '../../src/text/values-context.js';

describe('blankUnreadable', () => {
  it('keeps offsets and what can be read', () => {
    const text = 'see [terms](/a/30/days) for 14 days <b>now</b>';
    const blanked = blankUnreadable(text);
    expect(blanked).toHaveLength(text.length);
    expect(blanked).toContain('for 14 days');
    expect(blanked).not.toContain('30');
  });

  it('reads no values in a telephone number with an area code', () => {
    expect(blankUnreadable('call +1 (555) 010-2837 or (03) 1234-5678 in 14 days')).toMatch(
      /^call [^\d]+ or [^\d]+ in 14 days$/,
    );
  });
});

describe('identifierEnd', () => {
  it('takes versions and telephone numbers whole, and leaves amounts', () => {
    expect(identifierEnd('03-1234-5678', 0)).toBe(12);
    expect(identifierEnd('1,234,567', 0)).toBe(-1);
  });
});

describe('isReference', () => {
  it('tells section numbers from values', () => {
    expect(isReference('section 12 applies', 8, 10)).toBe(true);
    expect(isReference('about 12 applies', 6, 8)).toBe(false);
    expect(isReference('\n2. next', 1, 2)).toBe(true);
    expect(isReference('at most 2. next', 8, 9)).toBe(false);
  });
});

describe('names', () => {
  it('ends in a number that is no value', () => {
    expect(isPartOfName('with OAuth 2', 11)).toBe(true);
    expect(startsWithName('Basecamp 4 accounts', 9)).toBe(true);
    expect(startsWithName('Only 4 accounts', 5)).toBe(false);
  });
});
