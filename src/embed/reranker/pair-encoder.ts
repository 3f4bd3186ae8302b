/** Query and text as one input of a cross-encoder: `[CLS] query [SEP] text [SEP]`, cut to what the model reads. */
import type { PreTrainedTokenizer } from '@xenova/transformers';
import type { TokenRow } from '../model/session.js';
import { pairTemplate, type Special } from '../model/special-tokens.js';
import { longestText } from '../model/text-encoder.js';
import { tokenIdsOf } from '../model/token-ids.js';

/** One encoded pair. */
export interface EncodedPair extends TokenRow {
  /** Whether the pair was longer than the model reads. */
  readonly truncated: boolean;
}

/** Encodes pairs with one tokenizer; remembers the ids of the last query, which usually comes again. */
export type PairEncoder = (query: string, text: string) => EncodedPair;

/**
 * An encoder of pairs of at most `maxTokens` tokens; undefined where the tokenizer has no template for pairs.
 * A pair that is longer loses tokens at the end of its longer side.
 */
export function createPairEncoder(tokenizer: PreTrainedTokenizer, maxTokens: number): PairEncoder | undefined {
  const template = pairTemplate(tokenizer);
  if (template === undefined) return undefined;
  const bare = tokenIdsOf(tokenizer);
  const longest = longestText(maxTokens);
  const { prefix, middle, suffix, typeA, typeB } = template;
  const room = Math.max(2, maxTokens - prefix.ids.length - middle.ids.length - suffix.ids.length);
  const idsOf = (text: string): readonly number[] => bare(text.slice(0, longest));
  let last: { readonly query: string; readonly ids: readonly number[] } = { query: '', ids: [] };
  return (query, text) => {
    if (query !== last.query) last = { query, ids: idsOf(query) };
    const [a, b] = [last.ids, idsOf(text)];
    const kept = longestFirst(a.length, b.length, room);
    const parts: readonly Special[] = [
      prefix,
      { ids: a.slice(0, kept.a), types: filled(kept.a, typeA) },
      middle,
      { ids: b.slice(0, kept.b), types: filled(kept.b, typeB) },
      suffix,
    ];
    return {
      ids: Int32Array.from(parts.flatMap((part) => part.ids)),
      types: Uint8Array.from(parts.flatMap((part) => part.types)),
      truncated: a.length + b.length > room || query.length > longest || text.length > longest,
    };
  };
}

function filled(length: number, value: number): number[] {
  return new Array<number>(length).fill(value);
}

/**
 * How many tokens of each side stay, as `longest_first` of Hugging Face's tokenizers (`utils/truncation.rs`) decides:
 * the longer side is cut down to the shorter one, and only then both, the second keeping the odd token.
 */
export function longestFirst(a: number, b: number, room: number): { readonly a: number; readonly b: number } {
  if (a + b <= room) return { a, b };
  const short = Math.min(a, b);
  const long = short > room ? short : Math.max(short, room - short);
  const [keptShort, keptLong] =
    short + long > room ? [Math.floor(room / 2), Math.floor(room / 2) + (room % 2)] : [short, long];
  return a > b ? { a: keptLong, b: keptShort } : { a: keptShort, b: keptLong };
}
