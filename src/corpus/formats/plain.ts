/**
 * Plain text: paragraphs between blank lines. Headings only where they are unmistakable, because a wrong
 * heading swallows a sentence: underlined lines, Japanese articles (第1条), bracketed titles, and numbered
 * titles that stand alone.
 */
import type { Block } from '../document.js';
import { type BlockCollector, canonicalText, collectBlocks, type ParsedText } from './parsed-text.js';

interface Line {
  readonly start: number;
  /** Before the newline. */
  readonly end: number;
}

interface Heading {
  readonly depth: number;
  readonly plain: string;
  /** Lines it takes: 2 when underlined. */
  readonly lines: number;
}

/** Parses plain text; the title is the first heading when nothing stands before it. */
export function parsePlain(source: string): ParsedText {
  const text = canonicalText(source);
  const blocks = collectBlocks(text);
  addPlainBlocks(text, { start: 0, end: text.length }, blocks);
  const [first] = blocks.blocks;
  return {
    text,
    blocks: blocks.blocks,
    title: first?.kind === 'heading' ? blocks.firstHeading : null,
    lang: null,
    frontMatter: null,
  };
}

/** Adds the blocks of a span of `text`, read as plain text, to `blocks`. */
export function addPlainBlocks(
  text: string,
  span: { readonly start: number; readonly end: number },
  blocks: BlockCollector,
): void {
  for (const group of groupsOf(text, span)) addGroup(text, group, blocks);
}

/** Runs of lines between blank lines. */
function* groupsOf(text: string, span: { readonly start: number; readonly end: number }): Generator<readonly Line[]> {
  let group: Line[] = [];
  for (let at = span.start; at < span.end; ) {
    const newline = text.indexOf('\n', at);
    const end = newline === -1 || newline > span.end ? span.end : newline;
    if (text.slice(at, end).trim() !== '') group.push({ start: at, end });
    else if (group.length > 0) {
      yield group;
      group = [];
    }
    at = end + 1;
  }
  if (group.length > 0) yield group;
}

function addGroup(text: string, lines: readonly Line[], blocks: BlockCollector): void {
  let from = 0;
  for (let index = 0; index < lines.length; ) {
    const heading = headingAt(text, lines, index);
    if (heading === null) {
      index++;
      continue;
    }
    addBody(text, lines.slice(from, index), blocks);
    const first = lines[index];
    const last = lines[index + heading.lines - 1];
    if (first && last) blocks.heading({ start: first.start, end: last.end }, heading.depth, heading.plain);
    index += heading.lines;
    from = index;
  }
  addBody(text, from === 0 ? lines : lines.slice(from), blocks);
}

const BULLET = /^[ \t\u3000]*(?:[-*+•‣◦●○・･]|\d{1,3}[.)．）]|[(（]\d{1,3}[)）]|[①-⑳])/;

function addBody(text: string, lines: readonly Line[], blocks: BlockCollector): void {
  const first = lines[0];
  const last = lines.at(-1);
  if (first === undefined || last === undefined) return;
  blocks.add(bodyKind(text, lines), first.start, last.end);
}

/** A list has at least two items and begins with one; a table has bars in every line. */
function bodyKind(text: string, lines: readonly Line[]): Exclude<Block['kind'], 'heading'> {
  const some = lines.slice(0, 50).map(({ start, end }) => text.slice(start, Math.min(end, start + 2000)));
  if (some.length > 1 && some.every((line) => line.includes('|') || line.includes('\t'))) return 'table';
  const items = some.filter((line) => BULLET.test(line)).length;
  return items > 1 && BULLET.test(some[0] ?? '') ? 'list' : 'paragraph';
}

const NUMBER = '[0-9０-９一二三四五六七八九十百]+';
const ARTICLE = new RegExp(
  `^第${NUMBER}([編章節款条項])(?:の${NUMBER})?(?:[ \\u3000]*[（(【][^）)】]*[）)】]|[ \\u3000]+[^。、]{1,40})?[ \\u3000]*$`,
);
const ARTICLE_DEPTH: Readonly<Record<string, number>> = { 編: 1, 章: 2, 節: 3, 款: 4, 条: 5, 項: 6 };
const BRACKETED = /^(?:[■□◆◇▼▽★☆][^。、]{1,40}|【[^】。]{1,40}】|≪[^≫。]{1,40}≫)$/;
const NUMBERED = /^(\d{1,2}(?:[.．]\d{1,2}){0,3})[.．)]?[ \u3000]+\S/;
const UNDERLINE = /^(={3,}|-{3,}|＝{3,}|─{3,}|━{3,})$/;
/** What a title does not end with: a sentence's end, or what announces more. */
const NO_TITLE_END = /[.。、,，;；:：!！)]$/;

function headingAt(text: string, lines: readonly Line[], index: number): Heading | null {
  const line = lineText(text, lines[index]);
  if (line === null) return null;
  const underline = lineText(text, lines[index + 1]);
  if (underline !== null && index === 0 && UNDERLINE.test(underline) && !UNDERLINE.test(line)) {
    return { depth: /^[=＝━]/.test(underline) ? 1 : 2, plain: line, lines: 2 };
  }
  const article = ARTICLE.exec(line)?.[1];
  if (article !== undefined) return { depth: ARTICLE_DEPTH[article] ?? 5, plain: line, lines: 1 };
  if (index === 0 && BRACKETED.test(line)) return { depth: 3, plain: line.replace(/^[■□◆◇▼▽★☆]\s*/, ''), lines: 1 };
  return lines.length === 1 ? numberedTitle(line) : null;
}

/** `2.1 Shipping` on a line of its own between blank lines. */
function numberedTitle(line: string): Heading | null {
  const number = NUMBERED.exec(line)?.[1];
  if (number === undefined || line.length > 60 || NO_TITLE_END.test(line)) return null;
  return { depth: Math.min(6, 2 + number.split(/[.．]/).length), plain: line, lines: 1 };
}

/** A line short enough to be a title, trimmed; else null. */
function lineText(text: string, line: Line | undefined): string | null {
  return line === undefined || line.end - line.start > 120 ? null : text.slice(line.start, line.end).trim();
}
