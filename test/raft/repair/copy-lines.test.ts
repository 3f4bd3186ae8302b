import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { copyLines, type LineFate } from '../../../src/raft/repair/copy-lines.js';
import { tempFolder } from '../../fixtures/temp-folder.js';

const folder = tempFolder();
let number = 0;

async function copied(content: string | Uint8Array, fates: Readonly<Record<number, LineFate>> = {}) {
  const from = folder.write(`from-${++number}.jsonl`, content);
  const to = join(folder.path, `to-${number}.jsonl`);
  const kept: string[] = [];
  const written = await copyLines(
    { from, to },
    (line) => (line in fates ? (fates[line] as LineFate) : 'keep'),
    (text) => kept.push(text),
  );
  const bytes = readFileSync(to);
  expect(written).toEqual({
    rows: kept.length,
    bytes: bytes.byteLength,
    sha256: createHash('sha256').update(bytes).digest('hex'),
  });
  return { bytes, text: bytes.toString('utf8'), kept };
}

describe('copyLines', () => {
  it('keeps every byte of lines that stay: carriage returns, marks, blank lines, what is no UTF-8', async () => {
    const content = Buffer.concat([
      Buffer.from('\ufeff{"a":1}\r\n\n  {"b" : "漫画"} \n'),
      Buffer.from([0xff, 0xfe, 0x0a]),
    ]);
    const { bytes, kept } = await copied(content);
    expect(bytes.equals(content)).toBe(true);
    expect(kept).toHaveLength(3);
  });

  it('puts other lines in the place of some, leaves others out, and ends the last line', async () => {
    expect((await copied('1\n2\n3\n4', { 2: 'two', 3: null })).text).toBe('1\ntwo\n4\n');
    expect((await copied('1\n2', { 2: null })).text).toBe('1\n');
    expect((await copied('')).text).toBe('');
  });

  it('finds lines across the pieces in which a file is read', async () => {
    const long = Array.from({ length: 40 }, (_, i) => String(i % 10).repeat(20_000));
    const { text } = await copied(`${long.join('\n')}\n`, { 20: 'short' });
    expect(text).toBe(`${long.map((line, i) => (i === 19 ? 'short' : line)).join('\n')}\n`);
  });
});
