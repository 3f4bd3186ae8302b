import { describe, expect, it } from 'vitest';
import { bothEnds, oneLine, table } from '../../../src/cli/render/table.js';

describe('bothEnds', () => {
  it('keeps what tells two ids apart', () => {
    const folder = 'Policies/acceptable-use-policies/github';
    expect(bothEnds(`${folder}-impersonation.md`, 40)).toBe('Policies/acce…es/github-impersonation.md');
    expect(bothEnds('returns.en.md', 40)).toBe('returns.en.md');
    expect([...bothEnds('👍'.repeat(90), 40)]).toHaveLength(40);
  });
});

describe('oneLine', () => {
  it('keeps a table together, whatever a source holds', () => {
    expect(oneLine('a\n b\u001b[31m')).not.toContain('\u001b');
    expect(oneLine('a\n b')).toBe('a b');
    expect([...oneLine('x'.repeat(200))]).toHaveLength(90);
  });
});

describe('table', () => {
  it('aligns numbers right and Japanese by its width', () => {
    const lines = table(
      ['name', 'n'],
      [
        ['返品', 7],
        ['free', 1200],
      ],
    ).split('\n');
    expect(lines[1]).toBe('返品      7');
    expect(lines[2]).toBe('free  1,200');
  });
});
