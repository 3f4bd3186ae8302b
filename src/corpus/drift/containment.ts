/** Whether a passage's words still stand in a document, whole, wherever its cuts fall now. */
import { normalizeText } from '../../text/normalize.js';

/** UTF-16 units from which a document is indexed: searching it once for each of its gone passages would be quadratic. */
const LONG = 1 << 16;
/** Units of an indexed block. Shorter than twice this, a passage is searched for without the index. */
const BLOCK = 16;

/** A function that says whether a text stands in `text`: `Volumes: 10` does not stand in `Volumes: 107`. */
export function containment(text: string): (passage: string) => boolean {
  let find: Find | null = null;
  return (passage) => {
    find ??= finderOf(normalizeText(text));
    return find(normalizeText(passage));
  };
}

type Find = (needle: string) => boolean;

function finderOf(text: string): Find {
  const search: Find = (needle) => {
    for (let at = text.indexOf(needle); at >= 0; at = text.indexOf(needle, at + 1)) {
      if (isWhole(text, at, needle)) return true;
    }
    return false;
  };
  if (text.length < LONG) return search;
  const blocks = indexBlocks(text);
  return (needle) => (needle.length < 2 * BLOCK ? search(needle) : blocks.holds(needle));
}

/**
 * Every occurrence of a long needle covers one of the blocks that start at multiples of {@link BLOCK}: looking up the
 * needle's first few offsets among their hashes finds it in time that does not grow with the text.
 */
function indexBlocks(text: string): { holds: Find } {
  const count = Math.floor(text.length / BLOCK);
  const mask = 2 ** Math.ceil(Math.log2(count + 1)) - 1;
  const first = new Int32Array(mask + 1).fill(-1);
  const next = new Int32Array(count);
  for (let block = count - 1; block >= 0; block--) {
    const bucket = hashBlock(text, block * BLOCK) & mask;
    next[block] = first[bucket] ?? -1;
    first[bucket] = block;
  }
  return {
    holds: (needle) => {
      for (let offset = 0; offset < BLOCK; offset++) {
        let block = first[hashBlock(needle, offset) & mask] ?? -1;
        for (; block >= 0; block = next[block] ?? -1) {
          const at = block * BLOCK - offset;
          if (at >= 0 && text.startsWith(needle, at) && isWhole(text, at, needle)) return true;
        }
      }
      return false;
    },
  };
}

/** FNV-1a, 32 bit (Fowler, Noll and Vo), folded so that its low bits depend on all of it. */
function hashBlock(text: string, start: number): number {
  let hash = 0x811c9dc5;
  for (let at = start; at < start + BLOCK; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return (hash ^ (hash >>> 15)) >>> 0;
}

const WORD = /[\p{L}\p{N}]/u;
const SCRIPT_WITHOUT_SPACES = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;

function isWhole(text: string, at: number, needle: string): boolean {
  return isBoundary(text, at) && isBoundary(text, at + needle.length);
}

function isBoundary(text: string, at: number): boolean {
  const [left, right] = [text[at - 1] ?? ' ', text[at] ?? ' '];
  if (!WORD.test(left) || !WORD.test(right)) return true;
  return SCRIPT_WITHOUT_SPACES.test(left) !== SCRIPT_WITHOUT_SPACES.test(right);
}
