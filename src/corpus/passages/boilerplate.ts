/**
 * Boilerplate: navigation, footers and notices that stand in many documents of a source. They answer no
 * question, crowd out what does, and make every document look like every other one.
 */
import { sha256 } from '../../core/hash.js';
import { normalizeText } from '../../text/normalize.js';
import type { Block, SourceDocument } from '../document.js';

/** When a block counts as boilerplate. Both must hold. */
export interface BoilerplateOptions {
  /** In at least so many documents of the source; default 5. */
  readonly minDocuments?: number;
  /** In at least this share of them, 0–1; default 0.3. */
  readonly minShare?: number;
}

/** One text found to be boilerplate. */
export interface BoilerplateFinding {
  /** Its beginning, up to 120 characters. */
  readonly text: string;
  readonly documents: number;
  /** Of the documents of the source, 0–1. */
  readonly share: number;
}

/** What {@link BoilerplateCounter.decide} found, most frequent first. */
export interface BoilerplateDecision {
  /** {@link blockHash}es for `splitPassages`. */
  readonly hashes: ReadonlySet<string>;
  readonly report: readonly BoilerplateFinding[];
}

export interface BoilerplateCounter {
  /** Counts each text of one document once. */
  add(document: Pick<SourceDocument, 'text' | 'blocks'>): void;
  /** Judges what was added so far. */
  decide(): BoilerplateDecision;
}

/**
 * Identity of a block's text for this purpose: normalised. Equal exactly when two blocks read the same;
 * a template with a changing date in it is not found, which is the safe side.
 */
export function blockHash(text: string): string {
  return sha256(normalizeText(text));
}

/** Headings name sections and fields carry facts: repeated or not, they stay. */
const COUNTED: ReadonlySet<Block['kind']> = new Set(['paragraph', 'list', 'table', 'quote']);
/** Whether a block may be boilerplate at all. */
export function mayBeBoilerplate(block: Block): boolean {
  return COUNTED.has(block.kind) && block.spoiler !== true;
}

/**
 * A counter for the documents of one source. It keeps a hash and a count per distinct text, and the
 * beginning of those that recur.
 */
export function createBoilerplateCounter(options: BoilerplateOptions = {}): BoilerplateCounter {
  const { minDocuments = 5, minShare = 0.3 } = options;
  const counts = new Map<string, { documents: number; text: string }>();
  let documents = 0;
  return {
    add: ({ text, blocks }) => {
      documents += 1;
      for (const [hash, sample] of distinctTexts(text, blocks)) {
        const seen = counts.get(hash);
        if (seen === undefined) counts.set(hash, { documents: 1, text: sample });
        else seen.documents += 1;
      }
    },
    decide: () => {
      const found = [...counts]
        .filter(([, seen]) => seen.documents >= minDocuments && seen.documents >= minShare * documents)
        .sort(([a, x], [b, y]) => y.documents - x.documents || (a < b ? -1 : 1));
      return {
        hashes: new Set(found.map(([hash]) => hash)),
        report: found.map(([, seen]) => ({ ...seen, share: seen.documents / documents })),
      };
    },
  };
}

function distinctTexts(text: string, blocks: readonly Block[]): ReadonlyMap<string, string> {
  const distinct = new Map<string, string>();
  for (const block of blocks) {
    if (!mayBeBoilerplate(block)) continue;
    const content = text.slice(block.start, block.end);
    // Joined from characters: a slice would keep the whole document alive.
    distinct.set(blockHash(content), Buffer.from(content.slice(0, 120)).toString().replace(/\s+/g, ' '));
  }
  return distinct;
}
