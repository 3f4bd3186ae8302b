/** Documents and budgets for tests of passages. */
import fc from 'fast-check';
import type { Block, BlockKind } from '../../../src/corpus/document.js';
import { parseMarkdown } from '../../../src/corpus/formats/markdown.js';
import type { TokenBudget } from '../../../src/corpus/passages/passage.js';

/** Words of up to six letters and single signs: like a tokenizer, and quick. */
export function countTokens(text: string): number {
  return text.match(/[A-Za-z0-9]{1,6}|[^\sA-Za-z0-9]/gu)?.length ?? 0;
}

export function budgetOf(maxTokens: number): TokenBudget {
  return { maxTokens, countTokens };
}

export interface Page {
  readonly text: string;
  readonly blocks: readonly Block[];
}

/** A block's kind and text, and what else is special about it. */
export type Part = readonly [BlockKind, string, Partial<Block>?];

/** A document whose blocks stand one blank line apart, each below `headingPath`. */
export function pageOf(...parts: readonly Part[]): Page {
  const blocks: Block[] = [];
  let text = '';
  for (const [kind, content, rest] of parts) {
    if (text !== '') text += '\n\n';
    blocks.push({ kind, start: text.length, end: text.length + content.length, headingPath: [], ...rest });
    text += content;
  }
  return { text, blocks };
}

const word = fc.constantFrom(
  'returns',
  'are',
  'free',
  'within',
  '14',
  'days',
  'of',
  'delivery',
  '返品は',
  '送料',
  '無料です',
  '👩‍👩‍👧',
  'が\u3099',
  'https://a.example/b',
  '—',
);
const ending = fc.constantFrom('. ', '! ', '。', '\n', ', ', ' ', '');
const prose = fc
  .array(fc.tuple(word, ending), { minLength: 1, maxLength: 60 })
  .map((words) => words.map(([w, e]) => `${w}${e || ' '}`).join(''));
const monster = fc
  .tuple(fc.constantFrom('a', 'あ', '👩‍👩‍👧', '\u0301', 'ab,'), fc.integer({ min: 1, max: 300 }))
  .map(([s, n]) => s.repeat(n));
const list = fc
  .array(prose, { minLength: 1, maxLength: 8 })
  .map((items) => items.map((item) => `- ${item.replaceAll('\n', ' ')}`).join('\n'));
const table = fc
  .integer({ min: 1, max: 12 })
  .map((rows) => `| a | b |\n|---|---|\n${'| some cell | その値 |\n'.repeat(rows)}`);
const heading = fc.tuple(fc.integer({ min: 1, max: 3 }), word).map(([depth, title]) => `${'#'.repeat(depth)} ${title}`);

/** Markdown of headings, prose, lists, tables, quotes, code and comments, as a parsed page. */
export const anyPage: fc.Arbitrary<Page> = fc
  .array(
    fc.oneof(
      prose,
      prose,
      monster,
      list,
      table,
      heading,
      prose.map((p) => `> ${p}`),
      monster.map((m) => `\`\`\`\n${m}\n\n${m}\n\`\`\``),
      fc.constant('<!-- hidden -->'),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parseMarkdown(parts.join('\n\n')));
