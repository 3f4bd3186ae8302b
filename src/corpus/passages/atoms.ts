/** The smallest parts a section may be cut into: whole blocks where they fit, else items, sentences, pieces. */
import { trimSpan } from '../../text/spans.js';
import type { Block } from '../document.js';
import { cutAnywhere, cuttersOf, hashPrefix, JOINT, type Joint } from './boundaries.js';
import type { TokenBudget } from './passage.js';
import type { Section } from './sections.js';

/** A part that is never cut further. */
export interface Atom {
  /** Trimmed span in the document's text. */
  readonly start: number;
  readonly end: number;
  /** Exact, at most the budget (but for a single character that exceeds it). */
  readonly tokens: number;
  /** How natural a cut before this part is. */
  readonly joint: Joint;
  /** Of how the part begins: decides between equally natural cuts. */
  readonly hash: number;
}

/** Counts tokens of spans of one text against a budget. */
export interface Ruler {
  readonly maxTokens: number;
  /** Exact tokens of a span when it fits, else null; spans that cannot fit are not counted. */
  fit(start: number, end: number, estimate?: number): number | null;
  /** Exact tokens of a span, whether it fits or not. */
  count(start: number, end: number): number;
}

/**
 * No text has more characters a token than this, unless the tokenizer knows none of it (one token for a
 * word of a megabyte): a passage is bounded in characters too.
 */
const LONGEST_TOKEN = 16;
/** Characters in which a space to cut at can be expected. */
const SHORTEST_PIECE = 16;
/** Parts counted one by one seldom sum to less than the whole; beyond this, the whole is not counted. */
const ESTIMATE_SLACK = 1.25;

/** A {@link Ruler} over `text`. */
export function createRuler(text: string, budget: TokenBudget): Ruler {
  const { maxTokens } = budget;
  const count = (start: number, end: number): number => budget.countTokens(text.slice(start, end));
  return {
    maxTokens,
    count,
    fit: (start, end, estimate = 0) => {
      if (end - start > maxTokens * LONGEST_TOKEN || estimate > maxTokens * ESTIMATE_SLACK) return null;
      const tokens = count(start, end);
      return tokens <= maxTokens ? tokens : null;
    },
  };
}

/** The parts of a section, in order. A block that fits is one part: it is never cut. */
export function atomsOf(text: string, section: Section, ruler: Ruler): readonly Atom[] {
  const atoms: Atom[] = [];
  let before: Block | undefined;
  for (const block of section.blocks) {
    const joint = before?.kind === 'paragraph' && block.kind !== 'paragraph' ? JOINT.introduced : JOINT.block;
    addParts({ text, ruler, cutters: cuttersOf(block.kind), atoms }, block, joint);
    before = block;
  }
  return atoms;
}

interface Cutting {
  readonly text: string;
  readonly ruler: Ruler;
  /** Ways to cut that were not tried yet. */
  readonly cutters: ReturnType<typeof cuttersOf>;
  readonly atoms: Atom[];
}

function addParts(cutting: Cutting, span: { readonly start: number; readonly end: number }, joint: Joint): void {
  const { text, ruler, atoms } = cutting;
  const { start, end } = trimSpan(text, span);
  if (start === end) return;
  const tokens = ruler.fit(start, end);
  if (tokens !== null) {
    atoms.push({ start, end, tokens, joint, hash: hashPrefix(text, start, 64) });
    return;
  }
  if (isSingle(text, start, end)) {
    atoms.push({ start, end, tokens: ruler.count(start, end), joint, hash: 0 });
    return;
  }
  // Pieces are a fraction of the budget, so that there is a choice of cuts among them.
  const longest = Math.max(1, Math.floor(Math.min(Math.max(SHORTEST_PIECE, ruler.maxTokens / 4), (end - start) / 2)));
  const anywhere = [JOINT.anywhere, (part: string) => cutAnywhere(part, longest)] as const;
  const [[inner, cut] = anywhere, ...cutters] = cutting.cutters;
  let from = start;
  for (const at of [...cut(text.slice(start, end)), end - start]) {
    addParts({ ...cutting, cutters }, { start: from, end: start + at }, from === start ? joint : inner);
    from = start + at;
  }
}

function isSingle(text: string, start: number, end: number): boolean {
  return end - start === String.fromCodePoint(text.codePointAt(start) ?? 0).length;
}
