/**
 * How customers really type: with slips, short forms, no question mark, all in small letters. Every deviation has a stated
 * rate, and is named in the row's `form`. What is `fixed` in a sentence, names and numbers, is only ever changed in ways
 * that folding undoes (case, width), so the subject can still be found by its name.
 */
import type { Random } from '../../../core/random.js';
import type { QuestionLang } from '../../../dataset/raft-row.js';
import { toHalfWidthKana } from './half-width.js';
import type { Part } from './parts.js';
import type { Register, RegisterShares } from './register.js';
import { shorten } from './short-forms.js';
import { mistypeEnglish } from './typos-english.js';
import { mistypeJapanese } from './typos-japanese.js';

/** Shares of questions, each between 0 and 1. */
export interface Style {
  readonly registers: RegisterShares;
  /** Questions that begin or end with a greeting or thanks; none of the terse ones. */
  readonly greetings: number;
  /** Questions with one slip in the words around the subject. */
  readonly typos: number;
  /** Questions with a short form: of the title where one identifies it, else of a word; forms that have one are preferred. */
  readonly shortForms: number;
  /** Casual and terse questions without their question mark. */
  readonly unmarked: number;
  /** Casual and terse English questions in small letters throughout. */
  readonly lowercase: number;
  /** Japanese questions with half-width katakana, names included. */
  readonly halfWidth: number;
}

export const DEFAULT_STYLE: Style = {
  registers: { polite: 0.4, casual: 0.35, terse: 0.25 },
  greetings: 0.12,
  typos: 0.05,
  shortForms: 0.15,
  unmarked: 0.25,
  lowercase: 0.2,
  halfWidth: 0.01,
};

/** What was done to a sentence, in the order of the row's `form`. */
export const MARKS = ['greeting', 'short', 'typo', 'unmarked', 'lower', 'halfwidth'] as const;
export type Mark = (typeof MARKS)[number];

export interface Styled {
  readonly text: string;
  readonly marks: readonly Mark[];
  /** A name as the text now writes it. */
  respell(name: string): string;
}

export interface StyleOptions {
  readonly lang: QuestionLang;
  readonly register: Register;
  readonly random: Random;
  readonly style: Style;
  /** `done`: the parts have a short form of a name already; `wanted`: make one; left out: drawn here. */
  readonly short?: 'done' | 'wanted' | 'none';
}

/** Types a sentence as somebody might. Its digits are those of `parts`, and every fixed part is found after folding. */
export function applyStyle(parts: readonly Part[], options: StyleOptions): Styled {
  const { lang, register, random, style } = options;
  const marks: Mark[] = options.short === 'done' ? ['short'] : [];
  const isLoose = register !== 'polite';
  // Drawn for every sentence, whatever applies, so that rates do not depend on each other.
  const draws = {
    short: random.next(),
    typo: random.next(),
    unmarked: random.next(),
    lower: random.next(),
    half: random.next(),
  };
  let typed = parts;
  const attempt = (mark: Mark, changed: readonly Part[] | null): void => {
    if (changed === null) return;
    typed = changed;
    marks.push(mark);
  };
  const short = options.short ?? (draws.short < style.shortForms ? 'wanted' : 'none');
  if (short === 'wanted')
    attempt(
      'short',
      changeOne(typed, random, (text) => shorten(text, lang, random)),
    );
  if (draws.typo < style.typos) attempt('typo', changeOne(typed, random, mistypeIn(lang)));
  if (isLoose && draws.unmarked < style.unmarked) attempt('unmarked', unmark(typed));
  if (isLoose && lang === 'en' && draws.lower < style.lowercase) attempt('lower', mapAll(typed, lowerCase));
  if (lang !== 'en' && draws.half < style.halfWidth) attempt('halfwidth', mapAll(typed, toHalfWidthKana));
  const spellings = [marks.includes('lower') ? lowerCase : null, marks.includes('halfwidth') ? toHalfWidthKana : null];
  return {
    text: typed.map(({ text }) => text).join(''),
    marks,
    respell: (name) => spellings.reduce((text, spell) => spell?.(text) ?? text, name),
  };
}

function mistypeIn(lang: QuestionLang): (text: string, random: Random) => string | null {
  if (lang === 'en') return mistypeEnglish;
  if (lang === 'ja') return mistypeJapanese;
  return (text, random) => {
    const [first, second] = random.shuffle([mistypeEnglish, mistypeJapanese]);
    return first?.(text, random) ?? second?.(text, random) ?? null;
  };
}

/** Changes one of the parts that are not fixed; null where none can be. */
function changeOne(
  parts: readonly Part[],
  random: Random,
  change: (text: string, random: Random) => string | null,
): readonly Part[] | null {
  const open = parts.filter(({ fixed }) => !fixed);
  for (const part of random.shuffle(open)) {
    const text = change(part.text, random);
    if (text !== null && digitsOf(text) === digitsOf(part.text)) {
      return parts.map((other) => (other === part ? { ...part, text } : other));
    }
  }
  return null;
}

function digitsOf(text: string): string {
  return text.replace(/\D/g, '');
}

/** Leaves the closing question mark out; null where there is none, or a title owns it. */
function unmark(parts: readonly Part[]): readonly Part[] | null {
  const last = parts.at(-1);
  if (!last || last.fixed || !/[？?]$/.test(last.text)) return null;
  return [...parts.slice(0, -1), { ...last, text: last.text.replace(/[？?]+$/, '') }];
}

function mapAll(parts: readonly Part[], change: (text: string) => string): readonly Part[] | null {
  const changed = parts.map((part) => ({ ...part, text: change(part.text) }));
  return changed.some(({ text }, i) => text !== parts[i]?.text) ? changed : null;
}

function lowerCase(text: string): string {
  return text.toLowerCase();
}
