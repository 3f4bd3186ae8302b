import { describe, expect, it } from 'vitest';
import { normalTails, studentQuantile, studentTails } from '../../src/stats/student.js';

describe("Student's t", () => {
  it('has the quantiles of the tables', () => {
    const table: [tails: number, df: number, t: number][] = [
      [0.05, 1, 12.7062],
      [0.05, 2, 4.302653],
      [0.05, 3, 3.182446],
      [0.05, 10, 2.228139],
      [0.05, 19, 2.093024],
      [0.01, 30, 2.749996],
      [0.05, 4000, 1.960558],
    ];
    for (const [tails, df, t] of table) expect(studentQuantile(tails, df)).toBeCloseTo(t, 4);
  });

  it('comes near the normal distribution as values become many', () => {
    expect(normalTails(0)).toBeCloseTo(1, 6);
    expect(normalTails(1.959964)).toBeCloseTo(0.05, 6);
    expect(normalTails(-2.575829)).toBeCloseTo(0.01, 6);
    expect(normalTails(20)).toBeLessThan(1e-80);
    expect(studentTails(1.959964, 100_001)).toBeCloseTo(0.05, 4);
  });
});
