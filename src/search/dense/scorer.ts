/**
 * Scores of rows of a block, in WebAssembly: the arithmetic of `inner-product.ts` to the last bit, three times as fast as
 * the same loop in JavaScript. The module is written here byte by byte, as the graphs are: it is one loop.
 *
 * Instructions: https://webassembly.github.io/spec/core/binary/instructions.html
 */
import { innerProducts, roundScore } from './inner-product.js';

/** The little of WebAssembly's JavaScript interface that is needed; the types at hand come with the DOM's. */
declare const WebAssembly: {
  readonly Memory: new (limits: { readonly initial: number }) => WasmMemory;
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: { readonly score: WasmScore } };
};
interface WasmMemory {
  readonly buffer: ArrayBuffer;
  grow(pages: number): number;
}
/** Inner product of two rows at byte addresses; `whole` is the end of the first one's groups of four, `end` its end. */
type WasmScore = (a: number, b: number, whole: number, end: number) => number;

const PAGE = 65_536;
const BYTES = Float32Array.BYTES_PER_ELEMENT;

/** Holds a copy of a block's rows, and of the queries that are scored with them. */
export class Scorer {
  private readonly memory = new WebAssembly.Memory({ initial: 1 });
  private readonly run: WasmScore;
  private dims = 0;
  /** Byte address of the queries, behind the rows. */
  private queriesAt = 0;

  constructor() {
    compiled ??= new WebAssembly.Module(scoreModule());
    this.run = new WebAssembly.Instance(compiled, { m: { m: this.memory } }).exports.score;
  }

  /** Takes the rows of a block, row-major [any × dims]. */
  loadRows(rows: Float32Array, dims: number): void {
    this.dims = dims;
    this.queriesAt = rows.length * BYTES;
    this.copy(rows, 0);
  }

  /** Takes queries, row-major [any × dims] of the block's dims. */
  loadQueries(queries: Float32Array): void {
    this.copy(queries, this.queriesAt);
  }

  /** The score of query `i` and row `j`: {@link innerProducts} of both. */
  score(i: number, j: number): number {
    const { dims } = this;
    const a = this.queriesAt + i * dims * BYTES;
    return roundScore(this.run(a, j * dims * BYTES, a + (dims - (dims % 4)) * BYTES, a + dims * BYTES));
  }

  private copy(data: Float32Array, at: number): void {
    const missing = at + data.length * BYTES - this.memory.buffer.byteLength;
    if (missing > 0) this.memory.grow(Math.ceil(missing / PAGE));
    new Float32Array(this.memory.buffer, at, data.length).set(data);
  }
}

let compiled: object | undefined;

const I32 = 0x7f;
const F64 = 0x7c;
const V128 = 0x7b;
const VOID = 0x40;
const END = 0x0b;

/** Parameters a, b, whole, end; locals: the sums of strands 0 and 1, of 2 and 3, and the tail's of strand 0. */
const [A, B, WHOLE, ROW_END, LOW, HIGH, TAIL] = [0, 1, 2, 3, 4, 5, 6];

const get = (local: number): number[] => [0x20, local];
const set = (local: number): number[] => [0x21, local];
const advance = (local: number, by: number): number[] => [...get(local), 0x41, by, 0x6a, ...set(local)];
/** Two float32 at an address, widened to float64. */
const pair = (local: number, offset: number): number[] => [...get(local), 0xfd, 0x5d, 2, offset, 0xfd, 0x5f];
const addPairs = (sum: number, offset: number): number[] => [
  ...get(sum),
  ...[...pair(A, offset), ...pair(B, offset), 0xfd, 0xf2, 0x01],
  ...[0xfd, 0xf0, 0x01],
  ...set(sum),
];
const lane = (local: number, index: number): number[] => [...get(local), 0xfd, 0x21, index];
const float = (local: number): number[] => [...get(local), 0x2a, 2, 0, 0xbb];
/** `while (a < end) body`. */
const whileBelow = (end: number, body: readonly number[]): number[] => [
  ...[0x02, VOID, 0x03, VOID],
  ...[...get(A), ...get(end), 0x4f, 0x0d, 1],
  ...body,
  ...[0x0c, 0, END, END],
];

function scoreModule(): Uint8Array {
  const body = [
    ...[3, 1, V128, 1, V128, 1, F64],
    ...whileBelow(WHOLE, [...addPairs(LOW, 0), ...addPairs(HIGH, 8), ...advance(A, 16), ...advance(B, 16)]),
    ...[...lane(LOW, 0), ...set(TAIL)],
    ...whileBelow(ROW_END, [
      ...[...get(TAIL), ...float(A), ...float(B), 0xa2, 0xa0, ...set(TAIL)],
      ...[...advance(A, BYTES), ...advance(B, BYTES)],
    ]),
    // s0 + s1 + (s2 + s3)
    ...[...get(TAIL), ...lane(LOW, 1), 0xa0, ...lane(HIGH, 0), ...lane(HIGH, 1), 0xa0, 0xa0],
    END,
  ];
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, [1, 0x60, 4, I32, I32, I32, I32, 1, F64]),
    ...section(2, [1, ...name('m'), ...name('m'), 0x02, 0x00, 1]),
    ...section(3, [1, 0]),
    ...section(7, [1, ...name('score'), 0x00, 0]),
    ...section(10, [1, ...sized(body)]),
  ]);
}

function section(id: number, content: readonly number[]): number[] {
  return [id, ...sized(content)];
}

function name(text: string): number[] {
  return sized([...Buffer.from(text, 'ascii')]);
}

function sized(content: readonly number[]): number[] {
  const { length } = content;
  return length > 127 ? [(length & 127) | 128, length >> 7, ...content] : [length, ...content];
}
