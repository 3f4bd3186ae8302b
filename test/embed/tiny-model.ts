/** Small models in Hugging Face layout, written for a test: BERT-like WordPiece, one Gather. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import proto, { type onnx } from 'onnx-proto';

const { FLOAT, INT64 } = proto.onnx.TensorProto.DataType;
export const DIMS = 8;
export const VOCABULARY = ['[PAD]', '[UNK]', '[CLS]', '[SEP]', 'blue', 'red', 'book', '##s', '漫', '画'];

export interface TinyModel {
  /** Values of the table; default small distinct numbers. */
  readonly value?: (row: number, dim: number) => number;
  /** `flat`: an output without sequence axis. `square`: one of [rows, tokens, tokens], as attention has it. */
  readonly output?: 'tokens' | 'flat' | 'square';
  readonly inputs?: readonly string[];
  readonly maxLength?: number;
  readonly file?: string;
}

/** Writes the model's four files into `folder`. */
export async function writeTinyModel(folder: string, options: TinyModel = {}): Promise<void> {
  await mkdir(join(folder, 'onnx'), { recursive: true });
  const special = (content: string, id: number) => ({
    id,
    content,
    single_word: false,
    lstrip: false,
    rstrip: false,
    normalized: false,
    special: true,
  });
  const tokenizer = {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: VOCABULARY.slice(0, 4).map(special),
    normalizer: {
      type: 'BertNormalizer',
      clean_text: true,
      handle_chinese_chars: true,
      strip_accents: null,
      lowercase: true,
    },
    pre_tokenizer: { type: 'BertPreTokenizer' },
    post_processor: {
      type: 'TemplateProcessing',
      single: [
        { SpecialToken: { id: '[CLS]', type_id: 0 } },
        { Sequence: { id: 'A', type_id: 0 } },
        { SpecialToken: { id: '[SEP]', type_id: 0 } },
      ],
      pair: [],
      special_tokens: {},
    },
    decoder: { type: 'WordPiece', prefix: '##', cleanup: true },
    model: {
      type: 'WordPiece',
      unk_token: '[UNK]',
      continuing_subword_prefix: '##',
      max_input_chars_per_word: 100,
      vocab: Object.fromEntries(VOCABULARY.map((token, id) => [token, id])),
    },
  };
  const config = {
    tokenizer_class: 'BertTokenizer',
    model_max_length: options.maxLength ?? 16,
    pad_token: '[PAD]',
    unk_token: '[UNK]',
  };
  await writeFile(join(folder, 'config.json'), JSON.stringify({ model_type: 'bert', hidden_size: DIMS }));
  await writeFile(join(folder, 'tokenizer.json'), JSON.stringify(tokenizer));
  await writeFile(join(folder, 'tokenizer_config.json'), JSON.stringify(config));
  await writeFile(join(folder, options.file ?? 'onnx/model_quantized.onnx'), graph(options));
}

function graph({
  value = (row, dim) => Math.sin(row * DIMS + dim + 1),
  output = 'tokens',
  inputs = ['input_ids', 'attention_mask'],
}: TinyModel): Uint8Array {
  const table = Float32Array.from({ length: VOCABULARY.length * DIMS }, (_, i) =>
    value(Math.floor(i / DIMS), i % DIMS),
  );
  const info = (name: string, elemType: number, dims: readonly (string | number)[]): onnx.IValueInfoProto => ({
    name,
    type: {
      tensorType: {
        elemType,
        shape: { dim: dims.map((d) => (typeof d === 'string' ? { dimParam: d } : { dimValue: d })) },
      },
    },
  });
  const flat = output === 'flat';
  const gathered = output === 'tokens' ? 'last_hidden_state' : 'gathered';
  const node: onnx.INodeProto[] = [{ opType: 'Gather', input: ['table', inputs[0] ?? ''], output: [gathered] }];
  if (output === 'square') {
    const { INTS } = proto.onnx.AttributeProto.AttributeType;
    const perm = [{ name: 'perm', type: INTS, ints: [0, 2, 1] }];
    node.push({ opType: 'Transpose', input: ['gathered'], output: ['turned'], attribute: perm });
    node.push({ opType: 'MatMul', input: ['gathered', 'turned'], output: ['last_hidden_state'] });
  }
  if (flat) {
    const int = (name: string, i: number) => ({ name, type: proto.onnx.AttributeProto.AttributeType.INT, i });
    node.push({
      opType: 'ReduceSum',
      input: ['gathered', 'axis'],
      output: ['last_hidden_state'],
      attribute: [int('keepdims', 0)],
    });
  }
  const initializer: onnx.ITensorProto[] = [
    { name: 'table', dims: [VOCABULARY.length, DIMS], dataType: FLOAT, rawData: new Uint8Array(table.buffer) },
  ];
  if (flat)
    initializer.push({
      name: 'axis',
      dims: [1],
      dataType: INT64,
      rawData: new Uint8Array(BigInt64Array.from([1n]).buffer),
    });
  const shapeOf = { tokens: ['rows', 'tokens', DIMS], flat: ['rows', DIMS], square: ['rows', 'tokens', 'tokens'] };
  return proto.onnx.ModelProto.encode({
    irVersion: 8,
    opsetImport: [{ domain: '', version: 13 }],
    graph: {
      name: 'tiny',
      node,
      initializer,
      input: inputs.map((name) => info(name, INT64, ['rows', 'tokens'])),
      output: [info('last_hidden_state', FLOAT, shapeOf[output])],
    },
  }).finish();
}
