import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readText } from '../../../src/dataset/readers/read-text.js';
import { tempFolder } from '../../fixtures/temp-folder.js';

const folder = tempFolder();

describe('readText', () => {
  it('gives text with LF line ends and no byte order mark', async () => {
    const path = folder.write('page.md', '\uFEFF# 返品\r\n\r\nOne\rTwo\n');
    expect(await readText(path)).toBe('# 返品\n\nOne\nTwo\n');
    expect(await readText(folder.write('page.md.gz', gzipSync('# 返品\r\n')))).toBe('# 返品\n');
    expect(await readText(folder.write('empty.md', ''))).toBe('');
  });

  it('names file and line of bytes that do not decode, and suggests the encoding', async () => {
    const path = folder.write('sjis.md', Buffer.concat([Buffer.from('# x\n\n'), Buffer.from('8ddd8cc9', 'hex')]));
    await expect(readText(path, { name: 'sjis.md' })).rejects.toMatchObject({
      message: expect.stringContaining('invalid utf-8'),
      where: 'sjis.md:3',
      fix: expect.stringContaining('shift_jis'),
    });
    expect(await readText(path, { encoding: 'shift_jis' })).toBe('# x\n\n在庫');
  });

  it('tells UTF-16 and gzip by their first bytes', async () => {
    const utf16 = folder.write('utf16.txt', Buffer.from('\uFEFFabc', 'utf16le'));
    await expect(readText(utf16)).rejects.toMatchObject({ fix: expect.stringContaining('UTF-16') });
    const zipped = folder.write('zipped.txt', gzipSync('abc'));
    await expect(readText(zipped)).rejects.toMatchObject({ fix: expect.stringContaining('.gz') });
  });

  it('refuses a text beyond the limit, and a file that is gone', async () => {
    const path = folder.write('long.txt', 'x'.repeat(2048));
    await expect(readText(path, { maxBytes: 1024 })).rejects.toThrow('longer than');
    await expect(readText(`${path}.none`)).rejects.toThrow('not there');
  });
});
