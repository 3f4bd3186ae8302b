/**
 * Text to token ids, as the tokenizer of @xenova/transformers gives them, only faster: words repeat, so the ids of
 * each pre-token are remembered. Exact, because WordPiece, Unigram and BPE all encode pre-tokens independently.
 */
import { PreTrainedTokenizer } from '@xenova/transformers';

/** Ids of a text, without special tokens and without a cut. */
export type TokenIds = (text: string) => readonly number[];

const MEMO_ENTRIES = 200_000;
const MEMO_KEY_LENGTH = 48;

interface Inner {
  readonly fuse_unk: boolean;
  readonly unk_token_id: number | undefined;
  encode(tokens: string[]): string[];
  convert_tokens_to_ids(tokens: string[]): number[];
}

/** The ids that `tokenizer` gives a text. Lone surrogates are read as U+FFFD. */
export function tokenIdsOf(tokenizer: PreTrainedTokenizer): TokenIds {
  const ids = plainPath(tokenizer) ? memoised(tokenizer) : viaLibrary(tokenizer);
  return (text) => ids(wellFormed(text));
}

/** Ids of tokens that are written out, such as `[CLS]`. */
export function idsOfTokens(tokenizer: PreTrainedTokenizer, tokens: readonly string[]): readonly number[] {
  return (tokenizer.model as unknown as Inner).convert_tokens_to_ids([...tokens]);
}

/** Lone surrogates have no code point that a tokenizer could know. */
function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\ufffd');
}

/** Whether the library does nothing to a text but normalise, pre-tokenise and encode. */
function plainPath(tokenizer: PreTrainedTokenizer): boolean {
  const overridden = tokenizer._encode_text !== PreTrainedTokenizer.prototype._encode_text;
  return !overridden && tokenizer.remove_space !== true && tokenizer.do_lowercase_and_remove_accent !== true;
}

function memoised(tokenizer: PreTrainedTokenizer): TokenIds {
  const model = tokenizer.model as unknown as Inner;
  const slow = viaLibrary(tokenizer);
  const memo = new Map<string, readonly number[]>();
  const idsOf = (word: string): readonly number[] => {
    const known = memo.get(word);
    if (known !== undefined) return known;
    const ids = model.convert_tokens_to_ids(model.encode([word]));
    if (memo.size >= MEMO_ENTRIES) memo.clear();
    if (word.length <= MEMO_KEY_LENGTH) memo.set(word, ids);
    return ids;
  };
  // Loaded from JSON, both may be null, whatever the library's types say.
  const normalizer = tokenizer.normalizer as { normalize(text: string): string } | null;
  const splitter = tokenizer.pre_tokenizer as { pre_tokenize(text: string, options: object): string[] } | null;
  return (text) => {
    if (tokenizer.added_tokens_regex?.test(text)) return slow(text);
    const normal = normalizer === null ? text : normalizer.normalize(text);
    if (normal.length === 0) return [];
    const words = splitter === null ? [normal] : splitter.pre_tokenize(normal, { section_index: 0 });
    const out: number[] = [];
    for (const word of words) {
      for (const id of idsOf(word)) {
        // As the library does: a run of unknown tokens counts as one.
        if (model.fuse_unk && id === model.unk_token_id && out.at(-1) === id) continue;
        out.push(id);
      }
    }
    return out;
  };
}

function viaLibrary(tokenizer: PreTrainedTokenizer): TokenIds {
  const model = tokenizer.model as unknown as Inner;
  return (text) => model.convert_tokens_to_ids(tokenizer._encode_text(text) ?? []);
}
