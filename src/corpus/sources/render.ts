/**
 * A catalog entry as text that a customer could read: the title, one line for each known fact, then the texts. It is
 * what passages span and quotes are checked against, so the same entry always gives the same characters.
 */
import type { Block, BlockKind, Fact } from '../document.js';
import type { FactSpec } from './config-fields.js';
import type { Entry } from './entry.js';
import { factText, labelOf, type TextStyle } from './render-facts.js';

/** The text and the blocks over it. */
export interface Rendered {
  readonly text: string;
  readonly blocks: readonly Block[];
}

/**
 * Writes an entry. Unknown facts leave no trace in the text; spoilers come last, each paragraph a block marked as one.
 * @param specs how facts are labelled, by `field`
 * @param lang language of the labels: Japanese for `ja`, both where they differ for `mixed`, else English
 */
export function renderEntry(
  entry: Pick<Entry, 'title' | 'facts' | 'texts'>,
  specs: readonly FactSpec[],
  lang: string | null,
): Rendered {
  const style: TextStyle = lang === 'ja' ? 'ja' : lang === 'mixed' ? 'both' : 'en';
  const title = oneLine(entry.title);
  const writer = new TextWriter();
  // The title belongs to the passage and not above it: under another title, the same facts are another entry's.
  const path: readonly string[] = [];
  writer.add('field', title, { headingPath: path });
  for (const fact of entry.facts) {
    const line = factLine(fact, specs, style);
    if (line !== null) writer.add('field', line, { headingPath: path });
  }
  for (const { text, spoiler } of [...entry.texts].sort((a, b) => Number(a.spoiler) - Number(b.spoiler))) {
    for (const paragraph of paragraphsOf(text)) {
      writer.add('paragraph', paragraph, { headingPath: path, ...(spoiler ? { spoiler } : {}) });
    }
  }
  return { text: writer.text, blocks: writer.blocks };
}

function factLine(fact: Fact, specs: readonly FactSpec[], style: TextStyle): string | null {
  if (fact.value === null) return null;
  const spec = specs.find((each) => each.field === fact.field) ?? { field: fact.field, column: fact.field };
  const label = labelOf(spec, style);
  // In an entry of both languages, a line that is called something in Japanese only is a Japanese line.
  const line = style === 'both' && !/[A-Za-z]/.test(label) ? 'ja' : style;
  return oneLine(`${label}${line === 'ja' ? '：' : ': '}${factText(fact.value, spec, line)}`);
}

/** Lines of fields stand directly below each other, everything else apart. */
class TextWriter {
  readonly blocks: Block[] = [];
  text = '';

  add(kind: BlockKind, text: string, rest: Pick<Block, 'headingPath' | 'depth' | 'spoiler'>): void {
    if (text === '') return;
    const previous = this.blocks.at(-1)?.kind;
    if (previous !== undefined) this.text += previous === 'paragraph' || kind === 'paragraph' ? '\n\n' : '\n';
    const start = this.text.length;
    this.text += text;
    this.blocks.push({ kind, start, end: this.text.length, ...rest });
  }
}

/** White space other than single spaces between words. */
const NOT_ONE_LINE = /^\s|\s$|\s\s|[^\S ]/;

function oneLine(text: string): string {
  return NOT_ONE_LINE.test(text) ? text.replace(/\s+/g, ' ').trim() : text;
}

function paragraphsOf(text: string): string[] {
  return text
    .split(/\n[^\S\n]*\n\s*/)
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => paragraph !== '');
}
