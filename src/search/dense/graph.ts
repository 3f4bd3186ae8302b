/**
 * The ONNX graph of a search: `Gemm(queries, passagesᵀ)` then `TopK`, the fastest exact search that the runtime at hand
 * offers (BLAS-grade kernels, no index). It is written here byte by byte, because the graph is 180 bytes long and a
 * protobuf library at run time is not worth them; the test decodes it with `onnx-proto`.
 *
 * Field numbers: https://github.com/onnx/onnx/blob/main/onnx/onnx.proto
 */

/** Inputs `queries` [q × d], `passages` [n × d], `k` [1]; outputs `scores` and `rows` [q × k], best first. */
export function searchGraph(): Uint8Array {
  const transposed = message([text(1, 'transB'), integer(3, 1), integer(20, ATTRIBUTE_INT)]);
  const gemm = message([text(1, 'queries'), text(1, 'passages'), text(2, 'products'), text(4, 'Gemm')]);
  const topK = message([text(1, 'products'), text(1, 'k'), text(2, 'scores'), text(2, 'rows'), text(4, 'TopK')]);
  const graph = message([
    embedded(1, [...gemm, ...embedded(5, transposed)]),
    embedded(1, topK),
    text(2, 'exact-search'),
    embedded(11, value('queries', FLOAT, ['q', 'd'])),
    embedded(11, value('passages', FLOAT, ['n', 'd'])),
    embedded(11, value('k', INT64, ['one'])),
    embedded(12, value('scores', FLOAT, ['q', 'found'])),
    embedded(12, value('rows', INT64, ['q', 'found'])),
  ]);
  return Uint8Array.from(message([integer(1, IR_VERSION), embedded(7, graph), embedded(8, integer(2, OPSET))]));
}

/** ONNX 1.8 and later read these. */
const IR_VERSION = 7;
const OPSET = 13;
const FLOAT = 1;
const INT64 = 7;
const ATTRIBUTE_INT = 2;

const VARINT = 0;
const LENGTH_DELIMITED = 2;

/** Every number here, lengths too, fits one byte of varint. */
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

/** A tensor with named axes. */
function value(name: string, elementType: number, axes: readonly string[]): number[] {
  const shape = message(axes.map((axis) => embedded(1, text(2, axis))));
  const tensor = [...integer(1, elementType), ...embedded(2, shape)];
  return [...text(1, name), ...embedded(2, embedded(1, tensor))];
}
