/**
 * Cuts Markdown where it can be cut without changing what it means, so that a parser sees a piece at a
 * time: a syntax tree of a 50 MB file at once would not fit in memory.
 */

import { regularShape } from './markdown-shapes.js';

/** Lines between two safe cuts. */
export interface Segment {
  /** Offsets into the whole text; `end` is after the last line's newline. */
  readonly start: number;
  readonly end: number;
  /**
   * `mixed`: anything. Else the segment is one such block beyond doubt, and needs no parser.
   */
  readonly kind: 'paragraph' | 'heading' | 'list' | 'table' | 'mixed';
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
/** What begins nothing but a paragraph, at the start of any of its lines: text, emphasis, an inline link, an amount. */
const SIMPLE_LINE = /^(?:[\p{L}("'“‘「『（【]|\*{1,2}[\p{L}\p{N}"“_]|_{1,2}\p{L}|\[[^\]]+\]\(|\d+(?:[^\d.)]|\.\d))/u;

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
    if (!blank && shape !== 'empty' && !open.isOpen(afterBlank) && startsSegment(line, shape, afterBlank)) {
      yield segment(text, start, at, shape);
      start = at;
      shape = 'empty';
    }
    if (!blank) shape = nextShape(shape, line);
    open.read(line);
    afterBlank = blank;
    at = lineEnd + 1;
  }
  if (shape !== 'empty') yield segment(text, start, text.length, shape);
}

type Shape = 'empty' | 'paragraph' | 'heading' | 'mixed';

function segment(text: string, start: number, end: number, shape: Exclude<Shape, 'empty'>): Segment {
  return { start, end, kind: shape === 'mixed' ? (regularShape(text.slice(start, end)) ?? 'mixed') : shape };
}

function startsSegment(line: string, shape: Shape, afterBlank: boolean): boolean {
  if (shape === 'heading' || SIMPLE_HEADING.test(line)) return true;
  if (!afterBlank) return false;
  return shape === 'paragraph' || !(/^[ \t]/.test(line) || LIST_LINE.test(line));
}

function nextShape(shape: Shape, line: string): Shape {
  if (shape === 'empty' && SIMPLE_HEADING.test(line)) return 'heading';
  return shape !== 'mixed' && SIMPLE_LINE.test(line) ? 'paragraph' : 'mixed';
}

interface OpenTracker {
  /** Whether the next line lies inside a fence or an HTML block. */
  isOpen(afterBlank: boolean): boolean;
  read(line: string): void;
}

function createOpenTracker(): OpenTracker {
  let end: RegExp | null = null;
  /** Columns that lines of the open fence must be indented by when it stands in a list item. */
  let width = 0;
  /** In HTML that the next blank line ends. */
  let html = false;
  const readOpen = (line: string): void => {
    if (indentOf(line) >= width || line.trim() === '') {
      if (end?.test(line)) end = null;
      return;
    }
    // The item has ended, and its fence with it.
    end = null;
    readClosed(line);
  };
  const readClosed = (line: string): void => {
    const first = line.charCodeAt(0);
    // Letters, and all of Japanese: the common case opens nothing.
    if (first > 0x7e || (first >= 0x41 && first <= 0x5a) || (first >= 0x61 && first <= 0x7a)) return;
    html = /^[ >]*</.test(line) || (html && line.trim() !== '');
    const [marker = ''] = MARKER.exec(line) ?? [];
    const fence = FENCE.exec(line.slice(marker.length))?.[1];
    if (fence !== undefined) {
      // Indented without a marker, it may or may not stand in an item: then nothing after it is certain.
      width = marker.length;
      end = marker === '' && line.startsWith(' ') ? NEVER : new RegExp(`^ *\\${fence[0]}{${fence.length},}[ \\t]*$`);
      return;
    }
    const opener = HTML_OPENERS.find(([opening]) => opening.test(line));
    width = 0;
    if (opener !== undefined && !opener[1].test(line)) end = opener[1];
  };
  return {
    isOpen: (afterBlank) => end !== null || (html && !afterBlank),
    read: (line) => (end === null ? readClosed(line) : readOpen(line)),
  };
}

const NEVER = /(?!)/;

function indentOf(line: string): number {
  let at = 0;
  while (line.charCodeAt(at) === 0x20) at++;
  return at;
}
