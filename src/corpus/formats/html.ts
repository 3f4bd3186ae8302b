/**
 * HTML becomes readable text with blocks: what a visitor would read, without scripts, navigation and hidden
 * parts. Offsets index that text, which is stored as the document's canonical text.
 */
import { outlineOf, parseNodes } from './html-nodes.js';
import { renderHtml } from './html-render.js';
import { canonicalText, collectBlocks, type ParsedText } from './parsed-text.js';

/**
 * Extracts the text of a page: paragraphs, headings, lists as `- item` or `1. item` lines, table rows as
 * `cell | cell` lines, preformatted text as it stands; blocks are one blank line apart. Never throws: any
 * text is HTML of a sort.
 */
export function parseHtml(source: string): ParsedText {
  const root = parseNodes(canonicalText(source));
  const outline = outlineOf(root);
  const rendered = renderHtml(root, outline.layout);
  const text = rendered.map((block) => block.text).join('\n\n');
  const blocks = collectBlocks(text);
  let start = 0;
  for (const block of rendered) {
    const end = start + block.text.length;
    if (block.kind === 'heading') blocks.heading({ start, end }, block.depth, block.text);
    else blocks.add(block.kind, start, end);
    start = end + 2;
  }
  return {
    text,
    blocks: blocks.blocks,
    title: titleOf(outline.title, blocks.firstHeading),
    lang: outline.lang,
    frontMatter: null,
  };
}

/** A `<title>` often adds the site's name to the page's heading; the heading alone is the better name. */
function titleOf(title: string | null, heading: string | null): string | null {
  if (title === null || heading === null) return title ?? heading;
  return title.includes(heading) ? heading : title;
}
