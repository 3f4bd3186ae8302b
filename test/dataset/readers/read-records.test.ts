import { rmSync, truncateSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readRecords } from '../../../src/dataset/readers/read-records.js';
import { tempFolder } from '../../fixtures/temp-folder.js';
import { all, read } from './reading.js';

const folder = tempFolder();
const ROWS = Array.from({ length: 5000 }, (_, id) => ({ id, title: `第${id}巻 ${'x'.repeat(id % 90)}` }));
const JSONL = ROWS.map((row) => `${JSON.stringify(row)}\n`).join('');

describe('readRecords', () => {
  it.each([
    ['rows.jsonl', JSONL],
    ['rows.json', JSON.stringify(ROWS, null, 1)],
    ['rows.jsonl.gz', gzipSync(JSONL)],
    // Two gzip members one after the other are one file.
    ['two.jsonl.gz', Buffer.concat([gzipSync(JSONL.slice(0, 9999)), gzipSync(JSONL.slice(9999))])],
    ['padded.jsonl.gz', Buffer.concat([gzipSync(JSONL), Buffer.alloc(1_000_000)])],
    ['bom.jsonl', `\uFEFF${JSONL}`],
  ])('reads %s by its ending', async (name, content) => {
    const { records, errors } = await read(folder.write(name, content));
    expect(errors).toEqual([]);
    expect(records).toEqual(ROWS);
  });

  it('reads the same rows from CSV and TSV, where values are texts', async () => {
    const rows = ROWS.map(({ id, title }) => ({ id: String(id), title }));
    const csv = `\uFEFFid,title\r\n${rows.map((row) => `${row.id},"${row.title}"\r\n`).join('')}`;
    expect((await read(folder.write('rows.csv', csv))).records).toEqual(rows);
    expect((await read(folder.write('rows.tsv', csv.replaceAll(',', '\t')))).records).toEqual(rows);
  });

  it('reads Shift_JIS where the source says so, and refuses it where it does not', async () => {
    const bytes = Buffer.concat([Buffer.from('id,title\n1,'), Buffer.from('8ddd8cc9835c', 'hex'), Buffer.from('\n')]);
    const path = folder.write('sjis.csv', bytes);
    expect((await read(path, { encoding: 'shift_jis' })).records).toEqual([{ id: '1', title: '在庫ソ' }]);
    expect((await read(path)).errors).toEqual(['2: invalid utf-8 at byte 3 of the line (0x8D)']);
  });

  it.each([
    ['cut off', (bytes: Buffer) => bytes.subarray(0, bytes.length / 2), 'the gzip file is cut off'],
    ['no gzip', () => Buffer.from(JSONL), 'the gzip file is corrupt'],
    [
      'damaged',
      (bytes: Buffer) => Buffer.concat([bytes.subarray(0, 500), Buffer.alloc(40, 7), bytes.subarray(540)]),
      'the gzip file is',
    ],
  ])('ends with a fatal error when a .gz is %s', async (name, spoil, message) => {
    const { errors, fatal } = await read(folder.write(`${name}.jsonl.gz`, spoil(gzipSync(JSONL))));
    expect(errors.at(-1)).toContain(message);
    expect(fatal).toBe(true);
  });

  it('ends with a fatal error when the file is gone or is a folder', async () => {
    const path = folder.write('gone.jsonl', JSONL);
    rmSync(path);
    expect(await read(path)).toMatchObject({ errors: ['0: the file is not there (any more)'], fatal: true });
    expect(await read(folder.path, { format: 'jsonl' })).toMatchObject({ errors: ['0: not a file'], fatal: true });
  });

  it('ends with a fatal error when the file shrinks while it is read', async () => {
    const path = folder.write('shrinking.jsonl', JSONL.repeat(8));
    const items = readRecords(path, { name: 'data' });
    await items.next();
    truncateSync(path, 300_000);
    const last = (await all(items)).at(-1);
    expect(last).toMatchObject({
      fatal: true,
      error: { message: expect.stringContaining('shrank while it was read') },
    });
  });

  it('reports how many bytes of the file were read', async () => {
    let bytes = 0;
    const content = gzipSync(JSONL);
    await read(folder.write('counted.jsonl.gz', content), { onBytes: (count) => (bytes = count) });
    expect(bytes).toBe(content.length);
  });

  it('refuses a file of which it cannot tell the format', async () => {
    await expect(read(folder.write('rows.dat', JSONL))).rejects.toThrow('the format cannot be told');
    await expect(read(folder.write('page.md', '# x'))).rejects.toThrow('markdown has no records');
  });

  it('reads one document of 50 MB', async () => {
    const text = 'あ'.repeat(50_000_000 / 3);
    const path = folder.write('large.jsonl', `{"id":1}\n${JSON.stringify({ id: 2, text })}\n{"id":3}\n`);
    const { records } = await read(path);
    expect(records).toHaveLength(3);
    expect((records[1] as { text: string }).text === text).toBe(true);
  });
});
