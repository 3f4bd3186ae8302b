import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readJsonl } from '../../../src/dataset/readers/jsonl.js';
import { CONTEXT, chunked, collect, odd } from './reading.js';

const parse = (text: string | Buffer, sizes = [7]) => collect(readJsonl(chunked(Buffer.from(text), sizes), CONTEXT));

describe('readJsonl', () => {
  it('gives each object with its line, whatever the line ends and with blank lines between', async () => {
    const { records, lines, errors } = await parse('{"a":1}\r\n\n  \n{"a":"二"}\n{"a":3}');
    expect(records).toEqual([{ a: 1 }, { a: '二' }, { a: 3 }]);
    expect(lines).toEqual([1, 4, 5]);
    expect(errors).toEqual([]);
  });

  it('names the line of malformed JSON and goes on', async () => {
    const { records, errors, fatal } = await parse('{"a":1}\n{"a":\n[1]\nnull\n{"a":4}\n');
    expect(records).toEqual([{ a: 1 }, { a: 4 }]);
    expect(errors[0]).toMatch(/^2: malformed JSON/);
    expect(errors.slice(1)).toEqual(['3: expected an object, found an array', '4: expected an object, found null']);
    expect(fatal).toBe(false);
  });

  it('names line and byte of invalid UTF-8 and keeps the lines around it', async () => {
    const bytes = Buffer.concat([Buffer.from('{"a":1}\n{"b":"'), Buffer.from([0xff]), Buffer.from('"}\n{"a":3}\n')]);
    const { records, errors } = await parse(bytes, [1000]);
    expect(records).toEqual([{ a: 1 }, { a: 3 }]);
    expect(errors).toEqual(['2: invalid utf-8 at byte 7 of the line (0xFF)']);
  });

  it('advises json for a file that starts with an array', async () => {
    const items = readJsonl(chunked(Buffer.from('[\n{"a":1}]'), [100]), CONTEXT);
    const first = (await items.next()).value;
    expect(first).toMatchObject({ error: { fix: expect.stringContaining('format: json') } });
  });

  it('refuses a line beyond the limit instead of filling memory', async () => {
    const bytes = Buffer.from(`{"a":1}\n{"a":"${'x'.repeat(5000)}"}\n{"a":3}\n`);
    const { records, errors, fatal } = await collect(
      readJsonl(chunked(bytes, [64]), { ...CONTEXT, maxRecordBytes: 1024 }),
    );
    expect(records).toEqual([{ a: 1 }]);
    expect(errors[0]).toMatch(/^2: the line is longer than/);
    expect(fatal).toBe(true);
  });

  it('gives back what was written, wherever chunks end', async () => {
    const record = fc.dictionary(fc.string({ unit: odd }), fc.jsonValue());
    await fc.assert(
      fc.asyncProperty(
        fc.array(record),
        fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 }),
        async (rows, sizes) => {
          // A lone surrogate has no UTF-8 form; JSON writes it as an escape.
          const text = rows.map((row) => `${JSON.stringify(row)}\n`).join('');
          const { records, errors } = await parse(text, sizes);
          expect(errors).toEqual([]);
          expect(records).toEqual(rows.map((row) => ({ ...(JSON.parse(JSON.stringify(row)) as object) })));
        },
      ),
      { numRuns: 40 },
    );
  });
});
