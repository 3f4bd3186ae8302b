/**
 * Markdown (CommonMark with tables and front matter). The canonical text is the file itself, so that
 * every offset can be checked against what the author wrote; blocks are its top-level constructs.
 */
import type { Root, RootContent } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table';
import { gfmTable } from 'micromark-extension-gfm-table';
import { trimSpan } from '../../text/spans.js';
import { readFrontMatter } from './front-matter.js';
import { type Segment, segmentsOf } from './markdown-segments.js';
import { type BlockCollector, canonicalText, collectBlocks, type ParsedText } from './parsed-text.js';
import { addPlainBlocks } from './plain.js';

/** Characters of mixed constructs parsed at once: a syntax tree is some hundred times its text. */
const PIECE = 64 * 1024;
/** A single construct beyond this (a 1 MB list) costs seconds and gains nothing over its lines. */
const LONGEST_PIECE = 256 * 1024;
/** Containers nested this deep are an attack or an accident, and quadratic to parse. */
const TOO_DEEP = /(?:>[ \t]?|[-*+][ \t]+|\d{1,9}[.)][ \t]+){100}|^[ \t]{400,}\S/m;

/** Markup inside paragraphs is of no interest here; leaving it unparsed is faster and never quadratic. */
const INLINE_CONSTRUCTS = [
  'attention',
  'autolink',
  'characterEscape',
  'characterReference',
  'codeText',
  'hardBreakEscape',
  'htmlText',
  'labelEnd',
  'labelStartImage',
  'labelStartLink',
];
const BLOCKS_ONLY = {
  extensions: [gfmTable(), { disable: { null: INLINE_CONSTRUCTS } }],
  mdastExtensions: [gfmTableFromMarkdown()],
};

/** Settings of {@link parseMarkdown}. */
export interface MarkdownOptions {
  /** The file, for messages about its front matter. */
  readonly location?: string;
}

/**
 * Parses Markdown of any size in time linear in it.
 *
 * HTML comments, link definitions, rules, and lines of Liquid control tags (`{% if … %}`) are no blocks.
 * Raw HTML with visible text is a block as it stands.
 *
 * @throws RaftCorpusError when the front matter is not a YAML mapping
 */
export function parseMarkdown(source: string, options: MarkdownOptions = {}): ParsedText {
  const text = canonicalText(source);
  const { data, bodyStart } = readFrontMatter(text, options.location);
  const blocks = collectBlocks(text);
  for (const piece of piecesOf(text, bodyStart)) addPiece(text, piece, blocks);
  return {
    text,
    blocks: blocks.blocks,
    title: textOf(data?.['title']) ?? blocks.firstHeading,
    lang: textOf(data?.['lang']),
    frontMatter: data,
  };
}

/** Joins neighbouring mixed segments up to {@link PIECE}: setting up the parser costs more than a paragraph. */
function* piecesOf(text: string, from: number): Generator<Segment> {
  let start = -1;
  let end = -1;
  for (const segment of segmentsOf(text, from)) {
    const joins = segment.kind === 'mixed' && segment.end - start <= PIECE;
    if (start !== -1 && !joins) {
      yield { start, end, kind: 'mixed' };
      start = -1;
    }
    if (segment.kind !== 'mixed') yield segment;
    else {
      if (start === -1) start = segment.start;
      end = segment.end;
    }
  }
  if (start !== -1) yield { start, end, kind: 'mixed' };
}

function addPiece(text: string, { start, end, kind }: Segment, blocks: BlockCollector): void {
  if (kind === 'heading') addSimpleHeading(text, start, end, blocks);
  else if (kind === 'mixed') addMixed(text, start, end, blocks);
  else blocks.add(kind, start, end);
}

function addSimpleHeading(text: string, start: number, end: number, blocks: BlockCollector): void {
  const source = text.slice(start, end);
  const depth = /^#+/.exec(source)?.[0].length ?? 1;
  blocks.heading(trimSpan(text, { start, end }), depth, plainHeading(source));
}

