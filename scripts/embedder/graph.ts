/**
 * The bundled model's ONNX graph. Outputs `last_hidden_state` [rows, tokens, dims] (rows of tokens plus rows of
 * pairs, sorted, repetitions beyond the third zero), for any mean-pooling user, and `token_sum` [rows, dims], the masked sum.
 * All values are integers well below 2^24, so float32 sums are exact and do not depend on batch, order or threads.
 */
// The default import: Node does not see the named exports of this CommonJS module.
import proto, { type onnx } from 'onnx-proto';
import { BUCKETS, type FeatureTables, HASH_A, HASH_B, OCCURRENCES } from './features.js';

/** Name of the pooled output, also in config.json as `pooled_output`. */
export const POOLED_OUTPUT = 'token_sum';

const { FLOAT, UINT16, INT8, INT64 } = proto.onnx.TensorProto.DataType;

/** What the graph is made of. */
export interface GraphParts {
  readonly tables: FeatureTables;
  /** Row-major [rows × dims]; row 0 is zero. */
  readonly table: Int8Array;
  readonly dims: number;
}

/** The serialised model. */
export function buildGraph({ tables, table, dims }: GraphParts): Uint8Array {
  const raw = (array: Uint16Array | Int8Array): Uint8Array =>
    new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
  const int64 = (name: string, values: readonly number[], shape: readonly number[] = []): onnx.ITensorProto => ({
    name,
    dims: [...shape],
    dataType: INT64,
    rawData: new Uint8Array(BigInt64Array.from(values, BigInt).buffer),
  });
  const initializer: onnx.ITensorProto[] = [
    { name: 'canonical', dims: [tables.canonical.length], dataType: UINT16, rawData: raw(tables.canonical) },
    { name: 'token_row', dims: [tables.tokenRow.length], dataType: UINT16, rawData: raw(tables.tokenRow) },
    { name: 'pair_row', dims: [tables.pairRow.length], dataType: UINT16, rawData: raw(tables.pairRow) },
    { name: 'table', dims: [tables.rows, dims], dataType: INT8, rawData: raw(table) },
    int64('hash_a', [HASH_A]),
    int64('hash_b', [HASH_B]),
    int64('buckets', [BUCKETS]),
    int64('zero', [0], [1]),
    int64('one', [1], [1]),
    int64('end', [2 ** 40], [1]),
    int64('axis1', [1], [1]),
    int64('minus_one', [-1]),
    int64('front', [0, OCCURRENCES, 0, 0], [4]),
    int64('but_last', [-OCCURRENCES], [1]),
    int64('pad_next', [0, 0, 0, 1], [4]),
  ];
  const node = [
    // Ids where the mask is 0 become 0, [PAD], whose rows and pairs are the zero row.
    op('Mul', ['input_ids', 'attention_mask'], 'ids'),
    op('Gather', ['token_row', 'ids'], 'token_index16'),
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
    cast('token_index16', 'token_index', INT64),
    op('Shape', ['input_ids'], 'shape'),
    op('Gather', ['shape', 'axis1'], 'width'),
    ...limited('token_index', 'token_kept'),
    ...limited('pair_index', 'pair_kept'),
    op('Gather', ['table', 'token_kept'], 'token_int8'),
    op('Gather', ['table', 'pair_kept'], 'pair_int8'),
    cast('token_int8', 'token_vector', FLOAT),
    cast('pair_int8', 'pair_vector', FLOAT),
    op('Add', ['token_vector', 'pair_vector'], 'last_hidden_state'),
    { ...op('ReduceSum', ['last_hidden_state', 'axis1'], POOLED_OUTPUT), attribute: [intAttribute('keepdims', 0)] },
  ];
  const used = new Set(node.flatMap((n) => n.input ?? []));
  const graph: onnx.IGraphProto = {
    name: 'raft-corpus-bundled',
    node,
    initializer: initializer.filter((tensor) => used.has(tensor.name ?? '')),
    input: [value('input_ids', INT64, ['rows', 'tokens']), value('attention_mask', INT64, ['rows', 'tokens'])],
    output: [value('last_hidden_state', FLOAT, ['rows', 'tokens', dims]), value(POOLED_OUTPUT, FLOAT, ['rows', dims])],
  };
  return proto.onnx.ModelProto.encode({
    irVersion: 8,
    producerName: 'raft-corpus',
    opsetImport: [{ domain: '', version: 13 }],
    graph,
  }).finish();
}

function op(opType: string, input: string[], output: string): onnx.INodeProto {
  return { opType, name: `${opType}_${output}`, input, output: [output] };
}

/**
 * Sorts each row's indices in descending order (padding and zero rows end up last) and sets to the zero row what
 * equals the index {@link OCCURRENCES} places before it. The order of tokens is lost, which no sum notices.
 */
function limited(index: string, kept: string): onnx.INodeProto[] {
  return [
    {
      ...op('TopK', [index, 'width'], `${kept}_sorted`),
      output: [`${kept}_sorted`, `${kept}_places`],
      attribute: [intAttribute('axis', 1)],
    },
    op('Pad', [`${kept}_sorted`, 'front', 'minus_one'], `${kept}_padded`),
    op('Slice', [`${kept}_padded`, 'zero', 'but_last', 'axis1'], `${kept}_before`),
    op('Equal', [`${kept}_sorted`, `${kept}_before`], `${kept}_repeated`),
    op('Not', [`${kept}_repeated`], `${kept}_new`),
    cast(`${kept}_new`, `${kept}_factor`, INT64),
    op('Mul', [`${kept}_sorted`, `${kept}_factor`], kept),
  ];
}

function cast(from: string, to: string, type: number): onnx.INodeProto {
  return { ...op('Cast', [from], to), attribute: [intAttribute('to', type)] };
}

function intAttribute(name: string, i: number): onnx.IAttributeProto {
  return { name, type: proto.onnx.AttributeProto.AttributeType.INT, i };
}

function value(name: string, elemType: number, shape: readonly (string | number)[]): onnx.IValueInfoProto {
  const dim = shape.map((size) => (typeof size === 'string' ? { dimParam: size } : { dimValue: size }));
  return { name, type: { tensorType: { elemType, shape: { dim } } } };
}
