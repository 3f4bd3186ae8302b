import fc from 'fast-check';
import ort from 'onnxruntime-node';
import { expect, it } from 'vitest';
import { buildTables, canonicalIds, countFeatures, LEAD, rowsOf } from '../../../scripts/embedder/features.js';
import { buildGraph } from '../../../scripts/embedder/graph.js';
import { SPECIALS } from '../../../scripts/embedder/tokenizer-files.js';

const DIMS = 64;
const vocabulary = [...SPECIALS, 'a', 'b', '##s', 'カ', 'か', '本', '、'];
const documents = [Int32Array.from([3, 4, 8]), Int32Array.from([6, 7, 3, 4])];
const counts = countFeatures(documents, canonicalIds(vocabulary));
const tables = buildTables(vocabulary, counts, { rows: 16, pool: 5, minTokenCount: 1 });
const table = Int8Array.from({ length: 16 * DIMS }, (_, i) => (i < DIMS ? 0 : ((i * 37) % 16) - 8));
const session = ort.InferenceSession.create(Buffer.from(buildGraph({ tables, table, dims: DIMS })));

/** What the graph should sum, from the same tables in TypeScript. */
function expected(ids: readonly number[]): number[] {
  const sum = new Array<number>(DIMS).fill(0);
  for (const row of rowsOf(Int32Array.from(ids), tables))
    for (let d = 0; d < DIMS; d++) sum[d] = (sum[d] ?? 0) + (table[row * DIMS + d] ?? 0);
  return sum;
}

async function run(texts: readonly (readonly number[])[]): Promise<{ sums: Float32Array; places: Float32Array }> {
  const width = Math.max(...texts.map((text) => text.length));
  const padded = (value: (text: readonly number[], i: number) => number) =>
    new ort.Tensor(
      'int64',
      BigInt64Array.from(texts.flatMap((text) => Array.from({ length: width }, (_, i) => BigInt(value(text, i))))),
      [texts.length, width],
    );
  const result = await (await session).run({
    input_ids: padded((text, i) => text[i] ?? 0),
    attention_mask: padded((text, i) => (i < text.length ? 1 : 0)),
  });
  return {
    sums: result['token_sum']?.data as Float32Array,
    places: result['last_hidden_state']?.data as Float32Array,
  };
}

it('sums the rows that training saw, whatever the padding', async () => {
  const id = fc.integer({ min: 1, max: vocabulary.length - 1 });
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(id, { minLength: 1, maxLength: 2 * LEAD }), { minLength: 1, maxLength: 4 }),
      async (texts) => {
        const { sums, places } = await run(texts);
        const width = places.length / texts.length / DIMS;
        texts.forEach((text, i) => {
          const sum = [...sums.subarray(i * DIMS, (i + 1) * DIMS)].map((x) => x + 0);
          expect(sum).toEqual(expected(text));
          const last = ((i + 1) * width - 1) * DIMS;
          expect([...places.subarray(last, last + DIMS)].map((x) => x + 0)).toEqual(sum);
        });
      },
    ),
    { numRuns: 60 },
  );
});

it('gives what is said at the start and what is said again its weight', () => {
  const rowOf = (id: number): number => tables.tokenRow[id] ?? 0;
  const times = (ids: readonly number[]): number =>
    rowsOf(Int32Array.from(ids), tables).filter((row) => row === rowOf(8)).length;
  const filler = new Array<number>(LEAD).fill(2);
  expect(times([8])).toBe(3);
  expect(times([...filler, 8])).toBe(2);
  expect(times([...filler, 8, 2, 8, 2, 8])).toBe(4);
  expect(times([...filler, ...new Array<number>(9).fill(8)])).toBe(5);
});

it('folds katakana into hiragana and gives endings and breaks no row', () => {
  expect(rowsOf(Int32Array.from([6]), tables)).toEqual(rowsOf(Int32Array.from([7]), tables));
  expect(rowsOf(Int32Array.from([5, 2, 9]), tables)).toEqual([]);
});
