/** Slips of fingers on a Latin keyboard: a neighbour's key, a letter left out or struck twice, two in the wrong order. */
import type { Random } from '../../../core/random.js';

/** Keys beside each key of a QWERTY keyboard, same hand. */
const NEIGHBOURS: Readonly<Record<string, string>> = {
  a: 'sq',
  b: 'vn',
  c: 'xv',
  d: 'sf',
  e: 'wr',
  f: 'dg',
  g: 'fh',
  h: 'gj',
  i: 'uo',
  j: 'hk',
  k: 'jl',
  l: 'k',
  m: 'n',
  n: 'bm',
  o: 'ip',
  p: 'o',
  q: 'wa',
  r: 'et',
  s: 'ad',
  t: 'ry',
  u: 'yi',
  v: 'cb',
  w: 'qe',
  x: 'zc',
  y: 'tu',
  z: 'x',
};

type Slip = (word: string, at: number, random: Random) => string;

const SLIPS: readonly Slip[] = [
  (word, at, random) => {
    const key = word[at] ?? '';
    return `${word.slice(0, at)}${random.pick([...(NEIGHBOURS[key.toLowerCase()] ?? key)])}${word.slice(at + 1)}`;
  },
  (word, at) => word.slice(0, at) + word.slice(at + 1),
  (word, at) => word.slice(0, at) + word[at] + word.slice(at),
  (word, at) => `${word.slice(0, at)}${word[at + 1] ?? ''}${word[at]}${word.slice(at + 2)}`,
];

/** Words long enough to be understood with a slip in them. */
const WORD = /(?<![\p{L}\d])[A-Za-z]{4,}(?![\p{L}\d])/gu;

/** Misspells one word of four letters or more, never its first letter; null where there is none. */
export function mistypeEnglish(text: string, random: Random): string | null {
  const words = [...text.matchAll(WORD)];
  if (words.length === 0) return null;
  const match = random.pick(words);
  const [word] = match;
  const slip = random.pick(SLIPS);
  const slipped = slip(word, 1 + random.int(word.length - 2), random);
  if (slipped === word) return null;
  return text.slice(0, match.index) + slipped + text.slice(match.index + word.length);
}
