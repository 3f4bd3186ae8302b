import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NewestBalance } from '../../../src/raft/examples/newest.js';
import { isDistractorNewest, newestDay } from '../../../src/verify/newest.js';

const entry = (role: 'oracle' | 'distractor', source_updated_at: string | null) =>
  ({ role, source_updated_at }) as never;

describe('isDistractorNewest', () => {
  it.each<[boolean | null, readonly never[]]>([
    [true, [entry('oracle', '2026-03-01T00:00:00Z'), entry('distractor', '2026-03-02T00:00:00Z')]],
    [false, [entry('oracle', '2026-03-02T00:00:00Z'), entry('distractor', '2026-03-01T00:00:00Z')]],
    // Readers see days.
    [false, [entry('oracle', '2026-03-02T00:00:00Z'), entry('distractor', '2026-03-02T23:00:00Z')]],
    [false, [entry('oracle', null), entry('distractor', '2026-03-02T00:00:00Z')]],
    [false, [entry('oracle', '2026-03-02T00:00:00Z'), entry('distractor', null)]],
    [
      false,
      [
        entry('oracle', '2026-01-02T00:00:00Z'),
        entry('oracle', '2026-05-02T00:00:00Z'),
        entry('distractor', '2026-03-02T00:00:00Z'),
      ],
    ],
    [null, [entry('distractor', '2026-03-02T00:00:00Z')]],
  ])('%s', (expected, context) => {
    expect(isDistractorNewest({ context: [...context] })).toBe(expected);
  });

  it('has no newest day where nothing is dated', () => {
    expect(newestDay([{ source_updated_at: null }])).toBe('');
    expect(newestDay([])).toBe('');
  });
});

describe('NewestBalance', () => {
  it('keeps the share after every context, of each type and of all, when what is owed is given', () => {
    const types = fc.array(fc.constantFrom('fact', 'policy', 'comparison'), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(types, fc.double({ min: 0, max: 1, noNaN: true }), (order, share) => {
        const balance = new NewestBalance(share);
        const newer = new Map<string, [number, number]>();
        for (const type of order) {
          const isNewer = balance.isOwed(type);
          balance.record(type, isNewer);
          const [n, of] = newer.get(type) ?? [0, 0];
          newer.set(type, [n + Number(isNewer), of + 1]);
        }
        for (const [n, of] of newer.values()) expect(n).toBeGreaterThanOrEqual(share * of - 1e-9);
        const { contexts, newer: all } = balance.counts();
        expect(contexts).toBe(order.length);
        expect(all).toBeGreaterThanOrEqual(share * contexts - 1e-9);
      }),
    );
  });

  it('makes up for what could not be given', () => {
    const balance = new NewestBalance(0.5);
    for (let i = 0; i < 4; i++) balance.record('fact', false);
    for (let i = 0; i < 4; i++) {
      expect(balance.isOwed('fact')).toBe(true);
      balance.record('fact', true);
    }
    balance.record('fact', true);
    expect(balance.isOwed('fact')).toBe(false);
  });
});
