/** Several tests at once: the p values that keep the chance of one false alarm among all of them where one test has it. */

/**
 * Holm's step-down adjustment (Holm 1979): valid however the tests depend on each other, and never weaker than Bonferroni's.
 *
 * @param ps raw p values of one family
 * @returns adjusted ones in the same order, each at least its raw value and at most 1
 */
export function holm(ps: readonly number[]): readonly number[] {
  const order = ps.map((p, at) => ({ p, at })).sort((a, b) => a.p - b.p);
  const adjusted = new Array<number>(ps.length).fill(1);
  let floor = 0;
  for (const [rank, { p, at }] of order.entries()) {
    floor = Math.max(floor, Math.min(1, p * (ps.length - rank)));
    adjusted[at] = floor;
  }
  return adjusted;
}
