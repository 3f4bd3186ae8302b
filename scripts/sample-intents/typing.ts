/** How people type: asides, lost capitals and apostrophes, slips of the finger, full-width signs. */
import type { Random } from '../../src/core/random.js';
import type { Line } from './lines.js';
import type { Lang } from './rows.js';

const spaced = (lang: Lang): boolean => lang !== 'ja';

/** Sometimes says something before or after that is beside the point. */
export function withAside(text: string, lang: Lang, { asides, random }: { asides: readonly Line[]; random: Random }) {
  const dice = random.next();
  const where = dice < 0.15 ? 'before' : dice < 0.28 ? 'after' : undefined;
  const fitting = asides.filter((one) => one.lang === lang && one.tag === where);
  if (fitting.length === 0) return text;
  const aside = random.pick(fitting).text;
  if (where === 'before') return aside + (spaced(lang) && !/[、。]$/u.test(aside) ? ' ' : '') + text;
  if (!spaced(lang)) return `${text}${/[？！。…]$/u.test(text) ? '' : random.pick(['。', '。', '、', '　'])}${aside}`;
  return `${text}${/[\p{L}\p{N}]$/u.test(text) && lang === 'en' ? random.pick([',', '.', ' -', '']) : ''} ${aside}`;
}

/** One slip in one longer Latin word: two letters swapped, one lost, or one doubled. */
function slip(text: string, random: Random): string {
  const words = [...text.matchAll(/\b[a-z]{5,}\b/g)];
  if (words.length === 0) return text;
  const word = random.pick(words);
  const at = (word.index ?? 0) + 1 + random.int(word[0].length - 2);
  const [a = '', b = ''] = [text[at], text[at + 1]];
  const kinds = [b + a, b, a + a + b];
  return text.slice(0, at) + random.pick(kinds) + text.slice(at + 2);
}

function latin(text: string, random: Random): string {
  let out = text;
  if (random.next() < 0.38) out = out.toLowerCase();
  else if (random.next() < 0.45) out = out.charAt(0).toUpperCase() + out.slice(1);
  if (random.next() < 0.25) out = out.replaceAll("'", '');
  if (random.next() < 0.3) out = out.replace(/[?.!]$/, '');
  else if (random.next() < 0.08) out = out.replace(/\?$/, random.pick(['??', ' ?', '?!']));
  if (random.next() < 0.14) out = slip(out, random);
  if (random.next() < 0.015) out = out.toUpperCase();
  return out;
}

function japanese(text: string, random: Random): string {
  let out = text;
  if (random.next() < 0.35) out = out.replaceAll('？', random.pick(['?', '', '??', '…？']));
  if (random.next() < 0.15) out = out.replace(/[0-9]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
  if (random.next() < 0.12) out = out.replace('、', random.pick(['　', ' ']));
  if (random.next() < 0.2 && /[かたい]$/u.test(out)) out += random.pick(['。', '？', '。', '…', '!']);
  return out;
}

/** Types a sentence as a person in a hurry does. Deterministic for a generator of random numbers. */
export function typed(text: string, lang: Lang, random: Random): string {
  if (lang === 'en' || lang === 'romaji') return latin(text, random);
  if (lang === 'ja' || lang === 'mixed') return japanese(text, random);
  return text;
}
