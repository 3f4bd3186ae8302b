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
/**
 * Letters and digits, a Japanese one counting twice, that a repeated text needs. Below it stand answers that
 * many pages give in the same few words (`返品はできません。`); leaving those out would lose what is true.
 */
const MIN_LETTERS = 20;

/** Whether a block may be boilerplate at all. */
export function mayBeBoilerplate(block: Block): boolean {
  return COUNTED.has(block.kind) && block.spoiler !== true;
}

/**
 * A counter for the documents of one source. It keeps some forty bytes for each distinct text, and the
 * beginning of those that recur. A `minDocuments` of 1 counts as 2: what stands once repeats nothing.
 */
export function createBoilerplateCounter(options: BoilerplateOptions = {}): BoilerplateCounter {
  const { minDocuments = 5, minShare = 0.3 } = options;
  /** By the first 52 bits of the hash: a catalog has millions of texts, nearly all of them once. */
  const counts = new Map<number, number>();
  const repeated = new Map<number, { readonly hash: string; readonly text: string }>();
  let documents = 0;
  return {
    add: ({ text, blocks }) => {
      documents += 1;
      for (const [hash, block] of distinctBlocks(text, blocks)) {
        const key = Number.parseInt(hash.slice(0, 13), 16);
        const count = (counts.get(key) ?? 0) + 1;
        counts.set(key, count);
        if (count === 2) repeated.set(key, { hash, text: sampleOf(text, block) });
      }
    },
    decide: () => {
      const found = [...repeated]
        .map(([key, seen]) => ({ ...seen, documents: counts.get(key) ?? 0 }))
        .filter((seen) => seen.documents >= minDocuments && seen.documents >= minShare * documents)
        .sort((a, b) => b.documents - a.documents || (a.hash < b.hash ? -1 : 1));
      return {
        hashes: new Set(found.map(({ hash }) => hash)),
        report: found.map((seen) => ({
          text: seen.text,
          documents: seen.documents,
          share: seen.documents / documents,
        })),
      };
    },
  };
}

function distinctBlocks(text: string, blocks: readonly Block[]): ReadonlyMap<string, Block> {
  const distinct = new Map<string, Block>();
  for (const block of blocks) {
    if (!mayBeBoilerplate(block)) continue;
    const content = text.slice(block.start, block.end);
    if (isLongEnough(content)) distinct.set(blockHash(content), block);
  }
  return distinct;
}

function sampleOf(text: string, { start, end }: Block): string {
  const sample = text.slice(start, Math.min(end, start + 120)).replace(/\s+/g, ' ');
  // A copy: a slice would keep the whole document alive.
  return Buffer.from(sample).toString();
}

function isLongEnough(text: string): boolean {
  const letters = text.slice(0, 500).match(/[\p{L}\p{N}]/gu) ?? [];
  return letters.length + letters.filter((letter) => letter > '\u2E7F').length >= MIN_LETTERS;
}
