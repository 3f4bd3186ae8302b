/** The little of a parsed HTML tree that the reader needs, and a walk that no nesting can overflow. */
import { load } from 'cheerio/slim';

/** A node as htmlparser2 builds it. */
export interface HtmlNode {
  /** `tag`, `script`, `style`, `text`, `comment`, `root`, … */
  readonly type: string;
  /** Lower-case name of an element. */
  readonly name?: string;
  /** Text of a text node, entities decoded. */
  readonly data?: string;
  readonly attribs?: Readonly<Record<string, string>>;
  readonly children?: readonly HtmlNode[];
  readonly parent?: HtmlNode | null;
}

/** Parses a page or a fragment; any text is valid HTML. */
export function parseNodes(html: string): HtmlNode {
  return load(html).root()[0] as HtmlNode;
}

/** What {@link walk} tells about: children come between `enter` and `leave`. */
export interface Visitor {
  /** Answers false to skip the node's children and its `leave`. */
  enter(node: HtmlNode): boolean;
  leave(node: HtmlNode): void;
}

/** Visits a tree in document order, without recursion. */
export function walk(root: HtmlNode, visitor: Visitor): void {
  const open: { readonly node: HtmlNode; next: number }[] = [{ node: root, next: 0 }];
  for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
    const child = top.node.children?.[top.next++];
    if (child === undefined) {
      open.pop();
      if (top.node !== root) visitor.leave(top.node);
    } else if (visitor.enter(child)) open.push({ node: child, next: 0 });
  }
}

/** Elements whose content a reader does not read as text, or not as part of the page. */
const DROPPED: ReadonlySet<string> = new Set(
  `script style template noscript head nav svg math canvas iframe object embed audio video map select textarea
   datalist rp rt dialog`.split(/\s+/),
);

/** Whether an element is not shown, or not part of what the page says. Ruby readings count as not said. */
export function isHidden({ name = '', attribs = {} }: HtmlNode): boolean {
  if (DROPPED.has(name)) return !(name === 'dialog' && 'open' in attribs);
  if ('hidden' in attribs || attribs['aria-hidden'] === 'true' || attribs['role'] === 'navigation') return true;
  const style = attribs['style'];
  return style !== undefined && /(?:display\s*:\s*none|visibility\s*:\s*hidden)/i.test(style);
}

/** Elements that begin and end a line; unknown ones do not. */
export const BLOCK_LEVEL: ReadonlySet<string> = new Set(
  `address article aside blockquote body button caption center dd details dialog div dl dt fieldset figcaption
   figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu ol option p pre search section
   summary table tbody td tfoot th thead title tr ul`.split(/\s+/),
);

const HEADING = /^h([1-6])$/;

/** 1–6 for `<h1>` to `<h6>`, else null. */
export function headingDepth(node: HtmlNode): number | null {
  const depth = HEADING.exec(node.name ?? '')?.[1];
  return depth === undefined ? null : Number(depth);
}

/** What a first look at the page finds. */
export interface PageOutline {
  /** `<html lang>`. */
  readonly lang: string | null;
  /** `<title>`, white space collapsed. */
  readonly title: string | null;
  /** Elements that hold a heading: such a list or table only lays the page out. */
  readonly layout: ReadonlySet<HtmlNode>;
}

/** Finds language, title and the elements that hold headings, in one pass. */
export function outlineOf(root: HtmlNode): PageOutline {
  const layout = new Set<HtmlNode>();
  let lang: string | null = null;
  let title: string | null = null;
  walk(root, {
    enter: (node) => {
      if (node.name === 'html') lang ??= node.attribs?.['lang'] ?? node.attribs?.['xml:lang'] ?? null;
      if (node.name === 'title' && node.parent?.name !== 'svg') title ??= node.children?.[0]?.data ?? null;
      if (headingDepth(node) !== null) {
        for (let up = node.parent; up && !layout.has(up); up = up.parent) layout.add(up);
      }
      return true;
    },
    leave: () => {},
  });
  return { lang: textOrNull(lang), title: textOrNull(title), layout };
}

function textOrNull(text: string | null): string | null {
  const trimmed = text?.replace(/\s+/g, ' ').trim() ?? '';
  return trimmed === '' ? null : trimmed;
}
