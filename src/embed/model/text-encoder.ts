/** Single texts as a model's input: token ids between special tokens, cut to what the model reads. */
import type { PreTrainedTokenizer } from '@xenova/transformers';
import { singleTemplate } from './special-tokens.js';
import { tokenIdsOf } from './token-ids.js';

/** Token ids of one text, special tokens included. */
export interface Encoded {
  readonly ids: Int32Array;
  /** Whether the text was longer than the model reads. */
  readonly truncated: boolean;
}

/** Encodes and counts with one tokenizer. */
export interface TextEncoder {
  /** Ids of `text`, cut to the model's longest input; special tokens survive the cut. No ids for a text without tokens. */
  encode(text: string): Encoded;
  /** Tokens of `text` without special tokens and without a cut. */
  count(text: string): number;
}

/** No tokenizer needs this many characters for one token of real text; beyond it lies only what would be cut off. */
const CHARACTERS_PER_TOKEN = 32;

/** Characters of a text that can matter to a model that reads `maxTokens` tokens. */
export function longestText(maxTokens: number): number {
  return Math.max(4096, maxTokens * CHARACTERS_PER_TOKEN);
}

/** An encoder over `tokenizer` for inputs of at most `maxTokens` tokens. */
export function createTextEncoder(tokenizer: PreTrainedTokenizer, maxTokens: number): TextEncoder {
  const bare = tokenIdsOf(tokenizer);
  const { prefix, suffix } = singleTemplate(tokenizer);
  const room = Math.max(1, maxTokens - prefix.length - suffix.length);
  const longest = longestText(maxTokens);
  return {
    encode(text) {
      const cut = text.length > longest;
      // What stands before the first word is worth no room.
      const ids = bare(cut ? text.trimStart().slice(0, longest) : text);
      const kept = Math.min(ids.length, room);
      if (kept === 0) return { ids: new Int32Array(0), truncated: cut };
      const out = new Int32Array(prefix.length + kept + suffix.length);
      out.set(prefix);
      for (let i = 0; i < kept; i++) out[prefix.length + i] = ids[i] ?? 0;
      out.set(suffix, prefix.length + kept);
      return { ids: out, truncated: cut || ids.length > room };
    },
    count: (text) => bare(text).length,
  };
}
