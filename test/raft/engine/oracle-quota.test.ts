import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OracleQuota } from '../../../src/raft/engine/oracle-quota.js';

/** Rows of each cell, dealt as a build deals them: the first of a cell is held back, cells come in any order. */
function deal(share: number, arrivals: readonly string[]) {
  const quota = new OracleQuota(share);
  const cells = new Map<string, { rows: number; oracles: number }>();
  const record = (cell: string, withOracle: boolean) => {
    const counts = cells.get(cell) ?? { rows: 0, oracles: 0 };
    cells.set(cell, { rows: counts.rows + 1, oracles: counts.oracles + (withOracle ? 1 : 0) });
    quota.record(cell, withOracle);
  };
  for (const cell of arrivals) {
    if (quota.needsHeld(cell)) quota.hold(cell);
    else record(cell, quota.wants(cell));
  }
  for (let next = quota.settle()[0]; next; next = quota.settle()[0]) {
    quota.hold(next.cell, false);
    record(next.cell, next.withOracle);
  }
  return { cells, quota };
}

const shares = fc.oneof(fc.constantFrom(0, 0.25, 0.5, 0.6, 0.8, 0.9, 1), fc.double({ min: 0, max: 1, noNaN: true }));
const arrivals = fc.array(fc.constantFrom('fact/en', 'fact/ja', 'policy/en', 'policy/ja', 'temporal/mixed'), {
  maxLength: 400,
});

describe('OracleQuota', () => {
  it('gives exactly round(n × share) rows their oracle, whatever comes in whatever order', () => {
    fc.assert(
      fc.property(shares, arrivals, (share, asked) => {
        const { cells } = deal(share, asked);
        const oracles = [...cells.values()].reduce((sum, cell) => sum + cell.oracles, 0);
        expect(oracles).toBe(Math.round(asked.length * share));
      }),
      { numRuns: 500 },
    );
  });

  it('keeps every cell within one of its own share', () => {
    fc.assert(
      fc.property(shares, arrivals, (share, asked) => {
        for (const { rows, oracles } of deal(share, asked).cells.values()) {
          expect(Math.abs(oracles - rows * share)).toBeLessThan(1 + 1e-9);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('spreads the oracles over a cell as it goes: no run of rows without one', () => {
    const quota = new OracleQuota(0.8);
    quota.hold('fact/en');
    const row = Array.from({ length: 40 }, () => {
      const wants = quota.wants('fact/en');
      quota.record('fact/en', wants);
      return wants ? 'o' : '-';
    }).join('');
    expect(row).not.toMatch(/--|ooooo/);
  });

  it('keeps to the share over all where a held row is not to be had', () => {
    const quota = new OracleQuota(0.5);
    for (const cell of ['a', 'b', 'c', 'd']) quota.hold(cell);
    quota.hold('a', false);
    const settled = quota.settle();
    expect(settled).toHaveLength(3);
    expect(settled.filter(({ withOracle }) => withOracle)).toHaveLength(2);
  });
});
