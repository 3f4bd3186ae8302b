import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readJsonArray } from '../../../src/dataset/readers/json-array.js';
import { all, CONTEXT, chunked, collect, odd } from './reading.js';

const parse = (text: string | Buffer, path?: string, sizes = [5]) =>
  collect(readJsonArray(chunked(Buffer.from(text), sizes), path, CONTEXT));

describe('readJsonArray', () => {
  it('gives the objects of an array with the line each starts on', async () => {
    const { records, lines } = await parse('[\n{"a":\n1},\n  {"a":"]}\\""} , {"a":[{}]}\n]\n');
    expect(records).toEqual([{ a: 1 }, { a: ']}"' }, { a: [{}] }]);
    expect(lines).toEqual([2, 4, 4]);
  });

  it('finds an array at a dotted path, past other keys and deeper namesakes', async () => {
    const text = '{"x":{"items":[9]},"n":-1.5e3,"data":{"q":"}","items":[{"id":1},{"id":2}],"z":[1]},"y":null}';
    expect((await parse(text, 'data.items')).records).toEqual([{ id: 1 }, { id: 2 }]);
  });

  it.each([
    ['[{"a":1}', 1, 'the JSON ends where , or ] should come'],
    ['[{"a":1},\n{"a":"x', 1, 'the JSON ends in the record that starts here'],
    ['{"data":{"items":[{"a":1}]', 1, 'the JSON ends where , or } should come'],
    ['[{"a":1} {"a":2}]', 1, 'malformed JSON: expected , or ], found "{"'],
    ['[{"a":1},]', 1, 'malformed JSON: expected element, found "]"'],
    ['[{"a":1}] x', 1, 'malformed JSON: expected the end of the file, found "x"'],
    ['id,title', 0, 'expected a JSON array, found "i"'],
  ])('says what is wrong with %s', async (text, count, message) => {
    const { records, errors, fatal } = await parse(text, text.startsWith('{') ? 'data.items' : undefined);
    expect(records).toHaveLength(count);
    expect(errors).toHaveLength(1);
    expect(errors[0]).toContain(message);
    expect(fatal).toBe(true);
  });

  it('goes on after an element that is not JSON or not an object', async () => {
    const { records, errors, fatal } = await parse('[{"a":tru},\n{"b":2},\n7,\n{"c":}]');
    expect(records).toEqual([{ b: 2 }]);
    expect(errors.map((error) => error.slice(0, 20))).toEqual([
      '1: malformed JSON in',
      '3: expected an objec',
      '4: malformed JSON in',
    ]);
    expect(fatal).toBe(false);
  });

  it('names the keys there are when the path leads nowhere', async () => {
    const items = readJsonArray(chunked(Buffer.from('{"meta":1,"records":[{"a":1}]}'), [9]), undefined, CONTEXT);
    const [item] = await all(items);
    expect(item).toMatchObject({
      error: { message: 'the file is an object, not an array', fix: expect.stringContaining('"meta", "records"') },
    });
    expect((await parse('{"data":{"a":1}}', 'data.items')).errors).toEqual(['1: no array at data.items']);
    expect((await parse('{"data":{"items":{"a":1}}}', 'data.items')).errors).toEqual(['1: no array at data.items']);
  });

  it('recognises JSON Lines by the second object', async () => {
    const items = readJsonArray(chunked(Buffer.from('{"a":1}\n{"a":2}\n'), [3]), undefined, CONTEXT);
    expect(await all(items)).toMatchObject([{ error: { fix: expect.stringContaining('format: jsonl') } }]);
  });

  it('names the line of bytes that are not UTF-8', async () => {
    const bytes = Buffer.concat([Buffer.from('[{"a":1},\n{"a":\n"'), Buffer.from([0xc3]), Buffer.from('"},{"a":3}]')]);
    const { records, errors } = await parse(bytes);
    expect(records).toEqual([{ a: 1 }, { a: 3 }]);
    expect(errors).toEqual(['3: invalid utf-8 at byte 8 of the record at line 2 (0xC3)']);
  });

  it('reads nothing from an empty file, and an empty array', async () => {
    expect(await parse('')).toMatchObject({ records: [], errors: [] });
    expect(await parse(' \n')).toMatchObject({ records: [], errors: [] });
    expect(await parse(' [ ] ')).toMatchObject({ records: [], errors: [] });
  });

  it('gives back what was written, however it is indented and wherever chunks end', async () => {
    const record = fc.dictionary(fc.string({ unit: odd }), fc.jsonValue());
    const sizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 });
    await fc.assert(
      fc.asyncProperty(fc.array(record), sizes, fc.boolean(), fc.boolean(), async (rows, chunks, indent, nested) => {
        const data = nested ? { before: rows, 'a b': { before: [{}], list: rows, after: 1 }, after: '[' } : rows;
        const { records, errors } = await parse(
          JSON.stringify(data, null, indent ? 2 : 0),
          nested ? 'a b.list' : undefined,
          chunks,
        );
        expect(errors).toEqual([]);
        expect(records).toEqual(rows.map((row) => ({ ...(JSON.parse(JSON.stringify(row)) as object) })));
      }),
      { numRuns: 40 },
    );
  });
});
