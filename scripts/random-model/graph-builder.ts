/** Writes an ONNX graph node by node. */
// The default import: Node does not see the named exports of this CommonJS module.
import proto, { type onnx } from 'onnx-proto';

const { FLOAT, INT8, UINT8, INT64 } = proto.onnx.TensorProto.DataType;
export const ELEMENT = { FLOAT, INT8, UINT8, INT64 } as const;

type Attributes = Readonly<Record<string, number | readonly number[]>>;
type Values = Float32Array | Int8Array | Uint8Array | BigInt64Array;
type Size = string | number;

/** A graph under construction; every method gives the name of what it made. */
export interface GraphBuilder {
  /** A node with one output. */
  op(type: string, inputs: readonly string[], attributes?: Attributes): string;
  /** A node with several outputs. */
  ops(type: string, inputs: readonly string[], outputs: number): string[];
  /** A constant; the same `name` may be given once. */
  constant(name: string, dims: readonly number[], values: Values): string;
  /** A scalar or a short list of float32 or int64, made once however often it is asked for. */
  float(value: number): string;
  int64(...values: readonly number[]): string;
  input(name: string, elementType: number, dims: readonly Size[]): string;
  /** Renames `value` to an output of the graph. */
  output(name: string, value: string, dims: readonly Size[]): void;
  /** The serialised model, opset 13. */
  finish(): Uint8Array;
}

export function createGraphBuilder(name: string): GraphBuilder {
  const node: onnx.INodeProto[] = [];
  const initializer = new Map<string, onnx.ITensorProto>();
  const inputs: onnx.IValueInfoProto[] = [];
  const outputs: onnx.IValueInfoProto[] = [];
  let count = 0;
  const add = (opType: string, from: readonly string[], size: number, attributes: Attributes = {}): string[] => {
    const id = `${opType}_${count++}`;
    const output = Array.from({ length: size }, (_, i) => (size === 1 ? `${id}_out` : `${id}_out${i}`));
    node.push({ opType, name: id, input: [...from], output, attribute: Object.entries(attributes).map(attribute) });
    return output;
  };
  const constant = (key: string, dims: readonly number[], values: Values): string => {
    if (!initializer.has(key)) initializer.set(key, tensor(key, dims, values));
    return key;
  };
  return {
    op: (type, from, attributes) => add(type, from, 1, attributes)[0] ?? '',
    ops: (type, from, size) => add(type, from, size),
    constant,
    float: (value) => constant(`float_${value}`, [], Float32Array.of(value)),
    int64: (...values) => constant(`int64_${values.join('_')}`, [values.length], BigInt64Array.from(values, BigInt)),
    input: (key, elementType, dims) => {
      inputs.push(valueInfo(key, elementType, dims));
      return key;
    },
    output: (key, value, dims) => {
      node.push({ opType: 'Identity', name: `Identity_${key}`, input: [value], output: [key] });
      outputs.push(valueInfo(key, FLOAT, dims));
    },
    finish: () =>
      proto.onnx.ModelProto.encode({
        irVersion: 8,
        producerName: 'raft-corpus random model',
        opsetImport: [
          { domain: '', version: 13 },
          { domain: 'com.microsoft', version: 1 },
        ],
        graph: { name, node, initializer: [...initializer.values()], input: inputs, output: outputs },
      }).finish(),
  };
}

function tensor(name: string, dims: readonly number[], values: Values): onnx.ITensorProto {
  const types = [
    [Float32Array, FLOAT],
    [Int8Array, INT8],
    [Uint8Array, UINT8],
    [BigInt64Array, INT64],
  ] as const;
  const dataType = types.find(([type]) => values instanceof type)?.[1];
  if (dataType === undefined) throw new TypeError(`no element type for ${name}`);
  return {
    name,
    dims: [...dims],
    dataType,
    rawData: new Uint8Array(values.buffer, values.byteOffset, values.byteLength),
  };
}

function attribute([name, value]: readonly [string, number | readonly number[]]): onnx.IAttributeProto {
  const { INT, INTS } = proto.onnx.AttributeProto.AttributeType;
  return typeof value === 'number' ? { name, type: INT, i: value } : { name, type: INTS, ints: [...value] };
}

function valueInfo(name: string, elemType: number, dims: readonly Size[]): onnx.IValueInfoProto {
  const dim = dims.map((size) => (typeof size === 'string' ? { dimParam: size } : { dimValue: size }));
  return { name, type: { tensorType: { elemType, shape: { dim } } } };
}
