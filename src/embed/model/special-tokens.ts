/**
 * What a tokenizer's post-processor puts around a text, or around and between the two texts of a pair
 * (`[CLS] … [SEP] … [SEP]`, `<s> … </s></s> … </s>`), found by sending markers through it.
 */
import type { PreTrainedTokenizer } from '@xenova/transformers';
import { idsOfTokens } from './token-ids.js';

/** Special tokens in one place, with their token types. */
export interface Special {
  readonly ids: readonly number[];
  readonly types: readonly number[];
}

/** Special tokens of a single text. */
export interface SingleTemplate {
  readonly prefix: readonly number[];
  readonly suffix: readonly number[];
}

/** Special tokens of a pair, and the token types of its two texts. */
export interface PairTemplate {
  readonly prefix: Special;
  readonly middle: Special;
  readonly suffix: Special;
  readonly typeA: number;
  readonly typeB: number;
}

type PostProcessor = (
  tokens: string[],
  pair: string[] | null,
  options: object,
) => { readonly tokens: string[]; readonly token_type_ids?: readonly number[] };

const MARKER_A = '\u0000a\u0000';
const MARKER_B = '\u0000b\u0000';

/** Special tokens around a single text; none where the tokenizer adds none. */
export function singleTemplate(tokenizer: PreTrainedTokenizer): SingleTemplate {
  const { tokens } = processed(tokenizer, null);
  const at = tokens.indexOf(MARKER_A);
  if (at < 0) return { prefix: [], suffix: [] };
  return {
    prefix: idsOfTokens(tokenizer, tokens.slice(0, at)),
    suffix: idsOfTokens(tokenizer, tokens.slice(at + 1)),
  };
}

/**
 * Special tokens of a pair; undefined where the tokenizer has no template for pairs, or not in the order A, B.
 * Token types are 0 where the tokenizer's class does not hand them out, as in the library.
 */
export function pairTemplate(tokenizer: PreTrainedTokenizer): PairTemplate | undefined {
  const { tokens, token_type_ids = [] } = processed(tokenizer, [MARKER_B]);
  const [a, b] = [tokens.indexOf(MARKER_A), tokens.indexOf(MARKER_B)];
  if (a < 0 || b < a) return undefined;
  const types = tokens.map((_, i) => (tokenizer.return_token_type_ids ? (token_type_ids[i] ?? 0) : 0));
  const special = (from: number, to: number): Special => ({
    ids: idsOfTokens(tokenizer, tokens.slice(from, to)),
    types: types.slice(from, to),
  });
  return {
    prefix: special(0, a),
    middle: special(a + 1, b),
    suffix: special(b + 1, tokens.length),
    typeA: types[a] ?? 0,
    typeB: types[b] ?? 0,
  };
}

function processed(tokenizer: PreTrainedTokenizer, pair: string[] | null): ReturnType<PostProcessor> {
  const post = tokenizer.post_processor as unknown as PostProcessor | null;
  if (post === null) return { tokens: [MARKER_A, ...(pair ?? [])] };
  return post([MARKER_A], pair, { add_special_tokens: true });
}
