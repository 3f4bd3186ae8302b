import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readEmbeddings } from '../../../src/embed/endpoint/answer.js';
import { MalformedAnswer } from '../../../src/endpoint/errors.js';

const item = (index: unknown, embedding: unknown) => ({ object: 'embedding', index, embedding });
const two = { count: 2, dims: 2 };

describe('readEmbeddings', () => {
  it('orders by index, whatever the position, and makes each vector length 1', () => {
    const { vectors, dims } = readEmbeddings({ data: [item(1, [0, 5]), item(0, [3, 4])] }, two);
    expect(dims).toBe(2);
    expect([...vectors]).toEqual([Math.fround(0.6), Math.fround(0.8), 0, 1]);
  });

  it('gives the same whatever order the server sends in, and whether as numbers or base64', () => {
    const vector = fc.array(fc.float({ noNaN: true, min: -100, max: 100 }), { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(
        fc.array(
          vector.filter((v) => v.some((x) => Math.abs(x) > 1e-3)),
          { minLength: 1, maxLength: 6 },
        ),
        fc.infiniteStream(fc.nat()),
        (rows, keys) => {
          const expected = { count: rows.length, dims: 3 };
          const plain = rows.map((row, i) => item(i, row));
          const shuffled = plain
            .map((entry) => ({ entry, key: keys.next().value as number }))
            .sort((a, b) => a.key - b.key)
            .map(({ entry }) =>
              item(entry.index, Buffer.from(Float32Array.from(entry.embedding as number[]).buffer).toString('base64')),
            );
          const [a, b] = [plain, shuffled].map((data) => readEmbeddings({ data }, expected).vectors);
          expect(b).toEqual(a);
        },
      ),
    );
  });

  it('learns the dimensions where they are not known, and takes a single vector without an index', () => {
    expect(readEmbeddings({ data: [{ embedding: [1, 0, 0] }] }, { count: 1, dims: undefined }).dims).toBe(3);
    expect(readEmbeddings({ data: [item(0, [1])], usage: { prompt_tokens: 7 } }, { count: 1, dims: 1 }).tokens).toBe(7);
    expect(readEmbeddings({ data: [item(0, [1])], usage: 'x' }, { count: 1, dims: 1 }).tokens).toBe(0);
  });

  it.each([
    ['no list', {}, 'no list `data`'],
    ['null', null, 'no list `data`'],
    ['text', 'vectors', 'no list `data`'],
    ['fewer', { data: [item(0, [1, 0])] }, '1 vectors for 2 texts'],
    ['more', { data: [0, 1, 2].map((i) => item(i, [1, 0])) }, '3 vectors for 2 texts'],
    ['a duplicated index', { data: [item(0, [1, 0]), item(0, [0, 1])] }, 'two vectors for the text of index 0'],
    ['a missing index', { data: [item(0, [1, 0]), item(undefined, [0, 1])] }, 'valid `index`'],
    ['an index as text', { data: [item('0', [1, 0]), item('1', [0, 1])] }, 'valid `index`'],
    ['an index out of range', { data: [item(1, [1, 0]), item(2, [0, 1])] }, 'valid `index`'],
    [
      'wrong dimensions',
      { data: [item(0, [1, 0, 0]), item(1, [1, 0, 0])] },
      '3 numbers where those of this model have 2',
    ],
    ['ragged dimensions', { data: [item(0, [1, 0]), item(1, [1])] }, '1 numbers where those of this model have 2'],
    ['null inside', { data: [item(0, [1, null]), item(1, [1, 0])] }, 'null in place of a number'],
    ['a string inside', { data: [item(0, [1, '0.5']), item(1, [1, 0])] }, 'a string in place of a number'],
    ['a list inside', { data: [item(0, [[1, 0]]), item(1, [[1, 0]])] }, '1 numbers'],
    ['an infinite number', { data: [item(0, [1, Number.POSITIVE_INFINITY]), item(1, [1, 0])] }, 'not finite'],
    ['zeros', { data: [item(0, [0, 0]), item(1, [1, 0])] }, 'a vector of zeros'],
    ['numbers whose squares overflow', { data: [item(0, [1e200, 0]), item(1, [1, 0])] }, 'too large'],
    ['no vector', { data: [{ index: 0 }, item(1, [1, 0])] }, 'without a vector'],
    ['null items', { data: [null, null] }, 'valid `index`'],
    ['base64 of three bytes', { data: [item(0, 'AAAA'), item(1, 'AAAA')] }, 'not the base64'],
    ['text that is no base64', { data: [item(0, 'not base64!!'), item(1, 'x')] }, 'not the base64'],
    ['base64 of NaN', { data: [item(0, 'AADAfwAAgD8='), item(1, [1, 0])] }, 'not finite'],
  ])('refuses %s', (_, answer, message) => {
    const read = () => readEmbeddings(answer, two);
    expect(read).toThrow(MalformedAnswer);
    expect(read).toThrow(message);
  });

  it('refuses ragged and empty vectors when the dimensions are to be learnt', () => {
    const read = (...data: unknown[]) => readEmbeddings({ data }, { count: data.length, dims: undefined });
    expect(() => read(item(0, [1, 0]), item(1, [1]))).toThrow('vectors of 2 and of 1 numbers');
    expect(() => read(item(0, []))).toThrow('empty vector');
  });
});
