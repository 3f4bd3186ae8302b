/** Makes a model's tokenizer from its files through @xenova/transformers, and finds how much the model reads. */
import { join } from 'node:path';
import { AutoTokenizer, PreTrainedTokenizer } from '@xenova/transformers';
import { messageOf, RaftCorpusError } from '../../core/errors.js';
import type { ModelFiles } from './model-files.js';

/** Used when a model states no longest input. */
const DEFAULT_MAX_TOKENS = 512;
/** "No limit" is written as 1e30 in tokenizer_config.json. */
const NO_LIMIT = 1e6;
/** Families whose positions start at padding id + 1, so that as many of `max_position_embeddings` are never used. */
const OFFSET_POSITIONS = /^(xlm-)?roberta|^camembert|^mpnet|^longformer|^xmod|^data2vec-text/;

type TokenizerClass = new (json: unknown, config: unknown) => PreTrainedTokenizer;

/**
 * The tokenizer of a model. Built from the bytes that were hashed; the library's own loader would read the files again,
 * through settings that are global to the process.
 * @throws RaftCorpusError naming tokenizer.json when the library cannot use it
 */
export function createTokenizer(files: ModelFiles): PreTrainedTokenizer {
  try {
    const name = String(files.tokenizerConfig['tokenizer_class'] ?? '').replace(/Fast$/, '');
    const classes = AutoTokenizer.TOKENIZER_CLASS_MAPPING as unknown as Readonly<Record<string, TokenizerClass>>;
    const Tokenizer = classes[name] ?? PreTrainedTokenizer;
    return new Tokenizer(files.tokenizer, files.tokenizerConfig);
  } catch (cause) {
    throw new RaftCorpusError(`the tokenizer cannot be loaded: ${messageOf(cause)}`, {
      where: join(files.folder, 'tokenizer.json'),
      fix: 'Use a model whose tokenizer.json works with transformers.js 2.17 (WordPiece, Unigram or BPE).',
      cause,
    });
  }
}

/** Tokens that the model reads: `wanted`, but never more than tokenizer_config.json and config.json state. */
export function longestInput(tokenizer: PreTrainedTokenizer, files: ModelFiles, wanted: number | undefined): number {
  const { config } = files;
  const offset = OFFSET_POSITIONS.test(String(config['model_type'] ?? '')) ? (tokenizer.pad_token_id ?? 0) + 1 : 0;
  const positions = Number(config['max_position_embeddings']) - offset;
  const stated = [Number(tokenizer.model_max_length), positions].filter((value) => value > 0 && value < NO_LIMIT);
  const ceiling = stated.length > 0 ? Math.min(...stated) : DEFAULT_MAX_TOKENS;
  return Math.min(wanted ?? ceiling, ceiling);
}
