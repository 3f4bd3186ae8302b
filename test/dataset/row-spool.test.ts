import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openRowSpool } from '../../src/dataset/row-spool.js';
import { tempFolder } from '../fixtures/temp-folder.js';

const folder = tempFolder();

describe('openRowSpool', () => {
  it('gives the rows of a list back in the order that is asked for, whatever letters they hold', async () => {
    const spool = await openRowSpool(join(folder.path, 'rows'));
    const rows = Array.from({ length: 3000 }, (_, i) => ({
      i,
      text: i % 2 ? `約束の灯籠 ${i}` : `line\u2028end ${i}`,
    }));
    for (const row of rows) await spool.append(row, row.i % 3);
    const read: { i: number }[] = [];
    for await (const text of spool.read(1, (numbers) => [...numbers].reverse())) read.push(JSON.parse(text));
    await spool.close();
    expect(read).toEqual(rows.filter(({ i }) => i % 3 === 1).reverse());
  });

  it('takes no file that is there: a run of someone else is not written into', async () => {
    folder.write('taken', 'mine');
    await expect(openRowSpool(join(folder.path, 'taken'))).rejects.toThrow('EEXIST');
    expect(existsSync(join(folder.path, 'taken')) && readFileSync(join(folder.path, 'taken'), 'utf8')).toBe('mine');
  });
});
