import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet';
import { describe, expect, it } from 'vitest';
import { RAFT_FORMATS } from '../../../src/dataset/raft-formats/shapes.js';
import { writeFormats } from '../../../src/raft/formats/write-formats.js';
import { tempFolder } from '../../fixtures/temp-folder.js';
import { datasetFolder, soundRows } from '../../helpers/raft-rows.js';

const folders = tempFolder();
const target = () => mkdtempSync(join(folders.path, 'formats-'));
const linesOf = (path: string) =>
  readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
const sha = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex');

describe('writeFormats', () => {
  it('writes every format in both file types in one pass, with figures that agree', async () => {
    const folder = target();
    const formats = RAFT_FORMATS.flatMap((name) => [name, `${name}:parquet`]);
    const { files, counts } = await writeFormats({ rows: soundRows(), folder, formats });
    expect(Object.keys(files)).toHaveLength(RAFT_FORMATS.length * 2 * 3);
    for (const [name, { rows, bytes, sha256 }] of Object.entries(files)) {
      const path = join(folder, name);
      expect([name, sha(path)]).toEqual([name, sha256]);
      expect(readFileSync(path)).toHaveLength(bytes);
      if (!name.endsWith('.parquet')) expect(linesOf(path)).toHaveLength(rows);
      else {
        const read = await parquetReadObjects({ file: await asyncBufferFromFile(path) });
        expect(read).toEqual(linesOf(path.replace(/parquet$/, 'jsonl')));
      }
    }
    for (const count of counts) expect([count.name, count.in, count.out]).toEqual([count.name, 80, 80]);
  });

  it('writes the same bytes again, from rows or from their folder', async () => {
    const [a, b] = [target(), target()];
    const formats = ['dpo', 'hf:parquet'];
    const first = await writeFormats({ rows: soundRows(), folder: a, formats });
    expect(await writeFormats({ rows: datasetFolder(folders.path), folder: b, formats })).toEqual(first);
    expect(first.rejected['other_value']).toBeGreaterThan(40);
  });

  it('skips rows without a rejected side, and counts them', async () => {
    const rows = soundRows().map(({ split, row }) => ({ split, row: { ...row, gold: undefined } }));
    const { files, counts } = await writeFormats({ rows, folder: target(), formats: ['dpo', 'chat'] });
    expect(counts[0]).toEqual({ name: 'format_dpo', in: 80, out: 64, dropped: { answer_unknown: 16 } });
    expect(files['formats/chat/train.jsonl']?.rows).toBe(48);
  });

  it('gives a split without rows the columns of the others', async () => {
    const folder = target();
    const train = soundRows().filter(({ split }) => split === 'train');
    await writeFormats({ rows: train, folder, formats: ['chat:parquet'] });
    const { parquetMetadataAsync } = await import('hyparquet');
    const schema = async (split: string) =>
      (await parquetMetadataAsync(await asyncBufferFromFile(join(folder, `formats/chat/${split}.parquet`)))).schema;
    expect(await schema('test')).toEqual(await schema('train'));
  });

  it('refuses a format that there is not before anything is written', async () => {
    const folder = target();
    rmSync(folder, { recursive: true });
    await expect(writeFormats({ rows: [], folder, formats: ['chat', 'sharegtp'] })).rejects.toThrow(
      'there is no format "sharegtp"; did you mean "sharegpt"?',
    );
    await expect(writeFormats({ rows: [], folder, formats: ['hf:csv'] })).rejects.toThrow('no format "hf:csv"');
    expect(existsSync(folder)).toBe(false);
  });

  it('leaves no files behind when a line is no row, and names it', async () => {
    const dataset = datasetFolder(folders.path);
    appendFileSync(join(dataset, 'validation.jsonl'), '{"id": 1}\n');
    const folder = target();
    const writing = writeFormats({ rows: dataset, folder, formats: ['chat', 'hf:parquet'] });
    await expect(writing).rejects.toMatchObject({ where: expect.stringMatching(/validation\.jsonl:17$/) });
    for (const name of ['chat/train.jsonl', 'chat/train.jsonl.tmp', 'hf/train.parquet', 'hf/train.parquet.tmp'])
      expect(existsSync(join(folder, 'formats', name))).toBe(false);
  });
});
