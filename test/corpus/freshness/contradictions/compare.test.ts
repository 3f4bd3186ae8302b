import { describe, expect, it } from 'vitest';
import { differs, instantOf, isComparable } from '../../../../src/corpus/freshness/contradictions/compare.js';
import { extractValues } from '../../../../src/text/values.js';

const value = (text: string) => extractValues(text)[0]!;

describe('differs', () => {
  it('holds for two values of one unit only', () => {
    expect(differs(value('30 days'), value('two weeks'))).toBe(true);
    expect(differs(value('14 days'), value('2週間'))).toBe(false);
    expect(isComparable(value('14 days'), value('14 business days'))).toBe(false);
    expect(isComparable(value('3–5 days'), value('4 days'))).toBe(false);
  });
});

describe('instantOf', () => {
  it('is null for what is no instant', () => {
    expect([instantOf(null), instantOf('soon'), instantOf('1970-01-01T00:00:01Z')]).toEqual([null, null, 1000]);
  });
});
