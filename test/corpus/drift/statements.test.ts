import { describe, expect, it } from 'vitest';
import { compileStatements, type StatementConfig } from '../../../src/corpus/drift/statements.js';

const read = (
  config: Partial<StatementConfig> & Pick<StatementConfig, 'type' | 'patterns'>,
  sentence: string,
  headings: string[] = [],
) => compileStatements([{ field: 'f', ...config }])({ sentence, headings }).map(({ value }) => value.canonical);

describe('compileStatements', () => {
  it('reads the value in the slot, and no other', () => {
    const config = { type: 'duration', patterns: ['within {value} of (delivery|receipt)'] } as const;
    expect(read(config, 'Return it within 14 days of receipt; refunds take 5 days.')).toEqual(['duration:14 day']);
    expect(read(config, 'Refunds take 5 days.')).toEqual([]);
  });

  it('reads Japanese, numerals alone, and any case and width', () => {
    expect(read({ type: 'duration', patterns: ['お届け(後|から){value}以内'] }, 'お届けから３０日以内です。')).toEqual([
      'duration:30 day',
    ]);
    expect(read({ type: 'count', patterns: ['{value} volumes'] }, 'It has 107 Volumes.')).toEqual(['count:107 volume']);
    expect(
      read({ type: 'money', patterns: ['orders of {value} or more'] }, 'Free for ORDERS OF ¥6,500 or more'),
    ).toEqual(['money:6500 JPY']);
  });

  it('takes values of its type only', () => {
    expect(read({ type: 'money', patterns: ['within {value}'] }, 'within 14 days')).toEqual([]);
  });

  it('holds only under its conditions', () => {
    const config = { type: 'duration', patterns: ['within {value}'] } as const;
    expect(read({ ...config, when: { heading: ['returns'] } }, 'within 14 days', ['Returns and refunds'])).toHaveLength(
      1,
    );
    expect(read({ ...config, when: { heading: ['returns'] } }, 'within 14 days', ['Shipping'])).toEqual([]);
    expect(read({ ...config, when: { contains: ['opened'] } }, 'opened goods within 14 days')).toHaveLength(1);
    expect(read({ ...config, when: { excludes: ['opened'] } }, 'opened goods within 14 days')).toEqual([]);
  });

  it.each([
    ['within 14 days', 'needs exactly one {value} slot'],
    ['{value} or {value}', 'needs exactly one {value} slot'],
    ['({value}', 'is no regular expression'],
  ])('refuses the pattern “%s” by name', (pattern, message) => {
    const compile = (): unknown =>
      compileStatements([{ field: 'f', type: 'duration', patterns: ['within {value}', pattern] }]);
    expect(compile).toThrow(message);
    expect(compile).toThrow(expect.objectContaining({ where: 'statements[0].patterns[1]' }));
  });
});
