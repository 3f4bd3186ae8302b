/** What a paired difference means, in words that claim no more than was shown. */
import type { Difference } from './differences.js';

/** One sentence on one measure. */
export function differenceSentence(difference: Difference, tests: number): string {
  const { measure, finding, queries, detectable } = difference;
  const counted = `${queries.toLocaleString('en')} ${queries === 1 ? 'question' : 'questions'}`;
  const figures = `${signed(difference.difference)} (${signed(difference.low)} … ${signed(difference.high)})`;
  if (finding === 'equal')
    return `${measure}: the same for ${queries === 1 ? 'the one question' : `each of ${counted}`}`;
  if (queries === 1)
    return `${measure}: ${signed(difference.difference)} on one question, from which nothing can be told`;
  const tested = pText(difference.p);
  if (finding === 'unclear') {
    const power = detectable === null ? '' : `; a difference of about ${rounded(detectable)} would show`;
    return `${measure}: no difference can be told: ${figures}, ${tested}, ${counted}${power}`;
  }
  const held = tests > 1 ? ` (${pValue(difference.p_holm)} among ${tests} tests)` : '';
  if (finding === 'better' || finding === 'worse')
    return `${measure} is ${finding}: ${figures}, ${tested}${held}, ${counted}`;
  const way = finding === 'perhaps_better' ? 'better' : 'worse';
  return `${measure} is perhaps ${way}: ${figures}, ${tested}, but ${pValue(difference.p_holm)} among ${tests} tests, ${counted}`;
}

/** `+0.012`, `−0.040`. */
export function signed(value: number): string {
  const text = Math.abs(value).toFixed(3);
  if (Number(text) === 0) return text;
  return value < 0 ? `−${text}` : `+${text}`;
}

/** `p = 0.31`, `p < 0.001`. */
export function pText(p: number): string {
  return p < LEAST_P ? `p < ${LEAST_P}` : `p = ${pValue(p)}`;
}

/** Smaller ones are all as clear. */
const LEAST_P = 0.001;

/** Two digits that count, so that 0.049 is not shown as 0.05. */
export function pValue(p: number): string {
  if (p < LEAST_P) return `<${LEAST_P}`;
  return p >= 0.1 ? p.toFixed(2) : String(Number(p.toPrecision(2)));
}

function rounded(value: number): string {
  return value >= 0.095 ? value.toFixed(2) : String(Number(value.toPrecision(1)));
}
