/** tokenizer.json and tokenizer_config.json of an uncased BERT. */
import { SPECIAL_TOKENS } from './vocabulary.js';

const [PAD, UNK, CLS, SEP, MASK] = SPECIAL_TOKENS;

/** tokenizer.json for a vocabulary that begins with {@link SPECIAL_TOKENS}. */
export function tokenizerJson(vocabulary: readonly string[]): object {
  const special = (id: string, type_id: number) => ({ SpecialToken: { id, type_id } });
  const sequence = (id: string, type_id: number) => ({ Sequence: { id, type_id } });
  return {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: SPECIAL_TOKENS.map((content, id) => ({
      ...{ id, content, single_word: false, lstrip: false, rstrip: false, normalized: false, special: true },
    })),
    normalizer: {
      ...{ type: 'BertNormalizer', clean_text: true, handle_chinese_chars: true, strip_accents: null, lowercase: true },
    },
    pre_tokenizer: { type: 'BertPreTokenizer' },
    post_processor: {
      type: 'TemplateProcessing',
      single: [special(CLS, 0), sequence('A', 0), special(SEP, 0)],
      pair: [special(CLS, 0), sequence('A', 0), special(SEP, 0), sequence('B', 1), special(SEP, 1)],
      special_tokens: {
        [CLS]: { id: CLS, ids: [vocabulary.indexOf(CLS)], tokens: [CLS] },
        [SEP]: { id: SEP, ids: [vocabulary.indexOf(SEP)], tokens: [SEP] },
      },
    },
    decoder: { type: 'WordPiece', prefix: '##', cleanup: true },
    model: {
      ...{ type: 'WordPiece', unk_token: UNK, continuing_subword_prefix: '##', max_input_chars_per_word: 100 },
      vocab: Object.fromEntries(vocabulary.map((token, id) => [token, id])),
    },
  };
}

/** tokenizer_config.json for inputs of at most `maxLength` tokens. */
export function tokenizerConfig(maxLength: number): object {
  return {
    tokenizer_class: 'BertTokenizer',
    model_max_length: maxLength,
    do_lower_case: true,
    ...{ pad_token: PAD, unk_token: UNK, cls_token: CLS, sep_token: SEP, mask_token: MASK },
  };
}
