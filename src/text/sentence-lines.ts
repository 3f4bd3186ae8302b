/**
 * Lines to runs: which line ends are the author's (a list item, a heading, a table row, a field) and which
 * were put there by an editor that wraps at 80 columns. Sentences never cross the former.
 */

import { type Span, trimSpan } from './spans.js';

/** Starts something of its own: list item, heading, quote, table row, rule, fence, tag, article number. */
const OPENS =
  /(?:[-*+–—]\s|[•‣▪・●○■□◆◇▶►※★☆]|#{1,6}\s|[>|<]|\d{1,3}(?:\.\d{1,3})*[.)．）、]\s?|\(?(?:[a-zA-Z]|[ivx]{1,5}|\d{1,3})\)\s|[①-⑳㈠-㈩]|第[\d０-９一二三四五六七八九十]+[条項章節回]|\[[^\]\n]{1,60}\]:|```|~~~|[-=*_]{3,}[ \t]*(?:\r?\n|$))/y;
/** Stands alone, so that nothing continues it. */
const STANDS_ALONE = /(?:#{1,6}\s|\||```|~~~|[-=*_]{3,}[ \t]*(?:\r?\n|$))/y;
const FIELD = /[^\s:：]{1,30}(?: [^\s:：]{1,30}){0,3}[:：]\s/y;
const LOWER = /\p{Ll}/uy;

/** Widths between which an editor wraps; CJK characters count two columns. */
const WRAP_MIN = 60;
const WRAP_MAX = 160;

/**
 * Splits text into runs of prose, in order, without white space at their ends; together they hold all
 * of the text that is not white space. Linear in the length of the text.
 */
export function proseRuns(text: string): Span[] {
  const runs: Span[] = [];
  let previous: Span | null = null;
  for (const line of linesOf(text)) {
    const open = runs.at(-1);
    if (line !== null && previous !== null && open !== undefined && continues(text, previous, line)) {
      runs[runs.length - 1] = { start: open.start, end: line.end };
    } else if (line !== null) {
      runs.push(line);
    }
    previous = line;
  }
  return runs;
}

/** Trimmed lines; null for a blank one. */
function* linesOf(text: string): Generator<Span | null> {
  for (let at = 0; at < text.length; ) {
    const newline = text.indexOf('\n', at);
    const stop = newline < 0 ? text.length : newline;
    const line = trimSpan(text, { start: at, end: stop });
    yield line.start < line.end ? line : null;
    at = stop + 1;
  }
}

function continues(text: string, previous: Span, line: Span): boolean {
  if (matchesAt(OPENS, text, line.start) || matchesAt(STANDS_ALONE, text, previous.start)) return false;
  if (/[:：]/.test(text.charAt(previous.end - 1)) || isRow(text, previous) || isRow(text, line)) return false;
  if (matchesAt(FIELD, text, line.start) && matchesAt(FIELD, text, previous.start)) return false;
  const width = columns(text, previous);
  if (width >= WRAP_MIN && width <= WRAP_MAX) return true;
  return matchesAt(LOWER, text, line.start) && !matchesAt(FIELD, text, line.start);
}

/** A table row that needs no bar at its ends: `Retention | One year`. */
function isRow(text: string, { start, end }: Span): boolean {
  return text.slice(start, end).includes(' | ');
}

/** Columns of a line; stops counting past any wrap. */
function columns(text: string, { start, end }: Span): number {
  let width = 0;
  for (let i = start; i < end && width <= WRAP_MAX; i++) width += text.charCodeAt(i) >= 0x1100 ? 2 : 1;
  return width;
}

/** Whether a sticky pattern matches exactly at `at`. */
export function matchesAt(sticky: RegExp, text: string, at: number): boolean {
  sticky.lastIndex = at;
  return sticky.test(text);
}
