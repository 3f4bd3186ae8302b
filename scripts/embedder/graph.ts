/**
 * The bundled model's ONNX graph: each text is the weighted sum of its rows (rowsOf in features.ts). Outputs `token_sum`
 * [texts, dims], and the same sum at every place of `last_hidden_state` [texts, tokens, dims] for whoever pools.
 * Sums are of integers, well below 2^24 (255 × weight 3 × 2048 rows), so they are exact in int32 and in float32 and do
 * not depend on batch, order or threads.
 */
// The default import: Node does not see the named exports of this CommonJS module.
import proto, { type onnx } from 'onnx-proto';
import { BUCKETS, type FeatureTables, HASH_A, HASH_B, LEAD, OCCURRENCES } from './features.js';

/** Name of the pooled output, also in config.json as `pooled_output`. */
export const POOLED_OUTPUT = 'token_sum';

const { FLOAT, UINT8, UINT16, INT64 } = proto.onnx.TensorProto.DataType;

const SHIFT_RIGHT: onnx.IAttributeProto = {
  name: 'direction',
  type: proto.onnx.AttributeProto.AttributeType.STRING,
  s: Buffer.from('RIGHT'),
};

/** What the graph is made of. */
export interface GraphParts {
  readonly tables: FeatureTables;
  /** Row-major [rows × dims] of −8 … 7; row 0 is zero. `dims` is even. */
  readonly table: Int8Array;
  readonly dims: number;
}

/** The serialised model. */
export function buildGraph(parts: GraphParts): Uint8Array {
  const graph: onnx.IGraphProto = {
    name: 'raft-corpus-bundled',
    node: [
      ...indexNodes(),
      ...leadFlags(),
      ...keys('token'),
      ...keys('pair'),
      ...sortedRows(),
      ...rowWeights(),
      ...sums(),
    ],
    initializer: [...tables(parts), ...CONSTANTS],
    input: [value('input_ids', INT64, ['texts', 'tokens']), value('attention_mask', INT64, ['texts', 'tokens'])],
    output: [
      value('last_hidden_state', FLOAT, ['texts', 'tokens', parts.dims]),
      value(POOLED_OUTPUT, FLOAT, ['texts', parts.dims]),
    ],
  };
  return proto.onnx.ModelProto.encode({
    irVersion: 8,
    producerName: 'raft-corpus',
    opsetImport: [{ domain: '', version: 13 }],
    graph,
  }).finish();
}

function tables({ tables: { canonical, tokenRow, pairRow, rows }, table, dims }: GraphParts): onnx.ITensorProto[] {
  const raw = (array: Uint16Array | Uint8Array): Uint8Array =>
    new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
  return [
    { name: 'canonical', dims: [canonical.length], dataType: UINT16, rawData: raw(canonical) },
    { name: 'token_row', dims: [tokenRow.length], dataType: UINT16, rawData: raw(tokenRow) },
    { name: 'pair_row', dims: [pairRow.length], dataType: UINT16, rawData: raw(pairRow) },
    { name: 'table', dims: [rows, dims / 2], dataType: UINT8, rawData: raw(packed(table, dims)) },
  ];
}

function int64(name: string, values: readonly number[], shape: readonly number[] = []): onnx.ITensorProto {
  const rawData = new Uint8Array(BigInt64Array.from(values, BigInt).buffer);
  return { name, dims: [...shape], dataType: INT64, rawData };
}

const CONSTANTS: readonly onnx.ITensorProto[] = [
  int64('hash_a', [HASH_A]),
  int64('hash_b', [HASH_B]),
  int64('buckets', [BUCKETS]),
  int64('lead', [LEAD]),
  int64('none', [0]),
  int64('single', [1]),
  int64('two', [2]),
  int64('minus_one', [-1]),
  int64('zero', [0], [1]),
  int64('one', [1], [1]),
  int64('end', [2 ** 40], [1]),
  int64('axis1', [1], [1]),
  int64('axis2', [2], [1]),
  int64('pad_next', [0, 0, 0, 1], [4]),
  ...[1, OCCURRENCES].flatMap((places) => [
    int64(`front_${places}`, [0, places, 0, 0], [4]),
    int64(`but_last_${places}`, [-places], [1]),
  ]),
  { name: 'four', dataType: UINT8, dims: [], rawData: Uint8Array.of(4) },
  { name: 'eight', dataType: FLOAT, dims: [], floatData: [8] },
  { name: 'sixteen', dataType: FLOAT, dims: [], floatData: [16] },
];

/** `token_index` and `pair_index` [texts, tokens]: the rows of each token and of it with the next. */
function indexNodes(): onnx.INodeProto[] {
  return [
    // Ids where the mask is 0 become 0, [PAD], whose rows and pairs are the zero row.
    op('Mul', ['input_ids', 'attention_mask'], 'ids'),
    op('Gather', ['token_row', 'ids'], 'token_index16'),
    cast('token_index16', 'token_index', INT64),
    op('Gather', ['canonical', 'ids'], 'canonical16'),
    cast('canonical16', 'here', INT64),
    op('Slice', ['here', 'one', 'end', 'axis1'], 'shifted'),
    op('Pad', ['shifted', 'pad_next'], 'next'),
    op('Mul', ['here', 'hash_a'], 'hashed_here'),
    op('Mul', ['next', 'hash_b'], 'hashed_next'),
    op('Add', ['hashed_here', 'hashed_next'], 'hashed'),
    op('Mod', ['hashed', 'buckets'], 'bucket'),
    op('Gather', ['pair_row', 'bucket'], 'pair_index16'),
    cast('pair_index16', 'pair_index_any', INT64),
    // Canonical id 0 makes no pair: its product is 0, and so is its row.
    op('Mul', ['here', 'next'], 'both'),
    op('Sign', ['both'], 'is_pair'),
    op('Mul', ['pair_index_any', 'is_pair'], 'pair_index'),
  ];
}

