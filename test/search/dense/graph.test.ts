import proto from 'onnx-proto';
import { describe, expect, it } from 'vitest';
import { screenGraph, searchGraph } from '../../../src/search/dense/graph.js';

const { FLOAT, INT8, INT32, INT64, UINT8 } = proto.onnx.TensorProto.DataType;

function tensor(name: string, elemType: number, axes: string[]) {
  return { name, type: { tensorType: { elemType, shape: { dim: axes.map((dimParam) => ({ dimParam })) } } } };
}

describe('searchGraph', () => {
  it('is what the ONNX library writes for Gemm and TopK', () => {
    const { INT } = proto.onnx.AttributeProto.AttributeType;
    const written = proto.onnx.ModelProto.encode({
      irVersion: 7,
      opsetImport: [{ version: 13 }],
      graph: {
        name: 'exact-search',
        node: [
          {
            opType: 'Gemm',
            input: ['queries', 'passages'],
            output: ['products'],
            attribute: [{ name: 'transB', type: INT, i: 1 }],
          },
          { opType: 'TopK', input: ['products', 'k'], output: ['scores', 'rows'] },
        ],
        input: [
          tensor('queries', FLOAT, ['q', 'd']),
          tensor('passages', FLOAT, ['n', 'd']),
          tensor('k', INT64, ['one']),
        ],
        output: [tensor('scores', FLOAT, ['q', 'found']), tensor('rows', INT64, ['q', 'found'])],
      },
    }).finish();
    const decode = (bytes: Uint8Array) => proto.onnx.ModelProto.decode(bytes).toJSON();
    expect(decode(searchGraph())).toEqual(decode(written));
    expect(searchGraph()).toHaveLength(written.length);
  });
});

describe('screenGraph', () => {
  it('is what the ONNX library writes for MatMulInteger and TopK', () => {
    const written = proto.onnx.ModelProto.encode({
      irVersion: 7,
      opsetImport: [{ version: 13 }],
      graph: {
        name: 'screen',
        node: [
          { opType: 'MatMulInteger', input: ['queries', 'passages', 'zero'], output: ['products'] },
          { opType: 'TopK', input: ['products', 'k'], output: ['scores', 'rows'] },
        ],
        input: [
          tensor('queries', UINT8, ['q', 'd']),
          tensor('passages', INT8, ['d', 'n']),
          tensor('zero', UINT8, []),
          tensor('k', INT64, ['one']),
        ],
        output: [tensor('scores', INT32, ['q', 'found']), tensor('rows', INT64, ['q', 'found'])],
      },
    }).finish();
    const decode = (bytes: Uint8Array) => proto.onnx.ModelProto.decode(bytes).toJSON();
    expect(decode(screenGraph())).toEqual(decode(written));
  });
});
