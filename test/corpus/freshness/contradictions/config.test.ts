import { describe, expect, it } from 'vitest';
import { statementsSchema } from '../../../../src/corpus/freshness/contradictions/config.js';

const valid = { field: 'return_window', type: 'duration', patterns: ['within {value} of delivery'] };

describe('statementsSchema', () => {
  it('takes statements with and without conditions, and none at all', () => {
    expect(
      statementsSchema.parse([valid, { ...valid, when: { heading: ['Returns'], excludes: ['opened'] } }]),
    ).toHaveLength(2);
    expect(statementsSchema.parse(undefined)).toEqual([]);
  });

  it.each([
    ['an unknown key', { ...valid, pattern: 'x' }],
    ['an unknown type', { ...valid, type: 'length' }],
    ['no slot', { ...valid, patterns: ['within 14 days'] }],
    ['no pattern', { ...valid, patterns: [] }],
    ['a field that is no name', { ...valid, field: 'Return window' }],
  ])('refuses %s', (_, statement) => {
    expect(statementsSchema.safeParse([statement]).success).toBe(false);
  });
});
