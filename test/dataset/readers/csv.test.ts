import { parse as parseWithPeer } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CsvOptions, readCsv } from '../../../src/dataset/readers/csv.js';
import { CONTEXT, chunked, collect } from './reading.js';

const parse = (text: string | Buffer, options: CsvOptions & { delimiter?: string } = {}, sizes = [11]) =>
  collect(readCsv(chunked(Buffer.from(text), sizes), { ...options, delimiter: options.delimiter ?? ',' }, CONTEXT));

describe('readCsv', () => {
  it('reads quotes, doubled quotes, delimiters and line ends inside quotes, and empty fields', async () => {
    const { records, lines, errors } = await parse(
      'id,text\r\n1,"a ""b"", c"\r\n\r\n2,"two\r\nlines"\n3,\n4,5" disk\n',
    );
    expect(errors).toEqual([]);
    expect(records).toEqual([
      { id: '1', text: 'a "b", c' },
      { id: '2', text: 'two\r\nlines' },
      { id: '3', text: '' },
      { id: '4', text: '5" disk' },
    ]);
    expect(lines).toEqual([2, 4, 6, 7]);
  });

  it('takes column names from the config where there is no header, and instead of the header', async () => {
    const columns = ['a', 'b'];
    expect((await parse('1,2\n', { header: false, columns })).records).toEqual([{ a: '1', b: '2' }]);
    expect((await parse('1,2\n', { columns })).records).toEqual([{ a: '1', b: '2' }]);
    expect((await parse('x,y\n1,2\n', { header: true, columns })).records).toEqual([{ a: '1', b: '2' }]);
  });

  it('names the line of a row of the wrong width and goes on', async () => {
    const { records, errors } = await parse('a,b\n1,2\n"3\n4"\n5,6,7\n8,9\n');
    expect(records).toEqual([
      { a: '1', b: '2' },
      { a: '8', b: '9' },
    ]);
    expect(errors).toEqual(['3: 1 fields where 2 columns are expected', '5: 3 fields where 2 columns are expected']);
  });

  it('names the line of text after a closing quote, and the line where a quote that never closes was opened', async () => {
    const { records, errors, fatal } = await parse('a,b\n"x"y,1\n2,3\n4,"open\n5,6\n7,8\n');
    expect(records).toEqual([{ a: '2', b: '3' }]);
    expect(errors).toEqual([
      '2: text after a closing quote: "y,1"',
      '4: a quote is opened on this line and never closed',
    ]);
    expect(fatal).toBe(true);
  });

  it('refuses two columns of one name, and a header that does not fit the names of the config', async () => {
    expect((await parse('a,b,a\n1,2,3\n')).errors).toEqual(['1: two columns are called "a"']);
    const { errors, fatal } = await parse('a,b,c\n1,2,3\n', { header: true, columns: ['x', 'y'] });
    expect(errors).toEqual(['1: the header has 3 columns, the config names 2']);
    expect(fatal).toBe(true);
  });

  it('loses only the row whose bytes do not decode, inside quotes too', async () => {
    const bad = Buffer.from([0x80]);
    const bytes = Buffer.concat([
      Buffer.from('a,b\n1,"x\n'),
      bad,
      Buffer.from('\ny"\n2,'),
      bad,
      Buffer.from('\n3,4\n'),
    ]);
    const { records, errors } = await parse(bytes, {}, [1000]);
    expect(records).toEqual([{ a: '3', b: '4' }]);
    expect(errors.map((error) => error.slice(0, 16))).toEqual(['3: invalid utf-8', '5: invalid utf-8']);
  });

  it('keeps ids that look like code, and columns called __proto__', async () => {
    const { records } = await parse('id,__proto__\n"\'; DROP TABLE documents; --",x\n');
    expect(Object.entries(records[0] as object)).toEqual([
      ['id', "'; DROP TABLE documents; --"],
      ['__proto__', 'x'],
    ]);
  });

  const cell = fc.string({ unit: fc.constantFrom('a', '日', '"', ',', '\t', '\n', '\r', ' ', '😀', "'", ';') });
  const table = fc
    .integer({ min: 1, max: 4 })
    .chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1 }));
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;

  it('gives back what was written, with either delimiter and wherever chunks end', async () => {
    await fc.assert(
      fc.asyncProperty(
        table,
        fc.constantFrom(',', '\t'),
        fc.integer({ min: 1, max: 30 }),
        async (rows, delimiter, size) => {
          const columns = rows[0]!.map((_, index) => `c${index}`);
          const text = rows.map((row) => `${row.map(quoted).join(delimiter)}\r\n`).join('');
          const { records, errors } = await parse(text, { columns, delimiter }, [size]);
          expect(errors).toEqual([]);
          expect(records.map((record) => Object.values(record as object))).toEqual(rows);
        },
      ),
    );
  });

  it('agrees with csv-parse on files with quotes where they are needed', async () => {
    const needed = (text: string) => (/["\r\n,]/.test(text) ? quoted(text) : text);
    await fc.assert(
      fc.asyncProperty(table, async (rows) => {
        const text = rows.map((row) => `${row.map(needed).join(',')}\n`).join('');
        const columns = rows[0]!.map((_, index) => `c${index}`);
        const { records } = await parse(text, { columns });
        const peer = parseWithPeer(text, { skip_empty_lines: true, record_delimiter: '\n' });
        expect(records.map((record) => Object.values(record as object))).toEqual(peer);
      }),
    );
  });
});
