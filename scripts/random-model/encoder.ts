/**
 * A BERT encoder with random weights as an ONNX graph, operator for operator as PyTorch's exporter writes it (layer norm
 * and GELU spelled out, the mask added to the scores), in float32 or quantised as onnxruntime's `quantize_dynamic` does
 * (per channel, reduced range): what a user gets from a hub, but for the values.
 */
import type { Random } from '../../src/core/random.js';
import { createGraphBuilder, ELEMENT, type GraphBuilder } from './graph-builder.js';
import { fullLinear, fullLookup, type Linear, type Lookup, quantisedLinear, quantisedLookup } from './weights.js';

/** Sizes of an encoder. */
export interface EncoderShape {
  readonly layers: number;
  readonly hidden: number;
  readonly heads: number;
  /** Width of the feed-forward part. */
  readonly ffn: number;
  readonly vocabulary: number;
  readonly positions: number;
  /** Columns of `logits` of a cross-encoder; without it the graph gives `last_hidden_state`. */
  readonly labels?: number;
}

/** sentence-transformers/all-MiniLM-L6-v2. */
export const MINILM_L6 = { layers: 6, hidden: 384, heads: 12, ffn: 1536, positions: 512 } as const;
/** For tests: as deep as a layer can be wrong, and small. */
export const TINY = { layers: 2, hidden: 32, heads: 4, ffn: 64, positions: 64 } as const;

interface Context {
  readonly g: GraphBuilder;
  readonly shape: EncoderShape;
  readonly random: Random;
  readonly linear: Linear;
  readonly lookup: Lookup;
}

/** The serialised graph; the same `random` seed gives the same weights, quantised or not. */
export function encoderGraph(shape: EncoderShape, random: Random, quantised: boolean): Uint8Array {
  const g = createGraphBuilder('random-encoder');
  const linear = quantised ? quantisedLinear : fullLinear;
  const lookup = quantised ? quantisedLookup : fullLookup;
  const context: Context = { g, shape, random, linear, lookup };
  const [ids, mask, types] = ['input_ids', 'attention_mask', 'token_type_ids'].map((name) =>
    g.input(name, ELEMENT.INT64, ['batch', 'sequence']),
  ) as [string, string, string];
  let x = embeddings(context, ids, types);
  const bias = maskBias(g, mask);
  for (let layer = 0; layer < shape.layers; layer++) x = encoderLayer(context, x, bias, `layer.${layer}`);
  if (shape.labels === undefined) g.output('last_hidden_state', x, ['batch', 'sequence', shape.hidden]);
  else g.output('logits', classifier(context, x, shape.labels), ['batch', shape.labels]);
  return g.finish();
}

function embeddings(context: Context, ids: string, types: string): string {
  const { g, shape, lookup } = context;
  const dims = (rows: number) => ({ rows, columns: shape.hidden });
  const length = g.op('Gather', [g.op('Shape', [ids]), g.int64(1)]);
  const positions = g.constant(
    'positions',
    [1, shape.positions],
    BigInt64Array.from({ length: shape.positions }, (_, i) => BigInt(i)),
  );
  const here = g.op('Slice', [positions, g.int64(0), length, g.int64(1)]);
  const word = lookup({ ...context, name: 'embeddings.word', ...dims(shape.vocabulary) }, ids);
  const type = lookup({ ...context, name: 'embeddings.type', ...dims(2) }, types);
  const place = lookup({ ...context, name: 'embeddings.position', ...dims(shape.positions) }, here);
  return layerNorm(context, g.op('Add', [g.op('Add', [word, type]), place]), 'embeddings.norm');
}

/** 0 for a real token, the lowest float for padding; [batch, 1, 1, sequence]. */
function maskBias(g: GraphBuilder, mask: string): string {
  const wide = g.op('Unsqueeze', [g.op('Unsqueeze', [mask, g.int64(1)]), g.int64(2)]);
  const real = g.op('Cast', [wide], { to: ELEMENT.FLOAT });
  return g.op('Mul', [g.op('Sub', [g.float(1), real]), g.float(-3.4028234663852886e38)]);
}

function encoderLayer(context: Context, x: string, bias: string, name: string): string {
  const { g, shape, linear } = context;
  const dense = (from: string, part: string, rows: number, columns: number): string =>
    linear({ ...context, name: `${name}.${part}`, rows, columns }, from);
  const attended = dense(attention(context, x, bias, name), 'attention.output', shape.hidden, shape.hidden);
  const middle = layerNorm(context, g.op('Add', [attended, x]), `${name}.attention.norm`);
  const wide = gelu(g, dense(middle, 'intermediate', shape.hidden, shape.ffn));
  return layerNorm(
    context,
    g.op('Add', [dense(wide, 'output', shape.ffn, shape.hidden), middle]),
    `${name}.output.norm`,
  );
}

function attention(context: Context, x: string, bias: string, name: string): string {
  const { g, shape, linear } = context;
  const { hidden, heads } = shape;
  const project = (part: string): string =>
    g.op('Reshape', [
      linear({ ...context, name: `${name}.attention.${part}`, rows: hidden, columns: hidden }, x),
      g.int64(0, 0, heads, hidden / heads),
    ]);
  const query = g.op('Transpose', [project('query')], { perm: [0, 2, 1, 3] });
  const key = g.op('Transpose', [project('key')], { perm: [0, 2, 3, 1] });
  const value = g.op('Transpose', [project('value')], { perm: [0, 2, 1, 3] });
  const scores = g.op('Div', [g.op('MatMul', [query, key]), g.float(Math.sqrt(hidden / heads))]);
  const shares = g.op('Softmax', [g.op('Add', [scores, bias])], { axis: 3 });
  const mixed = g.op('Transpose', [g.op('MatMul', [shares, value])], { perm: [0, 2, 1, 3] });
  return g.op('Reshape', [mixed, g.int64(0, 0, hidden)]);
}

function layerNorm({ g, shape, random }: Context, x: string, name: string): string {
  const near = (centre: number): Float32Array =>
    Float32Array.from({ length: shape.hidden }, () => centre + 0.2 * (random.next() - 0.5));
  const mean = g.op('ReduceMean', [x], { axes: [-1] });
  const centred = g.op('Sub', [x, mean]);
  const variance = g.op('ReduceMean', [g.op('Pow', [centred, g.float(2)])], { axes: [-1] });
  const scaled = g.op('Div', [centred, g.op('Sqrt', [g.op('Add', [variance, g.float(1e-12)])])]);
  const gain = g.constant(`${name}.weight`, [shape.hidden], near(1));
  return g.op('Add', [g.op('Mul', [scaled, gain]), g.constant(`${name}.bias`, [shape.hidden], near(0))]);
}

function gelu(g: GraphBuilder, x: string): string {
  const erf = g.op('Erf', [g.op('Div', [x, g.float(Math.SQRT2)])]);
  return g.op('Mul', [g.op('Mul', [x, g.op('Add', [erf, g.float(1)])]), g.float(0.5)]);
}

/** Pooler (tanh over the first token) and one linear layer. */
function classifier(context: Context, x: string, labels: number): string {
  const { g, shape, linear } = context;
  const first = g.op('Squeeze', [g.op('Slice', [x, g.int64(0), g.int64(1), g.int64(1)]), g.int64(1)]);
  const pooled = g.op('Tanh', [
    linear({ ...context, name: 'pooler', rows: shape.hidden, columns: shape.hidden }, first),
  ]);
  return linear({ ...context, name: 'classifier', rows: shape.hidden, columns: labels }, pooled);
}
