/** Where a passage says what a model claims to quote from it: exact offsets, or nowhere. */
import { isSpace, type Span, trimSpan } from '../../../text/spans.js';

const JAPANESE = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u;
/** Zero-width space: put between characters by us and by exports; seen by nobody. */
const UNSEEN = '\u200B';
/** Marks that models put around what they quote. */
const OUTER = /^["'“”‘’「『«]+|["'“”‘’」』»]+$/g;

/**
 * The span of `text` that reads as `quote`, but for white space: runs of it count as one blank, and none at all where the
 * quote is Japanese, whose lines break anywhere. Letters, digits and punctuation must be the same. A quote in quotation marks that the text
 * does not have is looked for without them.
 *
 * @returns the first such span, trimmed; null when the text does not say it, or says it only in the middle of a word
 */
export function locateQuote(text: string, quote: string): Span | null {
  for (const wanted of [quote, quote.trim().replace(OUTER, '')]) {
    const span = find(text, wanted, ' ') ?? (JAPANESE.test(wanted) ? find(text, wanted, '') : null);
    if (span !== null) return span;
  }
  return null;
}

function find(text: string, quote: string, blank: ' ' | ''): Span | null {
  const haystack = squeeze(text, blank);
  const needle = squeeze(quote, blank).squeezed.trim();
  if (needle === '') return null;
  for (let at = haystack.squeezed.indexOf(needle); at >= 0; at = haystack.squeezed.indexOf(needle, at + 1)) {
    const last = at + needle.length - 1;
    const span = { start: haystack.from[at] ?? 0, end: (haystack.from[last] ?? 0) + 1 };
    if (standsAlone(text, span)) return trimSpan(text, span);
  }
  return null;
}

/** The text without needless white space, and for each unit of it the offset that it came from. */
function squeeze(text: string, blank: ' ' | ''): { readonly squeezed: string; readonly from: readonly number[] } {
  const parts: string[] = [];
  const from: number[] = [];
  let inBlank = false;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === UNSEEN) continue;
    const space = isSpace(text.charCodeAt(at));
    if (!space || (!inBlank && blank !== '')) {
      parts.push(space ? blank : (text[at] ?? ''));
      from.push(at);
    }
    inBlank = space;
  }
  return { squeezed: parts.join(''), from };
}

/** `4 days` is not said by `14 days`, nor `art` by `cart`. */
function standsAlone(text: string, { start, end }: Span): boolean {
  const runsOn = (at: number): boolean => /^[\p{Script=Latin}\d]{2}$/u.test(text.slice(at - 1, at + 1));
  return !runsOn(start) && !runsOn(end);
}
