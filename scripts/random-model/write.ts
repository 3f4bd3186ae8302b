/** Writes a model with random weights in Hugging Face layout: for benchmarks and tests, never committed. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createRandom } from '../../src/core/random.js';
import { type EncoderShape, encoderGraph } from './encoder.js';
import { tokenizerConfig, tokenizerJson } from './tokenizer-files.js';
import { wordPieces } from './vocabulary.js';

/** What to write. */
export interface RandomModelOptions {
  readonly folder: string;
  /** Sizes; the vocabulary's comes from the texts. */
  readonly shape: Omit<EncoderShape, 'vocabulary'>;
  /** Texts that the vocabulary is made of. */
  readonly texts: readonly string[];
  /** Most tokens of the vocabulary; BERT's by default. */
  readonly vocabulary?: number;
  readonly seed?: string;
  /** More keys for config.json. */
  readonly config?: Readonly<Record<string, unknown>>;
}

const BERT_VOCABULARY = 30_522;

/** Writes the four files, with the weights both in float32 and quantised; the same options give the same bytes. */
export async function writeRandomModel(options: RandomModelOptions): Promise<void> {
  const { folder, texts, seed = '0' } = options;
  const tokens = wordPieces(texts, options.vocabulary ?? BERT_VOCABULARY);
  const shape: EncoderShape = { ...options.shape, vocabulary: tokens.length };
  const write = (name: string, content: string | Uint8Array) => writeFile(join(folder, name), content);
  await mkdir(join(folder, 'onnx'), { recursive: true });
  await write('config.json', JSON.stringify({ ...configOf(shape), ...options.config }));
  await write('tokenizer.json', JSON.stringify(tokenizerJson(tokens)));
  await write('tokenizer_config.json', JSON.stringify(tokenizerConfig(shape.positions)));
  await write('onnx/model.onnx', encoderGraph(shape, createRandom(seed), false));
  await write('onnx/model_quantized.onnx', encoderGraph(shape, createRandom(seed), true));
}

function configOf(shape: EncoderShape): object {
  const labels = Array.from({ length: shape.labels ?? 0 }, (_, i) => [String(i), `LABEL_${i}`] as const);
  return {
    model_type: 'bert',
    architectures: [shape.labels === undefined ? 'BertModel' : 'BertForSequenceClassification'],
    hidden_size: shape.hidden,
    num_hidden_layers: shape.layers,
    num_attention_heads: shape.heads,
    intermediate_size: shape.ffn,
    max_position_embeddings: shape.positions,
    vocab_size: shape.vocabulary,
    pad_token_id: 0,
    ...(labels.length === 0 ? {} : { id2label: Object.fromEntries(labels) }),
  };
}
