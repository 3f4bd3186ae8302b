/** Names of kept evals: `e-000003`. */

const DIGITS = 6;

/** The name of the `n`-th kept eval. */
export function evalName(n: number): string {
  return `e-${String(n).padStart(DIGITS, '0')}`;
}

/** Its number; null for what is no such name. Leading zeros may be left away. */
export function evalNumber(name: string): number | null {
  const digits = /^e-0*([1-9]\d{0,8})$/.exec(name)?.[1];
  return digits === undefined ? null : Number(digits);
}
