/** The skeleton of a text: what is left of a template when names, numbers and quoted titles are masked. */
import { normalizeText } from './normalize.js';
import { extractValues } from './values.js';

const NAME = '◇';
const NUMBER = '#';
const QUOTED = /「[^」\n]{1,80}」|『[^』\n]{1,80}』|“[^”\n]{1,80}”|"[^"\n]{1,80}"/gu;
const DIGITS = /\d+(?:[.,:/]\d+)*/g;
const ESCAPE = /[.*+?^${}()|[\]\\]/g;
/** Final marks and who is greeted say nothing about the template. */
const EDGES = /^[\s\p{P}]+|[\s\p{P}]+$/gu;

/**
 * Masks `names` (longest first, whatever their case), then quoted titles, as one sign, numerals in digits and words as
 * another; lower case, white space squeezed, punctuation at the ends dropped.
 *
 * @example skeletonOf('How many volumes of Salt Road are out?', ['Salt Road']) // 'how many volumes of ◇ are out'
 */
export function skeletonOf(text: string, names: readonly string[] = []): string {
  const masked = maskNames(normalizeText(text), names).replace(QUOTED, NAME);
  return maskNumbers(masked)
    .toLowerCase()
    .replaceAll(/(?:『◇』|「◇」|“◇”|"◇")/g, NAME)
    .replace(/\s+/g, ' ')
    .replace(EDGES, '');
}

function maskNames(text: string, names: readonly string[]): string {
  const usable = names.map(normalizeText).filter((name) => name !== '');
  if (usable.length === 0) return text;
  const longestFirst = usable.sort((a, b) => b.length - a.length).map((name) => name.replace(ESCAPE, '\\$&'));
  return text.replace(new RegExp(longestFirst.join('|'), 'giu'), NAME);
}

function maskNumbers(text: string): string {
  let masked = '';
  let at = 0;
  for (const { numeralStart, numeralEnd } of extractValues(text)) {
    masked += `${text.slice(at, numeralStart)}${NUMBER}`;
    at = numeralEnd;
  }
  return `${masked}${text.slice(at)}`.replace(DIGITS, NUMBER);
}
