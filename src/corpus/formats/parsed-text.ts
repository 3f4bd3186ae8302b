/** What each format's parser yields: canonical text, its blocks, and what the file says about itself. */
import { trimSpan } from '../../text/spans.js';
import type { Block, BlockKind } from '../document.js';

export interface ParsedText {
  /** Canonical text: LF, no BOM. Offsets of `blocks` index it, in UTF-16 code units. */
  readonly text: string;
  /** In order, without overlap, each trimmed of white space and not empty. */
  readonly blocks: readonly Block[];
  /** Front matter's or `<title>`'s title, else the first heading of depth 1, else null. */
  readonly title: string | null;
  /** As the file declares it (front matter `lang`, `<html lang>`), unchecked; null when it does not. */
  readonly lang: string | null;
  /** Markdown only; null without front matter. */
  readonly frontMatter: Readonly<Record<string, unknown>> | null;
}

/** Longer "headings" are paragraphs that someone styled as headings: their text must stay retrievable. */
const LONGEST_HEADING = 300;

/** A file's text as every offset sees it: BOM removed, CRLF and lone CR turned into LF. */
export function canonicalText(text: string): string {
  const bare = text.startsWith('\uFEFF') ? text.slice(1) : text;
  return bare.includes('\r') ? bare.replace(/\r\n?/g, '\n') : bare;
}

/** Collects blocks in order and keeps the headings that stand above the next one. */
export interface BlockCollector {
  readonly blocks: readonly Block[];
  /** Plain text of the first heading of depth 1, or null so far. */
  readonly firstHeading: string | null;
  /** Adds a block over the trimmed span; nothing when the span is blank. */
  add(kind: Exclude<BlockKind, 'heading'>, start: number, end: number): void;
  /** Adds a heading; `plain` is its text without markup, `depth` 1–6. */
  heading(span: { readonly start: number; readonly end: number }, depth: number, plain: string): void;
}

/** A {@link BlockCollector} over `text`. */
export function collectBlocks(text: string): BlockCollector {
  const blocks: Block[] = [];
  let above: readonly { readonly depth: number; readonly plain: string }[] = [];
  let path: readonly string[] = [];
  let firstHeading: string | null = null;
  const push = (kind: BlockKind, start: number, end: number, depth?: number): void => {
    const span = trimSpan(text, { start, end });
    if (span.start < span.end)
      blocks.push({ kind, ...span, headingPath: path, ...(depth === undefined ? {} : { depth }) });
  };
  const enter = (depth: number): void => {
    above = above.filter((heading) => heading.depth < depth);
    path = above.map((heading) => heading.plain);
  };
  return {
    blocks,
    get firstHeading() {
      return firstHeading;
    },
    add: (kind, start, end) => push(kind, start, end),
    heading: ({ start, end }, depth, plain) => {
      const title = plain.replace(/\s+/g, ' ').trim();
      if (title.length > LONGEST_HEADING) {
        push('paragraph', start, end);
        return;
      }
      enter(depth);
      push('heading', start, end, depth);
      // A heading without text (`##` alone) closes the sections above it but names nothing.
      if (title === '') return;
      if (depth === 1) firstHeading ??= title;
      above = [...above, { depth, plain: title }];
      path = above.map((heading) => heading.plain);
    },
  };
}
