/**
 * The tokenizer of the bundled model: tokenizer.json and tokenizer_config.json, in what both transformers.js and
 * Hugging Face's tokenizers understand. Each Japanese character is a token of its own, Latin words are split into
 * known words and endings (WordPiece), digits stay together where frequent. Bigrams are made in the graph (graph.ts).
 */
import { PreTrainedTokenizer } from '@xenova/transformers';

/** Ids that the graph relies on. */
export const PAD = 0;
export const UNK = 1;
export const BREAK = 2;
export const SPECIALS = ['[PAD]', '[UNK]', '。'] as const;

/** Longest input of the bundled model in tokens. */
export const MAX_TOKENS = 1024;

const DASHES = '[\\-‐‑‒–—―−~〜]';

/** Steps after which spellings of one thing are one string; lookarounds only, because Rust does not expand `$1`. */
const REPLACEMENTS: readonly (readonly [string, string])[] = [
  // A wave dash or hyphen after katakana is a long vowel typed otherwise; a run of long vowels is one.
  [`(?<=[\\u30a1-\\u30fa\\u30fc])${DASHES}(?=[\\u30a1-\\u30fa\\s]|$)`, 'ー'],
  ['ー(?=ー)', ''],
  // 第12巻, 12巻, Vol. 12 and volume 12 all become "vol 12".
  ['(?:第\\s*|(?<![0-9第.]))(?=[0-9]+\\s*巻)', ' vol '],
  ['(?<=[0-9])\\s*巻', ' '],
  ['(?<![a-z])vol(?:ume)?s?\\.?\\s*(?=[0-9])', ' vol '],
  // Thousands: 1,980 and 1980 are one number.
  ['(?<=[0-9]),(?=[0-9]{3}(?![0-9]))', ''],
  ["['’](?=s(?![a-z]))", ''],
];

/** One Japanese character, a Latin or other word, a number, or a sentence's end. */
const PIECES =
  '[\\u3040-\\u30ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff々〆]|[a-zà-öø-ɏ]+|[0-9]+|[。、!?;:()「」『』]|(?:(?![\\u3040-\\u30ff\\u3400-\\u4dbf\\u4e00-\\u9fff])[\\p{L}\\p{M}])+';

/** tokenizer.json over a vocabulary in order of id, the {@link SPECIALS} first. */
export function tokenizerJson(vocabulary: readonly string[]): object {
  return {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: [PAD, UNK].map((id) => ({
      id,
      content: SPECIALS[id],
      single_word: false,
      lstrip: false,
      rstrip: false,
      normalized: false,
      special: true,
    })),
    normalizer: {
      type: 'Sequence',
      normalizers: [
        { type: 'NFKC' },
        { type: 'Lowercase' },
        ...REPLACEMENTS.map(([Regex, content]) => ({ type: 'Replace', pattern: { Regex }, content })),
      ],
    },
    pre_tokenizer: { type: 'Split', pattern: { Regex: PIECES }, behavior: 'Removed', invert: true },
    post_processor: null,
    decoder: { type: 'WordPiece', prefix: '##', cleanup: true },
    model: {
      type: 'WordPiece',
      unk_token: '[UNK]',
      continuing_subword_prefix: '##',
      max_input_chars_per_word: 64,
      vocab: Object.fromEntries(vocabulary.map((token, id) => [token, id])),
    },
  };
}

/** tokenizer_config.json. */
export function tokenizerConfig(): object {
  return {
    tokenizer_class: 'PreTrainedTokenizer',
    model_max_length: MAX_TOKENS,
    pad_token: '[PAD]',
    unk_token: '[UNK]',
    clean_up_tokenization_spaces: true,
  };
}

/** The pre-tokens of a text (words and characters, before WordPiece), from which the vocabulary is counted. */
export function createSplitter(): (text: string) => string[] {
  const bare = new PreTrainedTokenizer(tokenizerJson(SPECIALS), tokenizerConfig());
  return (text) => {
    const normal = (bare.normalizer as unknown as { normalize(text: string): string }).normalize(text);
    return (bare.pre_tokenizer as unknown as { pre_tokenize(text: string, options: object): string[] }).pre_tokenize(
      normal,
      {},
    );
  };
}
