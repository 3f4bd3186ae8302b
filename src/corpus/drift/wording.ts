/** The wording of a text without its dress: what counts when two sentences are compared. */
import { foldText } from '../../text/normalize.js';

/** Markup with what it leaves behind; every repetition is bounded or cannot backtrack. */
const MARKUP: readonly (readonly [RegExp, string])[] = [
  // The fence of a code block with its language, which is no word of the text.
  [/(?:^|\n)[ \t]{0,12}(?:`{3,8}|~{3,8})[\w+-]{0,30}(?=\s|$)/g, ' '],
  [/!?\[([^[\]]{0,400})\](?:\([^()\s]{0,600}(?:\s"[^"]{0,200}")?\)|\[[^[\]]{0,80}\])/g, '$1'],
  [/<https?:[^<>\s]{1,600}>|<\/?[a-zA-Z][^<>]{0,300}>|<!--[^>]{0,500}-->/g, ' '],
  [/\{\{[^{}]{0,120}\}\}|\{%[^{}]{0,120}%\}/g, ' '],
  [/\[\^[^\]\s]{1,40}\]:?/g, ''],
  [/\*{1,3}|_{2,3}|~~|`{1,3}|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, ''],
  [/(?:^|\n)[ \t]{0,12}(?:#{1,6} |>|[-+•・] |\d{1,3}[.)] )[ \t]*/g, ' '],
  [/\|/g, ' '],
  [/\\(?=[\\*_#[\]()`~.-])/g, ''],
  [/&nbsp;|&#160;/g, ' '],
  [/&amp;/g, '&'],
];

/** The readable text: links by their words, no emphasis, bullets, tags or templates; white space collapsed. */
export function plainText(text: string): string {
  const bare = MARKUP.reduce((rest, [pattern, by]) => rest.replace(pattern, by), text);
  return bare.replace(/\s+/g, ' ').replace(SPACED_NUMBER, '').trim();
}

const CJK = '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}ー々';
/** `30 日以内` is `30日以内`. */
const SPACED_NUMBER = new RegExp(`(?<=[\\d０-９]) (?=[${CJK}])|(?<=[${CJK}]) (?=[\\d０-９])`, 'gu');
const LOOSE_SPACE = new RegExp(`(?<=[${CJK}]) | (?=[${CJK}])`, 'gu');

/**
 * Equal for texts that differ in spacing, punctuation, quotes, case or markup only. `plain` is the
 * output of {@link plainText}.
 */
export function wordingKey(plain: string): string {
  return foldText(plain).replace(LOOSE_SPACE, '');
}

const RUNS = new RegExp(`[${CJK}]+|[^\\s${CJK}]+`, 'gu');
const IS_CJK = new RegExp(`^[${CJK}]`, 'u');

/** The terms of a folded text in order: words, and character pairs where Japanese has no spaces. */
export function termsOf(key: string): readonly string[] {
  const terms: string[] = [];
  for (const [run] of key.matchAll(RUNS)) {
    if (!IS_CJK.test(run) || run.length <= 2) terms.push(run);
    else for (let i = 0; i + 2 <= run.length; i++) terms.push(run.slice(i, i + 2));
  }
  return terms;
}

/** Dice similarity of two bags of terms, 0 to 1. */
export function bagSimilarity(a: readonly string[], b: readonly string[]): number {
  if (a.length === 0 || b.length === 0) return a.length === b.length ? 1 : 0;
  const counts = new Map<string, number>();
  for (const term of a) counts.set(term, (counts.get(term) ?? 0) + 1);
  let shared = 0;
  for (const term of b) {
    const left = counts.get(term) ?? 0;
    if (left > 0) {
      shared += 1;
      counts.set(term, left - 1);
    }
  }
  return (2 * shared) / (a.length + b.length);
}
