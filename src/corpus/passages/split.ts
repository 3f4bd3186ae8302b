/**
 * Documents become passages: a section that fits the budget is one passage, a longer one several; sections
 * never mix, however short. Joining a one-line section with its neighbours would fill vectors better, but
 * its passage would change whenever they do, and its heading would no longer say what it is about.
 *
 * Headings are not part of the span: they go into `headingPath`, so that a renamed heading leaves the
 * passage's identity alone. A heading without content of its own makes no passage.
 */
import { RaftCorpusError } from '../../core/errors.js';
import { trimSpan } from '../../text/spans.js';
import type { Block } from '../document.js';
import { atomsOf, createRuler, type Ruler } from './atoms.js';
import { blockHash, mayBeBoilerplate } from './boilerplate.js';
import { cutAtoms, type Piece } from './cut.js';
import type { PassageDraft, TokenBudget } from './passage.js';
import { type Section, sectionsOf } from './sections.js';

/** Settings of {@link splitPassages}. */
export interface SplitOptions {
  readonly budget: TokenBudget;
  /** {@link blockHash}es of blocks that are left out. */
  readonly boilerplate?: ReadonlySet<string>;
}

/**
 * The passages of a document, in order, without overlap. All text of all blocks but headings and
 * boilerplate is in exactly one of them; each is trimmed, not empty, within the budget, and
 * `text.slice(start, end) === passage.text`. Blocks that fit are never cut; those that do not are cut at
 * items or rows, then sentences, then between characters. An edit changes the passages beside it only.
 *
 * @throws RaftCorpusError when the budget is below one token
 */
export function splitPassages(
  document: { readonly text: string; readonly blocks: readonly Block[] },
  { budget, boilerplate }: SplitOptions,
): readonly PassageDraft[] {
  if (!(budget.maxTokens >= 1)) {
    throw new RaftCorpusError(`a passage cannot have at most ${budget.maxTokens} tokens`, {
      fix: 'Set a passage budget of at least 32 tokens.',
    });
  }
  const { text } = document;
  const ruler = createRuler(text, budget);
  const isLeftOut = (block: Block): boolean =>
    boilerplate !== undefined &&
    boilerplate.size > 0 &&
    mayBeBoilerplate(block) &&
    boilerplate.has(blockHash(text.slice(block.start, block.end)));
  return sectionsOf(document, isLeftOut).flatMap((section) =>
    piecesOf(text, section, ruler).map(({ start, end, tokens }) => ({
      start,
      end,
      text: text.slice(start, end),
      headingPath: section.headingPath,
      spoiler: section.spoiler,
      tokens,
    })),
  );
}

function piecesOf(text: string, section: Section, ruler: Ruler): readonly Piece[] {
  const { start, end } = trimSpan(text, {
    start: section.blocks[0]?.start ?? 0,
    end: section.blocks.at(-1)?.end ?? 0,
  });
  if (start === end) return [];
  const tokens = ruler.fit(start, end);
  if (tokens !== null) return [{ start, end, tokens }];
  return cutAtoms(atomsOf(text, section, ruler), ruler);
}
