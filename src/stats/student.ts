/** How much wider an interval from few values must be than one from many. */

/**
 * The share of Student's t distribution beyond ±`t`, by the finite series for whole degrees of freedom (Abramowitz & Stegun
 * 1964, 26.7.3 and 26.7.4).
 *
 * @param df degrees of freedom, a whole number of at least 1
 */
export function studentTails(t: number, df: number): number {
  const angle = Math.atan(Math.abs(t) / Math.sqrt(df));
  const cos2 = Math.cos(angle) ** 2;
  const isOdd = df % 2 === 1;
  let term = isOdd ? Math.cos(angle) : 1;
  let sum = 0;
  for (let i = isOdd ? 1 : 0; i <= df - 2; i += 2) {
    sum += term;
    term *= ((i + 1) / (i + 2)) * cos2;
  }
  const inside = isOdd ? (2 / Math.PI) * (angle + Math.sin(angle) * sum) : Math.sin(angle) * sum;
  return Math.max(0, 1 - inside);
}

/** The `t` beyond which, on both sides together, a share of `tails` lies; found by halving. */
export function studentQuantile(tails: number, df: number): number {
  let low = 0;
  let high = 1;
  while (studentTails(high, df) > tails) high *= 2;
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (studentTails(middle, df) > tails) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/**
 * The share of the normal distribution beyond ±`z`: erfc(z / √2) by the rational Chebyshev fit of Numerical Recipes (Press et
 * al. 1992, 6.2; relative error below 1.2e-7).
 */
export function normalTails(z: number): number {
  const x = Math.abs(z) / Math.SQRT2;
  const t = 1 / (1 + x / 2);
  const fit = [
    -1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806, 0.27886807, -1.13520398, 1.48851587, -0.82215223,
    0.17087277,
  ];
  const exponent = fit.reduceRight((sum, coefficient) => sum * t + coefficient, 0);
  return t * Math.exp(-x * x + exponent);
}
