/**
 * Cuts Markdown where it can be cut without changing what it means, so that a parser sees a piece at a
 * time: a syntax tree of a 50 MB file at once would not fit in memory.
 */

/** Lines between two safe cuts. */
export interface Segment {
  /** Offsets into the whole text; `end` is after the last line's newline. */
  readonly start: number;
  readonly end: number;
  /**
   * `paragraph` and `heading`: the segment is one such block beyond doubt, and needs no parser.
   * `mixed`: anything.
   */
  readonly kind: 'paragraph' | 'heading' | 'mixed';
}

/** A list item's marker, behind which a fence may open. */
const MARKER = /^ {0,3}(?:[-*+]|\d{1,9}[.)])[ \t]+/;
const FENCE = /^ {0,3}(`{3,}(?=[^`]*$)|~{3,})/;
/** HTML that may hold blank lines, and what ends it (CommonMark 0.31, HTML blocks 1–5). */
const HTML_OPENERS: readonly (readonly [RegExp, RegExp])[] = [
  [/^ {0,3}<(?:script|pre|style|textarea)(?:[\s>]|$)/i, /<\/(?:script|pre|style|textarea)>/i],
  [/^ {0,3}<!--/, /-->/],
  [/^ {0,3}<\?/, /\?>/],
  [/^ {0,3}<![A-Za-z]/, />/],
  [/^ {0,3}<!\[CDATA\[/, /\]\]>/],
];
const LIST_LINE = /^(?:[-*+]|\d{1,9}[.)])(?:[ \t]|$)/;
const SIMPLE_HEADING = /^#{1,6}[ \t]/;
/** First characters that begin nothing but a paragraph, at the start of any of its lines. */
const SIMPLE_LINE = /^[\p{L}("'“‘「『（【]/u;

/**
 * Segments of `text` from `from` on, in order, covering it. A cut lies where whatever came before has
 * ended for certain: around ATX headings, and before an unindented line after a blank one; never inside
 * fences, HTML blocks and lists.
 */
export function* segmentsOf(text: string, from: number): Generator<Segment> {
  const open = createOpenTracker();
  let start = from;
  let shape: Shape = 'empty';
  let afterBlank = true;
  for (let at = from; at < text.length; ) {
    const newline = text.indexOf('\n', at);
    const lineEnd = newline === -1 ? text.length : newline;
    const line = text.slice(at, lineEnd);
    const blank = line.trim() === '';
    if (!blank && shape !== 'empty' && !open.isOpen() && startsSegment(line, shape, afterBlank)) {
      yield { start, end: at, kind: shape };
      start = at;
      shape = 'empty';
    }
    if (!blank) shape = nextShape(shape, line);
    open.read(line);
    afterBlank = blank;
    at = lineEnd + 1;
  }
  if (shape !== 'empty') yield { start, end: text.length, kind: shape };
}

type Shape = 'empty' | Segment['kind'];

function startsSegment(line: string, shape: Shape, afterBlank: boolean): boolean {
  if (shape === 'heading' || SIMPLE_HEADING.test(line)) return true;
  if (!afterBlank) return false;
  return shape === 'paragraph' || !(/^[ \t]/.test(line) || LIST_LINE.test(line));
}

function nextShape(shape: Shape, line: string): Shape {
  if (shape === 'empty' && SIMPLE_HEADING.test(line)) return 'heading';
  return shape !== 'mixed' && SIMPLE_LINE.test(line) ? 'paragraph' : 'mixed';
}

/** Whether the next line lies inside a fence or an HTML block that blank lines do not end. */
function createOpenTracker(): { isOpen(): boolean; read(line: string): void } {
  let end: RegExp | null = null;
  return {
    isOpen: () => end !== null,
    read: (line) => {
      if (end !== null) {
        if (end.test(line)) end = null;
        return;
      }
      const first = line.charCodeAt(0);
      // Letters, and all of Japanese: the common case opens nothing.
      if (first > 0x7e || (first >= 0x41 && first <= 0x5a) || (first >= 0x61 && first <= 0x7a)) return;
      const fence = FENCE.exec(line.replace(MARKER, ''))?.[1];
      if (fence !== undefined) {
        end = new RegExp(`^ *\\${fence[0]}{${fence.length},}[ \\t]*$`);
        return;
      }
      const html = HTML_OPENERS.find(([opener]) => opener.test(line));
      if (html !== undefined && !html[1].test(line)) end = html[1];
    },
  };
}
