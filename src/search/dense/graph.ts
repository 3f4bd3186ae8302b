/**
 * The ONNX graphs of a search, the fastest exact search that the runtime at hand offers (BLAS-grade kernels, no index).
 * They are written here byte by byte, because a graph is some 200 bytes long and a protobuf library at run time is not
 * worth them; the test decodes them with `onnx-proto`.
 *
 * Field numbers: https://github.com/onnx/onnx/blob/main/onnx/onnx.proto
 */

/**
 * `Gemm(queries, passagesᵀ)` then `TopK`. Inputs float32 `queries` [q × d], `passages` [n × d], int64 `k` [1]; outputs
 * float32 `scores` and int64 `rows` [q × k], best first.
 */
export function searchGraph(): Uint8Array {
  const transposed = message([text(1, 'transB'), integer(3, 1), integer(20, ATTRIBUTE_INT)]);
  const gemm = message([
    text(1, 'queries'),
    text(1, 'passages'),
    text(2, 'products'),
    text(4, 'Gemm'),
    embedded(5, transposed),
  ]);
  return model({
    name: 'exact-search',
    multiply: gemm,
    inputs: [value('queries', FLOAT, ['q', 'd']), value('passages', FLOAT, ['n', 'd'])],
    scores: FLOAT,
  });
}

/**
 * `MatMulInteger(queries, passages)` then `TopK`. Inputs uint8 `queries` [q × d] that stand for their value less `zero`,
 * int8 `passages` [d × n] (transposed), uint8 `zero`, int64 `k` [1]; outputs int32 `scores` and int64 `rows` [q × k],
 * largest first.
 */
export function screenGraph(): Uint8Array {
  const multiply = message([
    text(1, 'queries'),
    text(1, 'passages'),
    text(1, 'zero'),
    text(2, 'products'),
    text(4, 'MatMulInteger'),
  ]);
  return model({
    name: 'screen',
    multiply,
    inputs: [value('queries', UINT8, ['q', 'd']), value('passages', INT8, ['d', 'n']), value('zero', UINT8, [])],
    scores: INT32,
  });
}

/** A node that makes `products`, and `TopK` of them. */
function model(parts: {
  readonly name: string;
  readonly multiply: readonly number[];
  readonly inputs: readonly (readonly number[])[];
  readonly scores: number;
}): Uint8Array {
  const topK = message([text(1, 'products'), text(1, 'k'), text(2, 'scores'), text(2, 'rows'), text(4, 'TopK')]);
  const graph = message([
    embedded(1, parts.multiply),
    embedded(1, topK),
    text(2, parts.name),
    ...[...parts.inputs, value('k', INT64, ['one'])].map((input) => embedded(11, input)),
    embedded(12, value('scores', parts.scores, ['q', 'found'])),
    embedded(12, value('rows', INT64, ['q', 'found'])),
  ]);
  return Uint8Array.from(message([integer(1, IR_VERSION), embedded(7, graph), embedded(8, integer(2, OPSET))]));
}

/** ONNX 1.8 and later read these. */
const IR_VERSION = 7;
const OPSET = 13;
const FLOAT = 1;
const UINT8 = 2;
const INT8 = 3;
const INT32 = 6;
const INT64 = 7;
const ATTRIBUTE_INT = 2;

const VARINT = 0;
const LENGTH_DELIMITED = 2;

/** Every number here but lengths fits one byte of varint, those fit two. */
function byte(value: number): number {
  if (value > 127) throw new RangeError(`${value} needs more than one byte`);
  return value;
}

function integer(field: number, value: number): number[] {
  return field < 16 ? [(field << 3) | VARINT, byte(value)] : [((field << 3) & 127) | 128, field >> 4, byte(value)];
}

function embedded(field: number, bytes: readonly number[]): number[] {
  const length = bytes.length > 127 ? [(bytes.length & 127) | 128, byte(bytes.length >> 7)] : [bytes.length];
  return [(field << 3) | LENGTH_DELIMITED, ...length, ...bytes];
}

function text(field: number, value: string): number[] {
  return embedded(field, [...Buffer.from(value, 'ascii')]);
}

function message(fields: readonly (readonly number[])[]): number[] {
  return fields.flat();
}

/** A tensor with named axes; none: a scalar. */
function value(name: string, elementType: number, axes: readonly string[]): number[] {
  const shape = message(axes.map((axis) => embedded(1, text(2, axis))));
  const tensor = [...integer(1, elementType), ...embedded(2, shape)];
  return [...text(1, name), ...embedded(2, embedded(1, tensor))];
}
