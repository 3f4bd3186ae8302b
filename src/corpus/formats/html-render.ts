/** Renders a parsed page as a sequence of plain-text blocks. */
import { BLOCK_LEVEL, type HtmlNode, headingDepth, isHidden, walk } from './html-nodes.js';

/** A block's text, trimmed and not empty. */
export type RenderedBlock =
  | { readonly kind: 'paragraph' | 'list' | 'table' | 'code' | 'quote'; readonly text: string }
  | { readonly kind: 'heading'; readonly depth: number; readonly text: string };

/** The construct that lines go to until its element closes; without one, each line is a paragraph. */
interface Capture {
  readonly node: HtmlNode;
  readonly kind: RenderedBlock['kind'];
  readonly depth: number;
  readonly lines: string[];
}

const CAPTURING: Readonly<Record<string, RenderedBlock['kind']>> = {
  ul: 'list',
  ol: 'list',
  menu: 'list',
  table: 'table',
  blockquote: 'quote',
  pre: 'code',
};

/** Blocks of a page in order. `layout` holds the elements with headings inside: those are no lists or tables. */
export function renderHtml(root: HtmlNode, layout: ReadonlySet<HtmlNode>): readonly RenderedBlock[] {
  const renderer = createRenderer(layout);
  walk(root, renderer);
  return renderer.finish();
}

function createRenderer(layout: ReadonlySet<HtmlNode>) {
  const blocks: RenderedBlock[] = [];
  let inline: string[] = [];
  let capture: Capture | null = null;
  /** Open lists: the number of the next item, or null for bullets. */
  let lists: (number | null)[] = [];
  let marker: string | null = null;
  let cells: string[] | null = null;

  const push = (kind: RenderedBlock['kind'], depth: number, text: string): void => {
    const trimmed = text.trim();
    if (trimmed !== '') blocks.push(kind === 'heading' ? { kind, depth, text: trimmed } : { kind, text: trimmed });
  };
  const endLine = (): void => {
    if (inline.length === 0) return;
    const raw = inline.join('');
    inline = [];
    if (capture?.kind === 'code') {
      capture.lines.push(raw.replaceAll(BREAK, '\n'));
      return;
    }
    const lines = collapse(raw);
    if (lines === '') return;
    // Two breaks in a row are how older pages write paragraphs.
    if (capture === null) for (const paragraph of lines.split(/\n{2,}/)) push('paragraph', 0, paragraph);
    else for (const line of lines.split(/\n+/)) addLine(capture, line);
  };
  const addLine = (to: Capture, line: string): void => {
    if (cells !== null) cells[cells.length - 1] = `${cells.at(-1) ?? ''} ${line}`.trim();
    else {
      to.lines.push(lists.length === 0 ? line : `${marker ?? '  '.repeat(lists.length)}${line}`);
      marker = null;
    }
  };
  const startItem = (): void => {
    const number = lists.at(-1);
    if (number === undefined) return;
    if (number !== null) lists[lists.length - 1] = number + 1;
    marker = `${'  '.repeat(lists.length - 1)}${number === null ? '-' : `${number}.`} `;
  };
  const startCapture = (node: HtmlNode): void => {
    const depth = headingDepth(node);
    const kind = depth === null ? CAPTURING[node.name ?? ''] : 'heading';
    if (capture === null && kind !== undefined && !layout.has(node)) {
      capture = { node, kind, depth: depth ?? 0, lines: [] };
    }
  };
  const endCapture = (node: HtmlNode): void => {
    if (capture?.node !== node) return;
    push(capture.kind, capture.depth, capture.lines.join(capture.kind === 'heading' ? ' ' : '\n'));
    capture = null;
    lists = [];
    marker = null;
    cells = null;
  };
  const openElement = (node: HtmlNode, name: string): void => {
    endLine();
    startCapture(node);
    if (capture?.kind === 'list') {
      if (name === 'ul' || name === 'menu') lists.push(null);
      else if (name === 'ol') lists.push(Number.parseInt(node.attribs?.['start'] ?? '1', 10) || 1);
      else if (name === 'li') startItem();
    }
    // A table within a cell is text of that cell.
    if (capture?.kind !== 'table' || tableOf(node) !== capture.node) return;
    if (name === 'tr') cells = [];
    else if (name === 'td' || name === 'th') cells?.push('');
  };

  return {
    enter: (node: HtmlNode): boolean => {
      const { name } = node;
      if (node.type === 'text') inline.push(node.data ?? '');
      if (name === undefined || isHidden(node)) return false;
      if (name === 'br') inline.push(BREAK);
      if (BLOCK_LEVEL.has(name)) openElement(node, name);
      return true;
    },
    leave: (node: HtmlNode): void => {
      const { name = '' } = node;
      if (!BLOCK_LEVEL.has(name)) return;
      endLine();
      if (capture?.kind === 'list' && (name === 'ul' || name === 'ol' || name === 'menu')) lists.pop();
      if (name === 'tr' && capture?.kind === 'table' && cells !== null && tableOf(node) === capture.node) {
        if (cells.some((cell) => cell !== '')) capture.lines.push(cells.join(' | '));
        cells = null;
      }
      endCapture(node);
    },
    finish: (): readonly RenderedBlock[] => {
      endLine();
      return blocks;
    },
  };
}

/** The table that a row or a cell belongs to. */
function tableOf(node: HtmlNode): HtmlNode | null {
  for (let up = node.parent, steps = 0; up && steps < 4; up = up.parent, steps++) if (up.name === 'table') return up;
  return null;
}

/** Stands for `<br>` until white space is collapsed; a private-use character that no page has a reason to hold. */
const BREAK = '\uF8FE';
const BREAKS = new RegExp(` ?${BREAK} ?`, 'g');
const CJK = '[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}ー、。，．「」『』（）！？]';
const WRAPPED = new RegExp(`(${CJK})[ \\t]*\\n\\s*(?=${CJK})`, 'gu');

/** White space as a browser shows it; a line wrapped between Japanese characters is joined without a space. */
function collapse(text: string): string {
  const joined = text.includes('\n') ? text.replace(WRAPPED, '$1') : text;
  return joined
    .replace(/[ \t\n\r\f\u00A0]+/g, ' ')
    .replace(BREAKS, '\n')
    .trim();
}
