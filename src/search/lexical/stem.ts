/** Light English stemming: the endings under which one word of a shop or a policy is written, and no more. */

const VOWEL = /[aeiouy]/;
/** Consonants that English doubles before -ed and -ing: `shipped`, `planning`; not `selling`, `passed`. */
const DOUBLED = /([bdgmnprt])\1$/;

/**
 * The stem of a lower-case word: plural and possessive s as the S-stemmer takes them off (Harman, "How effective is
 * suffixing?", JASIS 1991), then -ed and -ing where a word is left, then a final e, so that `return`, `returns`,
 * `returned`, `returning` are one, and `store`, `stored`, `storing`. Stems need not be words.
 */
export function stemEnglish(word: string): string {
  if (word.length < 4) return word;
  const singular = withoutPlural(word);
  const base = withoutTense(singular);
  return base.length > 4 && base.endsWith('e') ? base.slice(0, -1) : base;
}

function withoutPlural(word: string): string {
  if (!word.endsWith('s') || /(?:ss|us|is)$/.test(word)) return word;
  if (word.endsWith('ies') && word.length > 4) return `${word.slice(0, -3)}y`;
  return /(?:ss|sh|ch|x|z)es$/.test(word) ? word.slice(0, -2) : word.slice(0, -1);
}

function withoutTense(word: string): string {
  const cut = word.endsWith('ing') && word.length > 5 ? 3 : word.endsWith('ed') && word.length > 4 ? 2 : 0;
  if (cut === 0) return word;
  const stem = word.slice(0, -cut);
  if (!VOWEL.test(stem)) return word;
  return DOUBLED.test(stem) ? stem.slice(0, -1) : stem;
}