/** The weighted sums of rows. The table has two values a byte, each 0 … 15, which are summed without unpacking. */
function sums(): onnx.INodeProto[] {
  return [
    op('Gather', ['table', 'row'], 'packed'),
    op('BitShift', ['packed', 'four'], 'high', SHIFT_RIGHT),
    op('MatMulInteger', ['weight', 'packed'], 'packed_sum_int'),
    op('MatMulInteger', ['weight', 'high'], 'high_sum_int'),
    cast('packed_sum_int', 'packed_sum', FLOAT),
    cast('high_sum_int', 'high_sum', FLOAT),
    // The sum of bytes is 16 · (sum of high halves) + (sum of low halves).
    op('Mul', ['high_sum', 'sixteen'], 'high_share'),
    op('Sub', ['packed_sum', 'high_share'], 'low_sum'),
    op('Concat', ['low_sum', 'high_sum'], 'biased_sum', intAttribute('axis', 2)),
    // Values are stored with eight added; the zero row is all eights.
    op('ReduceSum', ['weight_float', 'axis2'], 'total_weight'),
    op('Mul', ['total_weight', 'eight'], 'bias'),
    op('Sub', ['biased_sum', 'bias'], 'sum'),
    op('Squeeze', ['sum', 'axis1'], POOLED_OUTPUT),
    op('Concat', ['shape', 'one'], 'spread', intAttribute('axis', 0)),
    op('Expand', ['sum', 'spread'], 'last_hidden_state'),
  ];
}

/** Values −8 … 7 as bytes: low halves hold the first half of a row's dimensions, high halves the second. */
function packed(table: Int8Array, dims: number): Uint8Array {
  const half = dims / 2;
  return Uint8Array.from({ length: table.length / 2 }, (_, i) => {
    const low = Math.floor(i / half) * dims + (i % half);
    return (table[low] ?? 0) + 8 + 16 * ((table[low + half] ?? 0) + 8);
  });
}

function op(opType: string, input: string[], output: string, ...attribute: onnx.IAttributeProto[]): onnx.INodeProto {
  return { opType, name: `${opType}_${output}`, input, output: [output], attribute };
}

/** `is_lead` [tokens]: 1 for the first {@link LEAD} places, else 0. */
function leadFlags(): onnx.INodeProto[] {
  return [
    op('Shape', ['input_ids'], 'shape'),
    op('Gather', ['shape', 'single'], 'width'),
    op('Range', ['none', 'width', 'single'], 'places'),
    op('Less', ['places', 'lead'], 'leads'),
    cast('leads', 'is_lead', INT64),
  ];
}

/** A row's index and, in the last bit, whether it stands in the lead: so sorting keeps what the weights need to know. */
function keys(name: 'token' | 'pair'): onnx.INodeProto[] {
  return [
    op('Mul', [`${name}_index`, 'two'], `${name}_doubled`),
    op('Add', [`${name}_doubled`, 'is_lead'], `${name}_key`),
  ];
}

/** Sorts each text's keys in descending order: equal rows come together, those of the lead first. */
function sortedRows(): onnx.INodeProto[] {
  return [
    op('Concat', ['token_key', 'pair_key'], 'key', intAttribute('axis', 1)),
    op('Mul', ['width', 'two'], 'rows_of_a_text'),
    op('Unsqueeze', ['rows_of_a_text', 'zero'], 'all_rows'),
    { ...op('TopK', ['key', 'all_rows'], 'sorted', intAttribute('axis', 1)), output: ['sorted', 'sorted_from'] },
    op('Div', ['sorted', 'two'], 'row'),
    op('Mod', ['sorted', 'two'], 'row_leads'),
  ];
}

/** 2 for a row's first occurrence, 3 in the lead; 1 for the next ones, 0 from {@link OCCURRENCES} on. */
function rowWeights(): onnx.INodeProto[] {
  return [
    ...differs(1, 'first'),
    ...differs(OCCURRENCES, 'counted'),
    cast('row_leads', 'lead_bonus', FLOAT),
    op('Mul', ['first', 'lead_bonus'], 'first_in_lead'),
    op('Add', ['first', 'counted'], 'base_weight'),
    op('Add', ['base_weight', 'first_in_lead'], 'flat_weight'),
    op('Unsqueeze', ['flat_weight', 'axis1'], 'weight_float'),
    cast('weight_float', 'weight', UINT8),
  ];
}

/** 1 where a row differs from the one `places` before it, else 0. */
function differs(places: number, output: string): onnx.INodeProto[] {
  return [
    op('Pad', ['row', `front_${places}`, 'minus_one'], `${output}_padded`),
    op('Slice', [`${output}_padded`, 'zero', `but_last_${places}`, 'axis1'], `${output}_before`),
    op('Equal', ['row', `${output}_before`], `${output}_same`),
    op('Not', [`${output}_same`], `${output}_differs`),
    cast(`${output}_differs`, output, FLOAT),
  ];
}

function cast(from: string, to: string, type: number): onnx.INodeProto {
  return op('Cast', [from], to, intAttribute('to', type));
}

function intAttribute(name: string, i: number): onnx.IAttributeProto {
  return { name, type: proto.onnx.AttributeProto.AttributeType.INT, i };
}

function value(name: string, elemType: number, shape: readonly (string | number)[]): onnx.IValueInfoProto {
  const dim = shape.map((size) => (typeof size === 'string' ? { dimParam: size } : { dimValue: size }));
  return { name, type: { tensorType: { elemType, shape: { dim } } } };
}