function addMixed(text: string, start: number, end: number, blocks: BlockCollector): void {
  const source = text.slice(start, end);
  const tree = source.length > LONGEST_PIECE || TOO_DEEP.test(source) ? null : parseTree(source);
  if (tree === null) addPlainBlocks(text, { start, end }, blocks);
  else for (const node of tree.children) addNode(text, node, start, blocks);
}

/** null when the parser gives up, as recursion on hostile nesting can. */
function parseTree(source: string): Root | null {
  try {
    return fromMarkdown(source, BLOCKS_ONLY);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

const KIND_OF_NODE = { list: 'list', table: 'table', code: 'code', blockquote: 'quote' } as const;

function addNode(text: string, node: RootContent, shift: number, blocks: BlockCollector): void {
  const start = shift + (node.position?.start.offset ?? 0);
  const end = shift + (node.position?.end.offset ?? 0);
  const source = text.slice(start, end);
  if (node.type === 'heading') blocks.heading({ start, end }, node.depth, plainHeading(source));
  else if (node.type === 'html') addHtml(text, start, end, blocks);
  else if (node.type === 'paragraph' && !isControl(source)) blocks.add('paragraph', start, end);
  else if (node.type in KIND_OF_NODE) blocks.add(KIND_OF_NODE[node.type as keyof typeof KIND_OF_NODE], start, end);
}

/** Raw HTML stays as it stands when a reader would see any of it. */
function addHtml(text: string, start: number, end: number, blocks: BlockCollector): void {
  const html = text.slice(start, end);
  if (visibleText(html).trim() === '') return;
  const kind = /<table[\s>]/i.test(html) ? 'table' : /<[uo]l[\s>]/i.test(html) ? 'list' : 'paragraph';
  blocks.add(kind, start, end);
}

/** What is left of HTML without comments, tags, scripts and styles; by scanning, as regular expressions backtrack. */
function visibleText(html: string): string {
  let out = '';
  for (let at = 0; at < html.length; ) {
    const open = html.indexOf('<', at);
    if (open === -1) return out + html.slice(at);
    out += html.slice(at, open);
    const closer = html.startsWith('<!--', open) ? '-->' : closerOf(html.slice(open, open + 8));
    const close = html.indexOf(closer, open);
    if (close === -1) return out;
    at = close + closer.length;
  }
  return out;
}

function closerOf(opening: string): string {
  const name = /^<(script|style)\b/i.exec(opening)?.[1];
  return name === undefined ? '>' : `</${name}>`;
}

/**
 * Only markup: Liquid tags that steer rendering (`{% data … %}` and `{% include … %}` stand for text), or
 * HTML tags without text, as anchors are. `<https://…>` and `<a@b.example>` are links that show themselves.
 */
function isControl(paragraph: string): boolean {
  if (paragraph.startsWith('{%')) {
    return paragraph.replace(/\{%-?\s*(?!data\b|include\b)\w[^%]*%\}/g, '').trim() === '';
  }
  return /^<(?![A-Za-z][\w+.-]*:|[^\s<>@]+@)/.test(paragraph) && visibleText(paragraph).trim() === '';
}

/** A heading's text without markup, closing hashes and `{#anchor}`. */
function plainHeading(source: string): string {
  const marked = source.trim().replace(/\{#[\w-]+\}$/, '');
  const bare = marked.replace(/^#{1,6}(?=[ \t]|$)/, '').trim();
  if (source.length > 2000 || !/[*_`[\]<>&\\~#=\n]/.test(bare)) return bare;
  const tree = fromMarkdown(marked);
  return tree.children.map(plainText).join(' ');
}

function plainText(node: RootContent): string {
  if ('children' in node) return (node.children as RootContent[]).map(plainText).join('');
  if (node.type === 'image') return node.alt ?? '';
  if (node.type === 'break') return ' ';
  return node.type === 'text' || node.type === 'inlineCode' ? node.value : '';
}

function textOf(value: unknown): string | null {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
}
