/** Linear layers and embedding tables with random weights, in float32 or quantised to int8. */
import type { Random } from '../../src/core/random.js';
import { ELEMENT, type GraphBuilder } from './graph-builder.js';

/** One matrix: where it goes, its name and its size [rows × columns]. */
export interface MatrixOptions {
  readonly g: GraphBuilder;
  readonly random: Random;
  readonly name: string;
  readonly rows: number;
  readonly columns: number;
}

/** Adds `x · W + b` for a `W` [rows × columns] and gives its output's name. */
export type Linear = (options: MatrixOptions, x: string) => string;
/** Adds a table [rows × columns] and the lookup of `indices` in it. */
export type Lookup = (options: MatrixOptions, indices: string) => string;

export const fullLinear: Linear = ({ g, random, name, rows, columns }, x) => {
  const weight = g.constant(`${name}.weight`, [rows, columns], matrix(random, rows, columns));
  return g.op('Add', [bias({ g, random, name, rows, columns }), g.op('MatMul', [x, weight])]);
};

export const fullLookup: Lookup = ({ g, random, name, rows, columns }, indices) =>
  g.op('Gather', [g.constant(`${name}.weight`, [rows, columns], matrix(random, rows, columns)), indices]);

/** As `quantize_dynamic` with `per_channel` and `reduce_range`: one scale a column, 7 bits, activations per batch. */
export const quantisedLinear: Linear = (options, x) => {
  const { g, random, name, rows, columns } = options;
  const values = matrix(random, rows, columns);
  const scales = new Float32Array(columns);
  values.forEach((value, i) => {
    scales[i % columns] = Math.max(scales[i % columns] ?? 0, Math.abs(value) / 63);
  });
  const weight = Int8Array.from(values, (value, i) => Math.round(value / (scales[i % columns] || 1)));
  const [quantised = '', scale = '', zero = ''] = g.ops('DynamicQuantizeLinear', [x], 3);
  const product = g.op('MatMulInteger', [
    quantised,
    g.constant(`${name}.weight_quantized`, [rows, columns], weight),
    zero,
    g.constant(`${name}.weight_zero_point`, [columns], new Int8Array(columns)),
  ]);
  const factor = g.op('Mul', [scale, g.constant(`${name}.weight_scale`, [columns], scales)]);
  const real = g.op('Mul', [g.op('Cast', [product], { to: ELEMENT.FLOAT }), factor]);
  return g.op('Add', [bias(options), real]);
};

export const quantisedLookup: Lookup = ({ g, random, name, rows, columns }, indices) => {
  const values = matrix(random, rows, columns);
  const scale = values.reduce((top, value) => Math.max(top, Math.abs(value)), 0) / 127;
  const bytes = Uint8Array.from(values, (value) => Math.round(value / scale) + 128);
  const table = g.constant(`${name}.weight_quantized`, [rows, columns], bytes);
  return g.op('DequantizeLinear', [
    g.op('Gather', [table, indices]),
    g.constant(`${name}.weight_scale`, [], Float32Array.of(scale)),
    g.constant(`${name}.weight_zero_point`, [], Uint8Array.of(128)),
  ]);
};

function bias({ g, random, name, columns }: MatrixOptions): string {
  return g.constant(`${name}.bias`, [columns], matrix(random, 1, columns));
}

/** Roughly normal values (a sum of three uniform ones), scaled so that a product keeps its input's size. */
function matrix(random: Random, rows: number, columns: number): Float32Array {
  const scale = (2 / Math.sqrt(rows)) * (rows > 5000 ? 10 : 1);
  return Float32Array.from(
    { length: rows * columns },
    () => (random.next() + random.next() + random.next() - 1.5) * scale,
  );
}
