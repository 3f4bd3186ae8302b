/** Blocks as the Markdown parser alone sees them in one go: what cutting into pieces must not change. */
import type { RootContent } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table';
import { gfmTable } from 'micromark-extension-gfm-table';

const KINDS: Partial<Record<RootContent['type'], string>> = {
  heading: 'heading',
  paragraph: 'paragraph',
  list: 'list',
  table: 'table',
  code: 'code',
  blockquote: 'quote',
};

/** `kind: trimmed text` of each top-level construct, without HTML, definitions and rules. */
export function oracleBlocks(text: string): string[] {
  const tree = fromMarkdown(text, { extensions: [gfmTable()], mdastExtensions: [gfmTableFromMarkdown()] });
  return tree.children.flatMap((node) => {
    const kind = KINDS[node.type];
    const content = text.slice(node.position?.start.offset, node.position?.end.offset).trim();
    return kind === undefined || content === '' ? [] : [`${kind}: ${content}`];
  });
}
