/**
 * Text to token ids, as the tokenizer of @xenova/transformers gives them, only faster: words repeat, so the ids of
 * each pre-token are remembered. Exact, because WordPiece, Unigram and BPE all encode pre-tokens independently.
 */
import { PreTrainedTokenizer } from '@xenova/transformers';

/** Token ids of one text, special tokens included. */
export interface Encoded {
  readonly ids: Int32Array;
  /** Whether the text was longer than the model reads. */
  readonly truncated: boolean;
}

/** Encodes and counts with one tokenizer. */
export interface TextEncoder {
  /** Ids of `text`, cut to the model's longest input; special tokens survive the cut. */
  encode(text: string): Encoded;
  /** Tokens of `text` without special tokens and without a cut. */
  count(text: string): number;
}

const MEMO_ENTRIES = 200_000;
const MEMO_KEY_LENGTH = 48;
/** No tokenizer needs this many characters for one token of real text; beyond it lies only what would be cut off. */
const CHARACTERS_PER_TOKEN = 32;

interface Inner {
  readonly fuse_unk: boolean;
  readonly unk_token_id: number | undefined;
  encode(tokens: string[]): string[];
  convert_tokens_to_ids(tokens: string[]): number[];
}

/** An encoder over `tokenizer` for inputs of at most `maxTokens` tokens. */
export function createTextEncoder(tokenizer: PreTrainedTokenizer, maxTokens: number): TextEncoder {
  const bare = plainPath(tokenizer) ? memoised(tokenizer) : viaLibrary(tokenizer);
  const { prefix, suffix } = specialTokens(tokenizer);
  const room = Math.max(1, maxTokens - prefix.length - suffix.length);
  const longest = Math.max(4096, maxTokens * CHARACTERS_PER_TOKEN);
  return {
    encode(text) {
      const cut = text.length > longest;
      const ids = bare(wellFormed(cut ? text.slice(0, longest) : text));
      const kept = Math.min(ids.length, room);
      if (kept === 0) return { ids: new Int32Array(0), truncated: false };
      const out = new Int32Array(prefix.length + kept + suffix.length);
      out.set(prefix);
      for (let i = 0; i < kept; i++) out[prefix.length + i] = ids[i] ?? 0;
      out.set(suffix, prefix.length + kept);
      return { ids: out, truncated: cut || ids.length > room };
    },
    count: (text) => bare(wellFormed(text)).length,
  };
}

/** Lone surrogates become U+FFFD: they have no code point that a tokenizer could know. */
function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\ufffd');
}

/** Whether the library does nothing to a text but normalise, pre-tokenise and encode. */
function plainPath(tokenizer: PreTrainedTokenizer): boolean {
  const overridden = tokenizer._encode_text !== PreTrainedTokenizer.prototype._encode_text;
  return !overridden && tokenizer.remove_space !== true && tokenizer.do_lowercase_and_remove_accent !== true;
}

function memoised(tokenizer: PreTrainedTokenizer): (text: string) => readonly number[] {
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

function viaLibrary(tokenizer: PreTrainedTokenizer): (text: string) => readonly number[] {
  const model = tokenizer.model as unknown as Inner;
  return (text) => model.convert_tokens_to_ids(tokenizer._encode_text(text) ?? []);
}

/** What the post-processor puts around a text ([CLS] … [SEP], <s> … </s>), found by sending a marker through it. */
function specialTokens(tokenizer: PreTrainedTokenizer): { prefix: readonly number[]; suffix: readonly number[] } {
  const post = tokenizer.post_processor as
    | ((tokens: string[], pair: null, options: object) => { tokens: string[] })
    | null;
  if (post === null) return { prefix: [], suffix: [] };
  const marker = '\u0000text\u0000';
  const { tokens } = post([marker], null, { add_special_tokens: true });
  const at = tokens.indexOf(marker);
  const model = tokenizer.model as unknown as Inner;
  if (at < 0) return { prefix: [], suffix: [] };
  return {
    prefix: model.convert_tokens_to_ids(tokens.slice(0, at)),
    suffix: model.convert_tokens_to_ids(tokens.slice(at + 1)),
  };
}
