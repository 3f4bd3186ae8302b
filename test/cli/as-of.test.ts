import { describe, expect, it } from 'vitest';
import { parseAsOf } from '../../src/cli/as-of.js';

describe('parseAsOf', () => {
  it('takes a date alone as the start of its day for a refresh, and as its end for readers', () => {
    expect(parseAsOf('2026-07-15', 'start')).toBe('2026-07-15T00:00:00.000Z');
    expect(parseAsOf('2026-07-15', 'end')).toBe('2026-07-15T23:59:59.999Z');
    expect(parseAsOf('2026年7月15日', 'end')).toBe('2026-07-15T23:59:59.999Z');
  });

  it('takes an instant as it is', () => {
    for (const edge of ['start', 'end'] as const) {
      expect(parseAsOf('2026-07-15T09:00:00+09:00', edge)).toBe('2026-07-15T00:00:00.000Z');
    }
  });

  it.each(['yesterday', '2026-02-30', '', '04/05/2026'])('refuses %j and says how a date is written', (text) => {
    expect(() => parseAsOf(text, 'end')).toThrow(
      expect.objectContaining({ fix: expect.stringContaining('2026-07-15') }),
    );
  });
});
